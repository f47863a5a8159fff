"""Every public dataset as CSV: the rows of the list with the same query string, in its order."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..exchange.dataset import Dataset
from ..exchange.datasets import PUBLIC
from ..exchange.writing.csv_stream import stream_csv
from ..filters import FILTERS, RecordFilter
from ..text.folding import slugify

CONTENT_TYPE = "text/csv; charset=utf-8"
_LONGEST_NAME = 150


def csv_view(dataset: Dataset):
    """The view that answers `dataset` as CSV, filtered and sorted as the query string says.

    A query that is not understood is answered with 400 and the reasons in plain text. The view
    reads neither session nor user, and sets no cookie.
    """

    @login_not_required
    @require_safe
    def view(request: HttpRequest) -> HttpResponseBase:
        found = FILTERS[dataset.name](request.GET, queryset=dataset.queryset(public=True))
        if not found.is_valid():
            return HttpResponse(
                reasons(found), status=400, content_type="text/plain; charset=utf-8"
            )
        rows = [] if request.method == "HEAD" else stream_csv(dataset, found.qs)
        response = StreamingHttpResponse(rows, content_type=CONTENT_TYPE)
        name = file_name(dataset, found, timezone.now().date())
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    view.__name__ = f"{dataset.name}_csv"
    view.__doc__ = f"{dataset.title} as CSV."
    return view


def reasons(found: RecordFilter) -> str:
    """What is wrong with a query, one line each: the field, a colon, the reason."""
    lines = (
        f"{field}: {message}\n"
        for field, messages in found.form.errors.items()
        for message in messages
    )
    return "".join(lines)


def file_name(dataset: Dataset, found: RecordFilter, today: date) -> str:
    """A name that tells dataset, filter and day: `articles-language-en-2026-08-01.csv`."""
    chosen = (f"-{name}-{slugify(value, name)}" for name, value in found.chosen.items())
    stem = dataset.name + "".join(chosen)
    return f"{stem[:_LONGEST_NAME].rstrip('-')}-{today.isoformat()}.csv"


urlpatterns: list[URLPattern] = [
    path(f"{name}.csv", csv_view(dataset), name=f"{name}-csv") for name, dataset in PUBLIC.items()
]
