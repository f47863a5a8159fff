"""Where everything public can be taken away, all of it at once too, with what it means."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from ..exchange.dataset import Dataset
from ..exchange.datasets import PUBLIC
from ..exchange.reconciliation.services import SERVICES
from ..exchange.writing.bundle import members, zipped
from ..exchange.writing.csvw import csvw
from ..exchange.writing.data_package import data_package
from ..exchange.writing.dictionary import describe
from ..filters import FILTERS
from .downloads import in_snapshot
from .readers import readers_file, readers_page


@readers_page
def data(request: HttpRequest) -> HttpResponse:
    """The data dictionary, made from the declarations the files are written by."""
    context = {
        "section": "data",
        "datasets": describe(),
        "permalink": settings.SITE_URL + reverse("articles:data"),
        "services": SERVICES.values(),
    }
    return render(request, "articles/data.html", context)


@readers_page
def package(request: HttpRequest) -> HttpResponse:
    """What the CSV files hold, as a Frictionless data package."""
    return _description(data_package)


@readers_page
def table_group(request: HttpRequest) -> HttpResponse:
    """The same as CSV on the Web."""
    response = _description(csvw)
    response.headers["Content-Type"] = "application/csvm+json"
    return response


@readers_file
def archive(request: HttpRequest) -> HttpResponseBase:
    """Everything public in one zip, of one state of the archive; see `exchange.writing.bundle`."""
    date = timezone.now().replace(microsecond=0)
    files = members(PUBLIC.values(), public=True, date=date, rows=_rows)
    pieces = () if request.method == "HEAD" else in_snapshot(zipped(files))
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    name = f"archive-{date:%Y-%m-%d}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _description(describe_files) -> JsonResponse:
    address = {name: settings.SITE_URL + reverse(f"articles:{name}-csv") for name in PUBLIC}
    found = describe_files(PUBLIC.values(), public=True, path=lambda dataset: address[dataset.name])
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})


def _rows(dataset: Dataset) -> QuerySet:
    """All rows, in the order of the list."""
    return FILTERS[dataset.name](queryset=dataset.queryset(public=True)).qs
