"""The corrections log: what readers saw and now see otherwise, as list and page."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ..models import Article, Correction, Entity, Source
from .lists import record_list
from .readers import readers_page


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


def newest_of(record: Article | Source | Entity, shown: int) -> dict:
    """The newest corrections told at a record, for its page; the rest is a link away."""
    found = list(record.corrections.public().order_by("-at", "-pk")[: shown + 1])
    return {"corrections": found[:shown], "more_corrections": len(found) > shown}


def _with_records(rows: QuerySet) -> QuerySet:
    return rows.select_related("article", "source", "entity")


def _address(record: Correction) -> str:
    return reverse("articles:correction", args=[record.public_id])
