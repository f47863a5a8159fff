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
from articles.models import Article, Entity
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
    page = page_at(client, reverse(f"articles:{name}"), **query)
    on_pages, number = addresses_on(page, name), 1
    while forth := page.all("a", rel="next"):
        page = page_at(client, reverse(f"articles:{name}") + forth[0].attributes["href"])
        on_pages += addresses_on(page, name)
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
def test_the_ways_between_pages_lead_there_and_back_and_keep_the_filters(db, client, name):
    make_articles(120)
    address = reverse(f"articles:{name}")
    first = page_at(client, address, other="kept")
    assert not first.all("a", rel="prev") and not first.all("a", rel="first")
    second, last = (follow(client, address, first, rel) for rel in ("next", "last"))
    assert second.one("a", rel="first").attributes["href"] == "?other=kept"
    assert second.one("a", rel="next").attributes["href"].startswith("?other=kept&after=")
    assert last.one("a", rel="prev").attributes["href"].startswith("?other=kept&before=")
    assert not last.all("a", rel="next") and not last.all("a", rel="last")
    assert addresses_on(follow(client, address, second, "prev"), name) == addresses_on(first, name)
    assert [len(addresses_on(page, name)) for page in (first, second, last)] == [50, 50, 50]
    # The last page is a full one, so the pages before it begin elsewhere: none is left out.
    before = follow(client, address, last, "prev")
    assert set(addresses_on(second, name)) < {
        *addresses_on(before, name),
        *addresses_on(last, name),
    }
    assert addresses_on(follow(client, address, before, "prev"), name) == addresses_on(first, name)


@pytest.mark.parametrize("name", LISTS)
def test_a_place_that_is_not_in_the_list_gives_the_first_page_and_says_so(db, client, name):
    make_articles(60)
    address = reverse(f"articles:{name}")
    first = addresses_on(page_at(client, address), name)
    draft = Article.objects.create(title="A draft").public_id
    for place in ({"after": "nobody"}, {"before": "art-\x00"}, {"after": draft}, {"before": draft}):
        page = page_at(client, address, **place)
        assert addresses_on(page, name) == first
        assert "is not in the list" in page.one("p", "lost").text
    for plain in ({"after": ""}, {"before": " "}, {"page": "7"}):
        page = page_at(client, address, **plain)
        assert addresses_on(page, name) == first
        assert not page.all("p", "lost")


def test_after_the_last_row_is_the_last_page(db, client):
    make_articles(60)
    last = page_at(client, "/entities/", before="end")
    slug = addresses_on(last, "entities")[-1].split("/")[-2]
    beyond = page_at(client, "/entities/", after=Entity.objects.get(slug=slug).public_id)
    assert addresses_on(beyond, "entities") == addresses_on(last, "entities")


def test_what_leads_nowhere_says_which_filter_to_let_go(db, client):
    make_articles(3)
    page = page_at(client, "/articles/", publisher="entity-1", year="1912", language="en")
    ways = page.one("div", "nothing").all("a")
    assert [(way.text, way.attributes["href"]) for way in ways] == [
        ("1 without “Publisher: Name 0”", "?year=1912&language=en"),
        ("1 without “Year: 1912”", "?publisher=entity-1&language=en"),
    ]
    chips = page.one("section", "chips").links()
    assert "?publisher=entity-1&year=1912" in chips and "?" in chips
    alone = page_at(client, "/articles/", year="1800").one("div", "nothing")
    assert alone.links() == ["?"]


def test_of_an_empty_archive_it_says_so(db, client):
    for name in LISTS:
        page = page_at(client, reverse(f"articles:{name}"))
        assert f"No {name} are public yet." in page.text
        assert not page.all("ul", "ways") and not page.all("nav", "facets")


def follow(client, address: str, page: Element, rel: str) -> Element:
    return page_at(client, address + page.one("a", rel=rel).attributes["href"])


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

FIELDS = sorted(
    {"page", "after", "before", *(field for one in FILTERS.values() for field in one.base_filters)}
)
ABSURD = st.one_of(
    st.text(max_size=30),
    st.integers().map(str),
    st.sampled_from(
        [
            *("0", "-1", "1e9", "NaN", "9" * 30, "-9999", "10000", "1940-13", "1940-09/", "../"),
            *("XXXX-08-25", "en-", "x" * 300, "\x00", "a\x00b", "%", "_", "'", '"', "<script>"),
            *("‮", "😀", "\ud800", "art-", "soviet-union", "frontier-india", "direct", "place"),
            *("end", "primary", "none", "root", "derived"),
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
