"""The report on lineage: what rests on one root only, and which roots carry how much."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db import router
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from ..exchange.independence_csv import stream_independence
from ..independence import ArchiveIndependence, of_archive
from ..models import Article, Source
from .addresses import with_name
from .lineage_parts import PARTS, Part, fetch
from .readers import readers_file, readers_page
from .remembered import remembered

FIRST = 10
"""Rows of each part on the first page."""
ROWS = 50


@readers_page
def lineage(request: HttpRequest) -> HttpResponse:
    """All parts of the report, the first rows of each."""
    report = _report()
    tables = [(part, part.choose(report)) for part in PARTS.values()]
    rows = fetch(report, {part: chosen[:FIRST] for part, chosen in tables})
    context = {
        **_counts(report),
        "parts": [
            {"part": part, "rows": rows[part], "total": len(chosen)} for part, chosen in tables
        ],
        "permalink": settings.SITE_URL + reverse("articles:lineage"),
    }
    return render(request, "articles/lineage.html", context)


@readers_page
def lineage_part(request: HttpRequest, name: str) -> HttpResponse:
    """One part of the report, page by page; `root`, a source's slug, narrows articles to it."""
    if name not in PARTS:
        raise Http404("The report has no such part.")
    part, report = PARTS[name], _report()
    root = _root(request, part)
    chosen = part.choose(report, root.pk if root else None)
    page = Paginator(chosen, ROWS).get_page(request.GET.get("page"))
    address = reverse("articles:lineage-part", args=[name])
    narrowed = f"root={root.slug}&" if root else ""
    context = {
        **_counts(report),
        "part": part,
        "root": root,
        "rows": fetch(report, {part: page.object_list})[part],
        "total": len(chosen),
        "page": page,
        "address": f"{address}?{narrowed}page=",
        "permalink": None if request.GET else settings.SITE_URL + address,
    }
    return render(request, "articles/lineage_part.html", context)


@readers_file
def lineage_csv(request: HttpRequest) -> HttpResponseBase:
    """What every public article rests on, a row each, as CSV."""
    rows = () if request.method == "HEAD" else stream_independence(_report())
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    name = f"lineage-{timezone.now().date().isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _report() -> ArchiveIndependence:
    return remembered("independence", lambda: of_archive(router.db_for_read(Article)))


def _counts(report: ArchiveIndependence) -> dict:
    return {"section": "lineage", "report": report, "claims": report.sole_claims + report.several}


def _root(request: HttpRequest, part: Part) -> Source | None:
    """The root that articles are narrowed to; 404 for what is none readers may see."""
    slug = request.GET.get("root")
    if not slug or not part.by_root:
        return None
    root = with_name(Source.objects.public(), slug=slug).first()
    if root is None:
        raise Http404("There is no such source.")
    return root
