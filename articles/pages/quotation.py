"""The page of a quotation: its passage, and the chain of attribution behind it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ..lineage import lineage
from ..models import Quotation, SpanRole
from ..rendering.chain import chain
from ..rendering.text import render_text
from ..text.occurrences import paragraph_at
from .addresses import permalink
from .readers import readers_page


@readers_page
def quotation(request: HttpRequest, public_id: str) -> HttpResponse:
    """One quotation in at most nine queries."""
    record = get_object_or_404(
        Quotation.objects.public().select_related(
            "article__publisher", "article__current_text", "speaker", "source"
        ),
        public_id=public_id,
    )
    article = record.article
    text = article.current_text
    spans = list(record.spans.public().filter(text_version=text).order_by("start"))
    paragraphs = None
    if spans and article.text_is_public:
        within = min(s.start for s in spans), max(s.end for s in spans)
        start, end = paragraph_at(text.body, *within)
        mentions = (
            text.mention_set.public()
            .filter(start__gte=start, end__lte=end)
            .select_related("entity")
        )
        for span in spans:
            span.quotation = record
        paragraphs = render_text(text.body, mentions, spans, within=within)
    origins = lineage([record.source] if record.source else [], evidence=True)
    neighbours = dict(article.quotations.values_list("number", "public_id"))
    context = {
        "section": "quotations",
        "quotation": record,
        "article": article,
        "content": [s for s in spans if s.role == SpanRole.CONTENT],
        "spans": spans,
        "paragraphs": paragraphs,
        "chain": chain(origins, record.source) if record.source else None,
        "roots": origins.roots,
        "previous": _nearest(neighbours, record.number, -1),
        "next": _nearest(neighbours, record.number, 1),
        "permalink": permalink(record),
    }
    return render(request, "articles/quotation.html", context)


def _nearest(neighbours: dict[int, str], number: int, step: int) -> tuple[int, str] | None:
    """Number and public id of the nearest quotation before (-1) or after (1)."""
    others = [other for other in neighbours if (other - number) * step > 0]
    if not others:
        return None
    nearest = min(others, key=lambda other: abs(other - number))
    return nearest, neighbours[nearest]
