"""Pages that begin where others end: whichever way one goes, every row once and in its place."""

from itertools import chain

import pytest
from django.http import QueryDict

from articles.filters import FILTERS
from articles.models import Article, Mention
from articles.pages.paging import beyond, page_of
from tests.pages.many import make_articles

SIZE = 7


def walk(rows, order, begin: str, way: str) -> list:
    """The rows of one page after another, from `begin` along the links named `way`."""
    pages, query = [], QueryDict(begin)
    while True:
        page = page_of(rows, order, query, SIZE)
        pages.append([row.pk for row in page.rows])
        if not (address := getattr(page, way)):
            return pages
        query = QueryDict(address.removeprefix("?"))


@pytest.mark.parametrize("name", ["articles", "quotations", "sources", "entities", "corrections"])
def test_in_every_order_all_rows_are_met_once_forwards_and_backwards(db, name):
    make_articles(20)
    # Equals in the first column of an order, and in the first two, more than a page holds.
    Article.objects.filter(slug__lt="article-3").update(
        published_earliest=19400101, published_latest=19401231, title_folded="the same"
    )
    model = FILTERS[name]._meta.model
    for sort in FILTERS[name].SORTS:
        found = FILTERS[name](QueryDict(f"sort={sort}"), queryset=model.objects.public())
        expected = [row.pk for row in found.qs]
        pages = walk(found.qs, found.ordering, "", "next")
        assert [*chain(*pages)] == expected, sort
        assert {len(page) for page in pages[:-1]} == {SIZE}
        backwards = walk(found.qs, found.ordering, "before=end", "previous")
        met = [*chain(*reversed(backwards[:-1]))]
        assert met == expected[-len(met) :], sort
        assert backwards[-1] == expected[:SIZE]
        assert len(met) + SIZE >= len(expected)


def test_rows_that_come_and_go_meanwhile_move_no_others(db):
    make_articles(20)
    rows, order = Article.objects.public(), ("title_folded", "pk")
    first = page_of(rows, order, QueryDict(), SIZE)
    expected = [row.pk for row in page_of(rows, order, QueryDict(first.next[1:]), SIZE).rows]
    Article.objects.filter(pk__in=[row.pk for row in first.rows[:-1]]).update(status="draft")
    assert [
        row.pk for row in page_of(rows, order, QueryDict(first.next[1:]), SIZE).rows
    ] == expected


def test_columns_of_other_tables_and_of_either_direction(db):
    make_articles(15)
    order = ("article__title_folded", "-article_id", "start", "-end", "pk")
    rows = Mention.objects.public().order_by(*order)
    pages = walk(rows, order, "", "next")
    assert [*chain(*pages)] == [row.pk for row in rows]


def test_each_condition_begins_with_a_range_of_the_first_column():
    either, rest = beyond(("-date", "title", "pk"), (1940, "a", 7))
    assert dict(either.children[:1]) == {"date": 1940}
    assert dict(rest.children) == {"date__lt": 1940}
    assert [dict(part.children) for part in beyond(("pk",), (7,))] == [{"pk__gt": 7}]
