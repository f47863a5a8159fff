"""The review queue: annotations that wait because a text changed, of one article or of all."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse

from ...editing import review
from ...models import SPAN_MODELS, Article, Span
from ..permissions import allowed
from ..record_form import errors_by_field
from ..saving import Refused, refusing
from ..waiting import Waiting, waiting, with_wholes

TEMPLATE = "admin/articles/article/revise/queue.html"
PER_PAGE = 50

_MODELS = {model.ID_PREFIX: model for model in SPAN_MODELS}


class ReviewForm(forms.Form):
    """Which annotation, what to do with it, and which state of it was seen."""

    span = forms.CharField(max_length=20)
    action = forms.ChoiceField(choices=[("confirm", "Confirm"), ("discard", "Delete")])
    row_version = forms.IntegerField(min_value=1)
    text_version = forms.IntegerField(min_value=1)
    reason = forms.CharField(required=False, max_length=2000, strip=True)


def queue(admin, request: HttpRequest, pk: int | None = None):
    """What waits, a page at a time, article by article; POST confirms or deletes one of it."""
    article = None
    if pk is not None and (article := Article.objects.filter(pk=pk).first()) is None:
        raise Http404
    if not admin.has_view_or_change_permission(request, article):
        raise PermissionDenied
    refused: dict[str, list[str]] = {}
    if request.method == "POST":
        form = ReviewForm(request.POST)
        if not form.is_valid():
            raise Http404
        refused = _carry_out(admin, request, form.cleaned_data)
        if not refused:
            return HttpResponseRedirect(request.get_full_path())
    page = Paginator(_keys(article), PER_PAGE).get_page(request.GET.get("p"))
    items = _items(page.object_list)
    context = {
        **admin.admin_site.each_context(request),
        "title": f"To be reviewed: {article}" if article else "To be reviewed",
        "opts": admin.opts,
        "original": article,
        "heading": "h2" if article else "h3",
        "page": page,
        "items": [
            (item, allowed(request, "change", item.span), refused.get(item.span.public_id, []))
            for item in items
        ],
    }
    request.current_app = admin.admin_site.name
    return TemplateResponse(request, TEMPLATE, context)


def _carry_out(admin, request: HttpRequest, asked: dict) -> dict[str, list[str]]:
    """Confirm or delete; what was refused, by the public id of the annotation."""
    model = _MODELS.get(asked["span"].partition("-")[0])
    span = model and model.objects.filter(public_id=asked["span"]).first()
    if not span:
        text = "Somebody else dealt with this annotation in the meantime; it is gone."
        admin.message_user(request, text, messages.WARNING)
        return {}
    known = {"by": request.user, "based_on": asked["row_version"]}
    try:
        with refusing():
            if asked["action"] == "confirm":
                review.confirm(span, based_on_text=asked["text_version"], **known)
            else:
                review.discard(span, reason=asked["reason"], **known)
    except Refused as error:
        told = errors_by_field(error.refusals[None]).values()
        return {asked["span"]: [text for errors in told for one in errors for text in _texts(one)]}
    done = "Confirmed" if asked["action"] == "confirm" else "Deleted"
    admin.message_user(request, f"{done}: {span}.", messages.SUCCESS)
    return {}


def _texts(error) -> list[str]:
    return error.messages if hasattr(error, "messages") else [str(error)]


def _keys(article: Article | None) -> list[tuple]:
    """Model and key of everything that waits, by article and place; orphans come last."""
    found = []
    for model in SPAN_MODELS:
        rows = review.pending(model, article).values_list(
            "text_version__article__title_folded", "text_version__article", "start", "pk"
        )
        found += [
            (title, key, start is None, start or 0, model, pk) for title, key, start, pk in rows
        ]
    found.sort(key=lambda row: (*row[:4], row[4].__name__, row[5]))
    return [(model, pk) for *_, model, pk in found]


def _items(keys: list[tuple[type[Span], int]]) -> list[Waiting]:
    spans = with_wholes([model(pk=pk) for model, pk in keys])
    texts = Article.objects.select_related("current_text").in_bulk(
        {span.text_version.article_id for span in spans}
    )
    items = []
    for span in spans:
        span.text_version.article = texts[span.text_version.article_id]
        body = texts[span.text_version.article_id].current_text.body
        items.append(waiting(span, body, state=span.state, start=span.start, end=span.end))
    return items
