"""The page on which the text of an article is revised: edited, looked at, saved."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from ...editing import revising
from ...editing.articles import clean_body
from ...editing.ledger import Stale
from ...models import AnchorState, Article, TextVersion
from ...rendering.difference import rendered_difference
from ...text.normalise import fingerprint
from ..links import change_address
from ..record_form import VerbatimField, errors_by_field
from ..saving import Refused, refusing
from ..waiting import Waiting, waiting, with_wholes

TEMPLATE = "admin/articles/article/revise/revise.html"
LISTED = 200
"""So many annotations are listed in a preview; all are counted."""


class ReviseForm(forms.Form):
    """The new text, why, which version it was made from, and the text that was previewed."""

    body = VerbatimField(
        label="Text",
        widget=forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField verbatim"}),
        help_text="The whole text. Every character is kept, each line is a paragraph.",
        error_messages={"required": "An article has a body: enter its text."},
    )
    reason = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Why the text changes: “corrected by the publisher on 3 May”. Of a published "
        "article, readers are told.",
    )
    text_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    previewed = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


@dataclass(frozen=True)
class Preview:
    """What saving would do: the difference, and what becomes of the annotations.

    `counts` says how many annotations come to each state.
    """

    difference: object
    counts: list[tuple[str, int]]
    listed: list[Waiting]
    unlisted: int


def revise(admin, request: HttpRequest, pk: int):
    """Edit the text, see what that does to the annotations, and only then save."""
    article = Article.objects.select_related("current_text").filter(pk=pk).first()
    if article is None or article.current_text is None:
        raise Http404
    if not admin.has_change_permission(request, article):
        raise PermissionDenied
    text = article.current_text
    preview = since = None
    if request.method != "POST":
        form = ReviseForm(initial={"body": text.body, "text_version": text.number})
    else:
        form = ReviseForm(request.POST)
        if form.is_valid():
            if form.cleaned_data["text_version"] != text.number:
                since = _since(form, article)
            elif _is_to_be_saved(request, form):
                if told := _save(request, form, article):
                    return _after(admin, request, article, told)
                article = Article.objects.select_related("current_text").get(pk=pk)
                since = _since(form, article)
            else:
                preview = _preview(form, article)
    context = {
        **admin.admin_site.each_context(request),
        "title": f"Revise the text: {article}",
        "opts": admin.opts,
        "original": article,
        "text": text,
        "form": form,
        "preview": preview,
        "since": since,
        "next_number": text.number + 1,
    }
    request.current_app = admin.admin_site.name
    return TemplateResponse(request, TEMPLATE, context)


def _is_to_be_saved(request: HttpRequest, form: ReviseForm) -> bool:
    """Whether saving was asked for, of the very text that was previewed."""
    return (
        "save" in request.POST
        and fingerprint(form.cleaned_data["body"]) == form.cleaned_data["previewed"]
    )


def _save(request: HttpRequest, form: ReviseForm, article: Article) -> list | None:
    """Carry it out; None if it was refused, which the form then says."""
    values = form.cleaned_data
    try:
        with refusing():
            return revising.revise(
                article,
                values["body"],
                by=request.user,
                based_on=values["text_version"],
                reason=values["reason"].strip(),
            )
    except Refused as refused:
        error = refused.refusals[None]
        if not isinstance(error, Stale):
            for field, errors in errors_by_field(error).items():
                form.add_error(field if field in form.fields else None, errors)
        return None


def _after(admin, request: HttpRequest, article: Article, told: list[revising.Fate]):
    number = TextVersion.objects.filter(article=article).count()
    waiting_now = sum(fate.is_pending for fate in told)
    text = f"The text of “{article}” is at version {number} now. "
    if not waiting_now:
        admin.message_user(request, f"{text}All annotations are in place.", messages.SUCCESS)
        return HttpResponseRedirect(change_address(article))
    admin.message_user(request, f"{text}These annotations have to be looked at.", messages.WARNING)
    return HttpResponseRedirect(reverse("admin:articles_article_review", args=[article.pk]))


def _preview(form: ReviseForm, article: Article) -> Preview | None:
    """What saving would do; None if the text is the same, which the form then says."""
    text, body = article.current_text, clean_body(form.cleaned_data["body"])
    if body == text.body:
        form.add_error("body", f"The text is the same as in version {text.number}.")
        return None
    fates = revising.fates(text.body, body, revising.spans_of(article))
    pending = [fate for fate in fates if fate.is_pending]
    spans = with_wholes([fate.span for fate in pending[:LISTED]])
    _fill(form, previewed=fingerprint(body))
    return Preview(
        difference=rendered_difference(text.body, body),
        counts=[
            (state.label, number)
            for state in AnchorState
            if (number := sum(fate.state == state for fate in fates))
        ],
        listed=[
            waiting(span, body, state=fate.state, start=fate.start, end=fate.end)
            for span, fate in zip(spans, pending[:LISTED], strict=True)
        ],
        unlisted=max(0, len(pending) - LISTED),
    )


def _since(form: ReviseForm, article: Article):
    """What somebody else changed in the meantime, if that is why nothing was saved."""
    text = article.current_text
    number = form.cleaned_data["text_version"]
    base = TextVersion.objects.filter(article=article, number=number).first()
    if base is None or base.number == text.number:
        return None
    form.add_error(
        None,
        f"{text.created_by or 'A command'} revised the text in the meantime: it is at version "
        f"{text.number}, you edited version {number}. Nothing was saved, and what you typed is "
        "still here. Below stands what was changed; take it over into your text, then preview "
        "again.",
    )
    _fill(form, text_version=text.number, previewed="")
    return rendered_difference(base.body, text.body)


def _fill(form: ReviseForm, **values) -> None:
    """Let the form come back with other values in hidden fields."""
    form.data = form.data.copy()
    for name, value in values.items():
        form.data[name] = str(value)
