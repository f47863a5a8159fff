"""The page of a source: what it is, where it comes from, and everything resting on it."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..exchange.standards import schema_org
from ..lineage import lineage, resting_on
from ..models import Citation, Derivation, Quotation, QuotationSpan, Source, SpanRole
from ..rendering.chain import chain
from .addresses import Moved, by_slug, permalink
from .corrections import newest_of
from .readers import readers_page

SHOWN = 100
"""So many quotations and citations are shown; the rest is in the lists."""
CORRECTIONS = 3


@readers_page
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source; what rests on it includes what rests on sources derived from it."""
    try:
        record = by_slug(Source.objects.public(), slug)
    except Moved as moved:
        return moved.redirect()
    origins = lineage([record], evidence=True)
    resting = resting_on(record)
    content = QuotationSpan.objects.public().filter(role=SpanRole.CONTENT).order_by("order", "pk")
    quotations = (
        Quotation.objects.public()
        .filter(source__in=resting)
        .select_related("article", "speaker", "source")
        .prefetch_related(Prefetch("spans", queryset=content, to_attr="content_spans"))
        .order_by("article__title_folded", "article_id", "number")
    )
    citations = (
        Citation.objects.public()
        .filter(source__in=resting)
        .select_related("article__publisher", "source")
        .order_by("article__title_folded", "pk")
    )
    context = {
        "section": "sources",
        "source": record,
        "chain": chain(origins, record),
        "roots": origins.roots,
        "derivatives": Derivation.objects.public()
        .filter(derived_from=record)
        .select_related("source")
        .order_by("source__title_folded", "pk"),
        "quotations": quotations[:SHOWN],
        "citations": citations[:SHOWN],
        "permalink": permalink(record),
        "structured_data": schema_org.source(record, origins),
        **newest_of(record, CORRECTIONS),
    }
    return render(request, "articles/source.html", context)
