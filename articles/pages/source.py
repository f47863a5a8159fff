"""The page of a source: what it is, where it comes from, and everything resting on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..exchange.standards import schema_org
from ..lineage import NEAREST, lineage
from ..models import Source
from ..rendering.chain import chain
from ..rendering.lineage_drawing import draw_source
from .addresses import Moved, by_slug, permalink
from .corrections import newest_of
from .readers import readers_page
from .resting import resting

CORRECTIONS = 3


@readers_page
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source; what rests on it includes what rests on sources derived from it."""
    try:
        record = by_slug(Source.objects.public(), slug)
    except Moved as moved:
        return moved.redirect()
    origins = lineage([record], evidence=True, most=NEAREST)
    context = {
        "section": "sources",
        "source": record,
        "chain": chain(origins, record),
        "drawing": draw_source(origins, record),
        "resting": resting(record),
        "permalink": permalink(record),
        "structured_data": schema_org.source(record, origins),
        **newest_of(record, CORRECTIONS),
    }
    return render(request, "articles/source.html", context)
