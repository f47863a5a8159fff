"""The CSV addresses: the rows of the filter, for everybody, without a cookie."""

import csv
import io
from datetime import date

import pytest
from django.http import QueryDict

from articles.exchange.datasets import PUBLIC
from articles.filters import FILTERS
from articles.pages.downloads import file_name
from tests.exchange.records import make_archive


@pytest.fixture
def archive(db):
    """The small archive of `tests.exchange.records`."""
    return make_archive()


def ids(response) -> list[str]:
    """The ids in a CSV, in order."""
    text = response.getvalue().decode("utf-8-sig")
    return [row["id"] for row in csv.DictReader(io.StringIO(text, newline=""))]


@pytest.mark.parametrize(
    ("name", "query", "rows"),
    [
        ("articles", "", 1),
        ("articles", "q=fort&entity=moscow&year=1946", 1),
        ("articles", "language=fr", 0),
        ("sources", "sort=-title", 2),
        ("quotations", "speaker=the-court", 1),
        ("entities", "kind=organisation&sort=-name", 3),
        ("mentions", "sort=entity", 3),
        ("mentions", "entity=moscow&page=7", 1),
        ("derivations", "basis=stated", 1),
        ("citations", "role=background", 0),
    ],
)
def test_a_download_has_the_rows_of_the_filter_in_its_order(archive, client, name, query, rows):
    response = client.get(f"/{name}.csv?{query}")
    assert response.status_code == 200
    public = PUBLIC[name].queryset(public=True)
    filtered = FILTERS[name](QueryDict(query), queryset=public).qs
    assert ids(response) == list(filtered.values_list("public_id", flat=True))
    assert filtered.count() == rows


@pytest.mark.parametrize("name", PUBLIC)
def test_anybody_may_download_and_is_given_no_cookie(db, client, name):
    response = client.get(f"/{name}.csv")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith(f'attachment; filename="{name}-')
    assert response.headers["Link"].startswith('</data/csv-metadata.json>; rel="describedby"')
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.streaming


def test_head_asks_the_database_nothing(db, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.head("/articles.csv")
    assert response.status_code == 200
    assert response.getvalue() == b""


def test_only_reading_is_possible(db, client):
    assert client.post("/articles.csv").status_code == 405


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("year=194x", "year: This is not a year. Write one such as 1940.\n"),
        ("entity=nobody", "entity: There is no entity “nobody”."),
        ("sort=%3Cb%3E", "sort: “<b>” is not one of: "),
    ],
)
def test_a_query_not_understood_is_answered_with_the_reason(db, client, query, message):
    response = client.get(f"/articles.csv?{query}")
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert message in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "articles-2026-08-01.csv"),
        ("page=3&language=en-GB&q=", "articles-language-en-gb-2026-08-01.csv"),
        ("q=Łódź+%22%0d%0aX: y", "articles-q-lodz-x-y-2026-08-01.csv"),
        ("q=日本", "articles-q-q-2026-08-01.csv"),
    ],
)
def test_the_file_name_tells_dataset_filter_and_day(query, name):
    found = FILTERS["articles"](QueryDict(query), queryset=PUBLIC["articles"].queryset(public=True))
    assert file_name(PUBLIC["articles"], found, date(2026, 8, 1)) == name
