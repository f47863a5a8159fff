"""The corrections log: what readers saw and now see otherwise, as list, page and feed."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import capfirst

from ..filters import FILTERS
from ..models import Article, Correction, Entity, Source
from .downloads import reasons
from .lists import record_list
from .readers import readers_page

ENTRIES = 50
"""So many are in the feed, the newest."""

# What XML 1.0 has no way to write; texts are kept verbatim and may hold it.
_UNWRITABLE = dict.fromkeys(
    [code for code in range(32) if chr(code) not in "\t\n\r"] + [0xFFFE, 0xFFFF], "\ufffd"
)


@readers_page
def corrections(request: HttpRequest) -> HttpResponse:
    """Every public correction, the newest first."""
    return record_list(request, "corrections", _with_records(Correction.objects.public()))


@readers_page
def correction(request: HttpRequest, public_id: str) -> HttpResponse:
    """One correction, to point at."""
    record = _with_records(Correction.objects.public()).filter(public_id=public_id).first()
    if record is None:
        raise Http404("There is no correction at this address.")
    context = {
        "section": "corrections",
        "correction": record,
        "permalink": settings.SITE_URL + _address(record),
    }
    return render(request, "articles/correction.html", context)


@readers_page
def feed(request: HttpRequest) -> HttpResponse:
    """The newest corrections as Atom (RFC 4287); it takes the filters of the list."""
    rows = _with_records(Correction.objects.public())
    found = FILTERS["corrections"](request.GET, queryset=rows)
    if not found.is_valid():
        return HttpResponse(reasons(found), status=400, content_type="text/plain; charset=utf-8")
    query = request.GET.urlencode()
    query = f"?{query}" if query else ""
    atom = Atom1Feed(
        title="Corrections · Archive Site",
        link=settings.SITE_URL + reverse("articles:corrections") + query,
        description="What readers saw in the archive and now see otherwise.",
        language="en",
        feed_url=settings.SITE_URL + reverse("articles:corrections-feed") + query,
    )
    for record in found.qs[:ENTRIES]:
        summary = render_to_string("articles/_correction.html", {"correction": record})
        atom.add_item(
            title=f"{capfirst(record.get_kind_display())}: {record.label}".translate(_UNWRITABLE),
            link=settings.SITE_URL + _address(record),
            description=summary.translate(_UNWRITABLE),
            unique_id=tag(record),
            pubdate=record.at,
            updateddate=record.at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def tag(record: Correction) -> str:
    """The permanent id of a correction in feeds (RFC 4151)."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{record.at:%Y-%m-%d}:{record.public_id}"


def newest_of(record: Article | Source | Entity, shown: int) -> dict:
    """The newest corrections told at a record, for its page; the rest is a link away."""
    found = list(record.corrections.public().order_by("-at", "-pk")[: shown + 1])
    return {"corrections": found[:shown], "more_corrections": len(found) > shown}


def _with_records(rows: QuerySet) -> QuerySet:
    return rows.select_related("article", "source", "entity")


def _address(record: Correction) -> str:
    return reverse("articles:correction", args=[record.public_id])
