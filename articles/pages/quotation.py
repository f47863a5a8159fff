"""The page of a quotation: its passage, and the chain of attribution behind it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..exchange.standards import schema_org
from ..exchange.standards.meta_tags import meta_tags
from ..exchange.standards.public_article import words_of
from ..exchange.standards.reference import of_quotation
from ..lineage import NEAREST, lineage
from ..models import Quotation, QuotationSpan, SpanRole
from ..rendering.chain import chain
from ..rendering.lineage_drawing import draw_quotation
from ..rendering.markup import RenderedParagraph
from ..rendering.text import render_text
from ..text.occurrences import paragraph_at
from .addresses import permalink
from .elsewhere import elsewhere
from .readers import readers_page
from .stood import versions_with
from .tombstones import deleted, withdrawn


@readers_page
def quotation(request: HttpRequest, public_id: str) -> HttpResponse:
    """One quotation, where its words stand and stood, and where else they do."""
    record = (
        Quotation.objects.with_address()
        .filter(public_id=public_id)
        .select_related("article__publisher", "article__current_text", "speaker", "source")
        .first()
    )
    if record is None:
        return deleted(request, public_id)
    if not record.article.is_public:
        return withdrawn(request, record.article, "quotation")
    spans = record.pieces = spans_of(record)
    origins = lineage([record.source] if record.source else [], evidence=True, most=NEAREST)
    neighbours = dict(record.article.quotations.values_list("number", "public_id"))
    context = {
        "section": "quotations",
        "quotation": record,
        "article": record.article,
        "pieces": _pieces(spans),
        "paragraphs": passage_of(record, spans),
        "version": record.article.current_text.number if record.article.text_is_public else None,
        "chain": chain(origins, record.source) if record.source else None,
        "drawing": draw_quotation(origins, record) if record.source else None,
        "stood": versions_with(record.article, spans),
        "elsewhere": elsewhere(record),
        "previous": _nearest(neighbours, record.number, -1),
        "next": _nearest(neighbours, record.number, 1),
        "permalink": permalink(record),
        "meta_tags": meta_tags(of_quotation(record)),
        "structured_data": schema_org.quotation(record, words_of(record)),
    }
    return render(request, "articles/quotation.html", context)


def spans_of(quotation: Quotation) -> list[QuotationSpan]:
    """The pieces of a quotation in the current text, in reading order."""
    current = quotation.article.current_text_id
    spans = list(quotation.spans.public().filter(text_version=current).order_by("start", "pk"))
    for span in spans:
        span.quotation = quotation
    return spans


def passage_of(quotation: Quotation, spans: list[QuotationSpan]) -> list[RenderedParagraph] | None:
    """The paragraphs in which the quotation's pieces stand; None if they may not be shown."""
    article = quotation.article
    if not spans or not article.text_is_public:
        return None
    text = article.current_text
    within = min(span.start for span in spans), max(span.end for span in spans)
    start, end = paragraph_at(text.body, *within)
    mentions = text.mention_set.public().filter(start__gte=start, end__lte=end)
    return render_text(text.body, mentions.select_related("entity"), spans, within=within)


def _pieces(spans: list[QuotationSpan]) -> list[tuple[SpanRole, list[QuotationSpan]]]:
    """The pieces by role, content first; roles that have none are left out."""
    spans = sorted(spans, key=lambda span: span.order)
    by_role = [(role, [span for span in spans if span.role == role]) for role in SpanRole]
    return [(role, pieces) for role, pieces in by_role if pieces]


def _nearest(neighbours: dict[int, str], number: int, step: int) -> tuple[int, str] | None:
    """Number and public id of the nearest quotation before (-1) or after (1)."""
    others = [other for other in neighbours if (other - number) * step > 0]
    if not others:
        return None
    nearest = min(others, key=lambda other: abs(other - number))
    return nearest, neighbours[nearest]
