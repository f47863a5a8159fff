"""The front page: what the archive is, shown alive."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ..lineage import lineage
from ..models import Article, Entity, Quotation, QuotationKind, Source, SpanRole
from .quotation import passage_of, spans_of
from .readers import readers_page

NEWEST = 5
LONGEST_SPECIMEN = 1500
"""Characters of a passage that is shown whole; of a longer one only the words quoted."""


@readers_page
def home(request: HttpRequest) -> HttpResponse:
    """Counts, the newest articles, and one quotation walked back to its roots."""
    context = {
        "section": "home",
        "counts": {
            "articles": Article.objects.public().count(),
            "quotations": Quotation.objects.public().count(),
            "sources": Source.objects.public().count(),
            "entities": Entity.objects.public().count(),
        },
        "newest": Article.objects.public()
        .select_related("publisher")
        .order_by("-created_at", "-pk")[:NEWEST],
        "permalink": settings.SITE_URL + reverse("articles:home"),
        **_specimen(),
    }
    return render(request, "articles/home.html", context)


def _specimen() -> dict:
    """A direct quotation of the newest article that has one, where it stands, and its roots."""
    quotation = (
        Quotation.objects.public()
        .filter(kind=QuotationKind.DIRECT, source__isnull=False, article__text_is_public=True)
        .select_related("article__current_text", "speaker", "source")
        .order_by("-article__created_at", "-article", "number")
        .first()
    )
    if quotation is None:
        return {"specimen": None}
    spans = spans_of(quotation)
    paragraphs = passage_of(quotation, spans) or []
    length = sum(len(mark.text) for paragraph in paragraphs for mark in paragraph.marks)
    origins = lineage([quotation.source])
    return {
        "specimen": quotation,
        "content": [span for span in spans if span.role == SpanRole.CONTENT],
        "paragraphs": paragraphs if length <= LONGEST_SPECIMEN else [],
        "step": origins.steps[quotation.source_id],
        "roots": [origins.steps[root.pk] for root in origins.roots],
    }
