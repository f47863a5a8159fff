"""The workbench's page: the text with its annotations, and all that its scripts need to know."""

from urllib.parse import urljoin

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from ...editing.permission import may
from ...models import (
    SPAN_MODELS,
    Article,
    Basis,
    Certainty,
    DerivationKind,
    EntityKind,
    Medium,
    Mention,
    Quotation,
    QuotationKind,
    SourceKind,
    SpanRole,
)
from ..waiting import WHOLES, title_of
from .annotations import mentions_in, told, with_pieces
from .painting import paint

TEMPLATE = "admin/articles/article/annotate.html"
ADDRESSES = ("news", "entities", "sources", "occurrences")
CHOICES = {
    "entity_kinds": EntityKind,
    "quotation_kinds": QuotationKind,
    "media": Medium,
    "roles": SpanRole,
    "certainties": Certainty,
    "source_kinds": SourceKind,
    "derivation_kinds": DerivationKind,
    "bases": Basis,
}


def page(admin, request: HttpRequest, article: Article) -> TemplateResponse:
    """The page of an article (one from `article_of`); without a text it has no tools.

    The article was read first: what comes while the rest is read is told as news.
    """
    text = article.current_text
    mentions, quotations = [], []
    if text is not None:
        mentions = list(mentions_in(text.pk))
        quotations = list(with_pieces(Quotation.objects.filter(article=article), text.pk))
    context = {
        **admin.admin_site.each_context(request),
        "title": f"Annotate: {article}",
        "opts": admin.opts,
        "original": article,
        "article": article,
        "text": text,
        "has_text": text is not None,
        "paragraphs": paint(text, mentions, quotations) if text else [],
        "state": {
            "article": {
                "pk": article.pk,
                "title": article.title,
                "language": article.language,
                "public_id": article.public_id,
            },
            "editor": request.user.get_username(),
            "may_write": text is not None and may_write(request.user, article),
            "is_public": article.is_public,
            "reselect": to_select_again(request, article) if text else None,
            "seen": article.head,
            "text_version": text.number if text else None,
            "annotations": [told(one) for one in (*mentions, *quotations)],
            "addresses": addresses(article),
            "choices": {name: [[*one] for one in kind.choices] for name, kind in CHOICES.items()},
        },
    }
    request.current_app = admin.admin_site.name
    return TemplateResponse(request, TEMPLATE, context)


def to_select_again(request: HttpRequest, article: Article) -> dict | None:
    """The annotation the review queue sent here to be selected again, if it still is one."""
    public_id = request.GET.get("reselect", "")
    model = {model.ID_PREFIX: model for model in SPAN_MODELS}.get(public_id.partition("-")[0])
    span = (
        model
        and model.objects.filter(public_id=public_id, text_version__article=article)
        .select_related(*WHOLES[model])
        .first()
    )
    if not span:
        return None
    return {
        "id": span.public_id,
        "row": span.row_version,
        "title": title_of(span),
        "state": span.get_state_display(),
        "before": span.prefix,
        "words": span.exact,
        "after": span.suffix,
        "start": span.start,
        "end": span.end,
    }


def may_write(user, article: Article) -> bool:
    """Whether the tools are offered: whether mentions and quotations may be added here."""
    return all(may(user, "add", model(article=article)) for model in (Mention, Quotation))


def addresses(article: Article) -> dict[str, str]:
    """Where the scripts ask; that of the verbs wants one appended."""
    page = reverse("admin:articles_article_annotate", args=[article.pk])
    return {name: urljoin(page, f"{name}/") for name in (*ADDRESSES, "do")}
