"""The lists: the rows of a page are those of its file, and no query string breaks either."""

import csv
import io
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.filters import FILTERS
from tests.pages.dom import Element, page_at
from tests.pages.many import make_articles

LISTS = ("articles", "sources", "quotations", "entities")


def addresses_on(page: Element, name: str) -> list[str]:
    """Where the rows of a list lead, in order."""
    if name == "quotations":
        rows = [row for said in page.all("ol", "said") for row in said.all("p", "words")]
    else:
        rows = page.one("table", "rows").one("tbody").all("th") if page.all("table") else []
    return [row.links()[0] for row in rows]


def rows_of(client, name: str, query: dict) -> list[dict[str, str]]:
    answer = client.get(reverse(f"articles:{name}-csv"), query)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


@pytest.mark.parametrize(
    "name, query",
    [
        ("articles", {}),
        ("articles", {"sort": "-date", "q": "title"}),
        ("articles", {"year": "1915"}),
        ("articles", {"publisher": "entity-7"}),
        ("sources", {}),
        ("sources", {"sort": "-title", "kind": "report"}),
        ("quotations", {}),
        ("quotations", {"sort": "date", "kind": "direct"}),
        ("entities", {}),
        ("entities", {"sort": "kind", "q": "name"}),
        ("entities", {"q": "no such name"}),
    ],
)
def test_the_file_holds_the_rows_of_the_page_in_its_order(db, client, name, query):
    make_articles(60)
    on_pages, number = [], 1
    while True:
        page = page_at(client, reverse(f"articles:{name}"), **query, page=number)
        on_pages += addresses_on(page, name)
        if not page.all("a", rel="next"):
            break
        number += 1
    rows = rows_of(client, name, query)
    assert [f"http://testserver{address}" for address in on_pages] == [r["url"] for r in rows]
    assert len(set(on_pages)) == len(on_pages)
    assert number == (len(rows) - 1) // 50 + 1 or not rows
    downloads = [a for a in page.links() if a.startswith(reverse(f"articles:{name}-csv"))]
    assert downloads == [f"/{name}.csv?{urlencode(query)}" if query else f"/{name}.csv"] * bool(
        rows
    )


@pytest.mark.parametrize("name", LISTS)
def test_a_page_beyond_the_last_is_the_last_and_nonsense_is_the_first(db, client, name):
    make_articles(60)
    address = reverse(f"articles:{name}")
    first, last = (addresses_on(page_at(client, address, page=n), name) for n in (1, 2))
    assert (len(first), len(last)) == (50, 10)
    for number in ("999", "2", "0", "-3"):
        assert addresses_on(page_at(client, address, page=number), name) == last, number
    for nonsense in ("x", "", "1.5", "٢x", "9" * 400):
        page = page_at(client, address, page=nonsense)
        assert addresses_on(page, name) in (first, last), nonsense


@pytest.mark.parametrize("name", LISTS)
def test_the_ways_between_pages_keep_the_filters(db, client, name):
    make_articles(120)
    page = page_at(client, reverse(f"articles:{name}"), page=2, other="kept")
    forth, back = page.one("a", rel="next"), page.one("a", rel="prev")
    assert forth.attributes["href"] == "?other=kept&page=3"
    assert back.attributes["href"] == "?other=kept&page=1"


def test_what_is_not_understood_is_said_and_shows_no_rows(founding, client):
    for name, query, words in (
        ("articles", {"year": "soon"}, "This is not a year"),
        ("articles", {"entity": "nobody-here"}, "There is no entity “nobody-here”"),
        ("sources", {"kind": "rumour"}, "is not one of"),
        ("quotations", {"sort": "<b>"}, "“<b>” is not one of"),
        ("entities", {"q": "x" * 201}, "200"),
    ):
        page = page_at(client, reverse(f"articles:{name}"), **query)
        assert words in page.text, (name, query)
        assert addresses_on(page, name) == []
        answer = client.get(reverse(f"articles:{name}-csv"), query)
        assert answer.status_code == 400
        assert words in answer.text


# --- Any query string at all -------------------------------------------------------------

FIELDS = sorted({"page", *(field for one in FILTERS.values() for field in one.base_filters)})
ABSURD = st.one_of(
    st.text(max_size=30),
    st.integers().map(str),
    st.sampled_from(
        [
            *("0", "-1", "1e9", "NaN", "9" * 30, "-9999", "10000", "1940-13", "1940-09/", "../"),
            *("XXXX-08-25", "en-", "x" * 300, "\x00", "a\x00b", "%", "_", "'", '"', "<script>"),
            *("‮", "😀", "\ud800", "art-", "soviet-union", "frontier-india", "direct", "place"),
            *("1940", "en", "title", "-date", "high", "primary", "stated", "date unknown", "ß İ"),
        ]
    ),
)
QUERIES = st.lists(st.tuples(st.sampled_from([*FIELDS, "nonsense", ""]), ABSURD), max_size=5)


class TestAnyQueryString(TestCase):
    """In one transaction for all the examples, which only read."""

    @classmethod
    def setUpTestData(cls):
        make_articles(3)

    @settings(max_examples=300)
    @given(query=QUERIES, name=st.sampled_from(sorted(FILTERS)), as_page=st.booleans())
    def test_is_answered_or_refused_but_breaks_nothing(self, query, name, as_page):
        listed = as_page and name in LISTS
        address = reverse(f"articles:{name}" if listed else f"articles:{name}-csv")
        answer = self.client.get(address + "?" + urlencode(query, errors="surrogatepass"))
        answer.getvalue()
        assert answer.status_code in ({200} if listed else {200, 400})
