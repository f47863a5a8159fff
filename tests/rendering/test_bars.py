"""Bars over years: nothing is lost, nothing overlaps, everything stays inside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.rendering.bars import BOTTOM, MOST_BARS, TOP, WIDTH, by_year, year_in_words
from articles.text.dates import parse

YEARS = st.one_of(st.integers(1900, 2020), st.integers(-9999, 9999), st.integers(-200_000, 200_000))
COUNTED = st.lists(st.tuples(YEARS, st.integers(1, 60_000)), max_size=40)


def counted(*dates: str):
    return by_year((parse(date).earliest, parse(date).latest, 1) for date in dates)


@given(COUNTED)
def test_every_number_stands_in_the_bar_of_its_year(placed):
    years = by_year((year * 10000 + 101, year * 10000 + 1231, n) for year, n in placed)
    assert years.placed == years.total == sum(bar.number for bar in years.bars)
    assert len(years.bars) <= MOST_BARS
    for bar in years.bars:
        assert bar.number == sum(n for year, n in placed if bar.first <= year <= bar.last)


@given(COUNTED.filter(bool))
def test_bars_stand_side_by_side_in_the_drawing(placed):
    years = by_year((year * 10000 + 101, year * 10000 + 1231, n) for year, n in placed)
    for bar, following in zip(years.bars, years.bars[1:], strict=False):
        assert bar.x + bar.width <= following.x
        assert bar.last + 1 == following.first
    assert years.bars[0].x >= 0
    assert years.end <= WIDTH
    for bar in years.bars:
        assert 0 <= bar.height <= BOTTOM - TOP
        assert bool(bar.height) == bool(bar.number)
    assert years.highest.height == BOTTOM - TOP
    assert all(0 <= tick.x <= WIDTH for tick in years.ticks)
    assert len({tick.label for tick in years.ticks}) == len(years.ticks)


def test_dates_without_a_year_or_with_several_are_told_apart():
    years = counted("1940", "1940-09-27", "1941~", "", "XXXX-08-25", "1938/1941", "1919/..")
    assert [(bar.label, bar.number) for bar in years.filled] == [("1940", 2), ("1941", 1)]
    assert (years.undated, years.spread, years.placed, years.total) == (2, 2, 3, 7)


def test_many_years_go_ten_to_a_bar_and_can_be_asked_for():
    years = counted("1789-07-14", "1940", "1945")
    assert [bar.label for bar in years.filled] == ["1780–1789", "1940–1949"]
    assert years.filled[1].query == "from=1940&until=1949"
    assert counted("1940").bars[0].query == "year=1940"


@pytest.mark.parametrize(
    ("year", "words"), [(1940, "1940"), (79, "AD 79"), (0, "1 BC"), (-11, "12 BC")]
)
def test_years_in_words(year, words):
    assert year_in_words(year) == words


def test_years_no_list_can_be_asked_for_have_no_query():
    years = counted("Y-170002", "Y-170001")
    assert [bar.query for bar in years.filled] == ["", ""]
