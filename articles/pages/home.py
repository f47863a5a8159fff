"""The front page: what the archive is, shown alive."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..lineage import lineage
from ..models import Article, Entity, Quotation, QuotationKind, QuotationSpan, Source, SpanRole
from .readers import readers_page

NEWEST = 5


@readers_page
def home(request: HttpRequest) -> HttpResponse:
    """Counts, the newest articles, and one quotation walked back to its root."""
    specimen = (
        Quotation.objects.public()
        .filter(kind=QuotationKind.DIRECT, source__isnull=False)
        .select_related("article", "speaker", "source")
        .order_by("-article__created_at", "number")
        .first()
    )
    content = QuotationSpan.objects.public().filter(role=SpanRole.CONTENT)
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
        "specimen": specimen,
        "specimen_content": content.filter(quotation=specimen).order_by("order", "pk"),
        "specimen_roots": lineage([specimen.source]).roots if specimen else [],
    }
    return render(request, "articles/home.html", context)
