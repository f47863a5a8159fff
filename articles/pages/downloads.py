"""Every public dataset as CSV and as JSON Lines: the rows of the list with the same query string.

Each is read from one state of the archive, however long it takes, keeps nobody from writing, and
says of which state it is, so that it need not be fetched again before something was written.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import router
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from ..editing.snapshot import snapshot
from ..exchange.dataset import Dataset
from ..exchange.datasets import PUBLIC
from ..exchange.writing.csv_stream import stream_csv
from ..exchange.writing.jsonl_stream import stream_jsonl
from ..filters import FILTERS, RecordFilter
from ..models import Article
from ..text.folding import slugify
from .readers import readers_file

_LONGEST_NAME = 150


@dataclass(frozen=True)
class FileKind:
    """A way to write a dataset: the end of its address, the media type, what writes it."""

    suffix: str
    title: str
    content_type: str
    stream: Callable[..., Iterator[bytes]]


CSV = FileKind("csv", "CSV", "text/csv; charset=utf-8", stream_csv)
JSON_LINES = FileKind("jsonl", "JSON Lines", "application/jsonl; charset=utf-8", stream_jsonl)
FILE_KINDS = (CSV, JSON_LINES)


def download_view(dataset: Dataset, kind: FileKind):
    """The view that answers `dataset`, filtered and sorted as the query string says.

    A query that is not understood is answered with 400 and the reasons in plain text. The view
    reads neither session nor user, and sets no cookie.
    """

    @readers_file
    def view(request: HttpRequest) -> HttpResponseBase:
        found = FILTERS[dataset.name](request.GET, queryset=dataset.queryset(public=True))
        if not found.is_valid():
            return HttpResponse(
                reasons(found), status=400, content_type="text/plain; charset=utf-8"
            )
        rows = () if request.method == "HEAD" else in_snapshot(kind.stream(dataset, found.qs))
        response = StreamingHttpResponse(rows, content_type=kind.content_type)
        name = file_name(dataset, found, timezone.now().date(), kind.suffix)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        if kind is CSV:  # as CSV on the Web has a file lead to its description
            about = reverse("articles:csv-metadata")
            link = f'<{about}>; rel="describedby"; type="application/csvm+json"'
            response.headers["Link"] = link
        return response

    view.__name__ = f"{dataset.name}_{kind.suffix}"
    view.__doc__ = f"{dataset.title} as {kind.title}."
    return view


def in_snapshot(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """`pieces`, all read from one state of the database, while others go on writing.

    Nothing is begun before the first piece is asked for; whoever goes away early must close it.
    """
    with snapshot(router.db_for_read(Article)):
        yield from pieces


def reasons(found: RecordFilter) -> str:
    """What is wrong with a query, one line each: the field, a colon, the reason."""
    lines = (
        f"{field}: {message}\n"
        for field, messages in found.form.errors.items()
        for message in messages
    )
    return "".join(lines)


def file_name(dataset: Dataset, found: RecordFilter, today: date, suffix: str = "csv") -> str:
    """A name that tells dataset, filter and day: `articles-language-en-2026-08-01.csv`."""
    chosen = (f"-{name}-{slugify(value, name)}" for name, value in found.chosen.items())
    stem = dataset.name + "".join(chosen)
    return f"{stem[:_LONGEST_NAME].rstrip('-')}-{today.isoformat()}.{suffix}"


urlpatterns: list[URLPattern] = [
    path(f"{name}.{kind.suffix}", download_view(dataset, kind), name=f"{name}-{kind.suffix}")
    for name, dataset in PUBLIC.items()
    for kind in FILE_KINDS
]
