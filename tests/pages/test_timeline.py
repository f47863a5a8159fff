"""Browsing by time: everything dated once, in order; what has no date apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from articles.pages import timeline
from articles.pages.periods import length_for, period_of, periods, spread
from tests.editing.scene import draft, entity, mention, publish, published
from tests.pages.dom import page_at

DATED = {
    "Treaty": ("1941-04-13", "1941-04-13"),
    "War": ("1939-09-01", "1945-09-02"),
    "Siege": ("1941-09-08", "1944-01-27"),
    "Founding": ("-0043", ""),
    "Armistice": ("", "1918-11"),
    "Long ago": ("../1200", ""),
    "Summer day": ("XXXX-06-22", ""),
    "Rumour": ("", ""),
}
IN_ORDER = ["Long ago", "Founding", "Armistice", "War", "Treaty", "Siege"]


@pytest.fixture
def dated(db) -> Article:
    """An article that names events, a place, and, in a draft only, another event."""
    article = draft(body=" ".join(DATED) + " Moscow")
    for name, (began, ended) in DATED.items():
        mention(article, name, entity(name, "event", began=began, ended=ended))
    mention(article, "Moscow", entity(began="1147"))
    publish(article)
    hidden = draft("Hidden")
    mention(hidden, "Moscow", entity("Hidden event", "event", began="1940"))
    return article


def names(client, **query) -> list[str]:
    page = page_at(client, "/timeline/", **query)
    return [found.text for found in page.all("p", "name")]


def test_events_stand_in_order_of_time_the_undated_apart(dated, client):
    page = page_at(client, "/timeline/")
    assert [found.text for found in page.all("p", "name")] == IN_ORDER
    assert [item.text for item in page.one("ul", "undated").all("li")] == ["Rumour", "Summer day"]
    when = [found.text for found in page.all("p", "when")]
    assert when[1:4] == ["44 BC", "until November 1918", "1 September 1939 – 2 September 1945"]
    assert when[4] == "13 April 1941"
    assert "/articles/?entity=war" in page.links()
    assert "Hidden" not in page.text
    assert names(client, kind="place") == ["Moscow"]
    assert names(client, kind="work") == []


def test_a_stretch_of_time_shows_what_begins_in_it_and_what_was_under_way(dated, client):
    page = page_at(client, "/timeline/", **{"from": "1941", "until": "1949"})
    assert [found.text for found in page.all("p", "name")] == ["Treaty", "Siege"]
    assert "War" in page.one("ul", "under-way").text
    assert not page.all("ul", "undated")
    assert names(client, **{"until": "1918"}) == IN_ORDER[:3]
    assert names(client, **{"from": "1941-05", "until": "1941"}) == ["Siege"]


def test_many_are_shown_in_parts_with_shorter_times_to_choose(dated, client, monkeypatch):
    monkeypatch.setattr(timeline, "ROWS", 2)
    found, address = [], "/timeline/?kind=event"
    while address:
        page = page_at(client, address)
        found += [name.text for name in page.all("p", "name")]
        later = [link for link in page.all("a") if link.attributes.get("rel") == "next"]
        address = later[0].attributes["href"].join(["/timeline/", ""]) if later else ""
    assert found == IN_ORDER
    offered = page_at(client, "/timeline/").one("nav", **{"aria-label": "Shorter times"})
    counts = {item.all("a")[0].text: item.one("span").text for item in offered.all("li")[1:]}
    assert counts == {"44 BC": "1", "1918": "1", "1939": "1", "1941": "2"}
    (of_1941,) = (link for link in offered.links() if "1941" in link)
    assert len(names(client, **{"from": "1941", "until": "1941"})) == 2
    assert page_at(client, f"/timeline/{of_1941}").all("p", "name")
    monkeypatch.setattr(timeline, "ROWS", 1)
    months = page_at(client, f"/timeline/{of_1941}").one("ul", "periods").text
    assert " ".join(months.split()) == "April 1941 1 September 1941 1"


@pytest.mark.parametrize(
    "narrowed", [{}, {"from": "1940-03", "until": "1944"}, {"from": "1940-03", "until": "1940"}]
)
def test_articles_are_counted_as_the_list_finds_them(narrowed, db, client):
    for date in ("1940-09-27", "1940-09", "1940", "1939/1941", "../1941", "1903", "XXXX-08-25", ""):
        published(f"Of {date}", published=date)
    page = page_at(client, "/timeline/", **narrowed)
    section = page.one("section", **{"aria-labelledby": "articles"})
    items = [item for listed in section.all("ul", "periods") for item in listed.all("li")]
    assert items
    for item in items:
        (address,) = item.links()
        (count,) = item.all("span", "count")
        total = page_at(client, address).one("h2", id="found").text.split()[0]
        assert count.text.split()[0] == total, address


@pytest.mark.parametrize("after", ["", "nobody", "ent-\0", "\0"])
def test_after_a_record_that_is_not_there_it_begins_anew(dated, client, after):
    assert names(client, after=after) == IN_ORDER


def test_what_is_not_understood_is_said_at_the_field(dated, client):
    page = page_at(client, "/timeline/", **{"kind": "thing", "from": "soon", "until": "XXXX"})
    assert not page.all("p", "name")
    errors = " ".join(found.text for found in page.all("ul", "errorlist"))
    assert "“thing” is not one of" in errors
    assert "“soon” is not a date" in errors
    for name in ("from", "until"):
        field = page.one("input", name=name).attributes
        assert field["aria-invalid"] == "true"
        assert page.one("ul", "errorlist", id=field["aria-describedby"]).text
    assert (
        "This lies before the beginning"
        in page_at(client, "/timeline/", **{"from": "1950", "until": "1940"}).text
    )


@given(st.dictionaries(st.integers(-20_000, 20_000), st.integers(1, 9), max_size=40))
def test_every_year_falls_in_one_period(years):
    length = length_for(years)
    found = periods(years, length)
    assert sum(period.count for period in found) == sum(years.values())
    for period in found:
        if period.start:
            inside = [y for y in years if int(period.start) <= y <= int(period.end)]
            assert sum(years[year] for year in inside) == period.count
            assert {period_of(year, length).start for year in inside} == {period.start}
        assert str(period)


@given(st.dictionaries(st.tuples(st.integers(0, 30), st.integers(0, 500)), st.integers(1, 5)))
def test_what_spans_several_units_counts_in_each(spans):
    spans = {(first, first + more): number for (first, more), number in spans.items()}
    found = spread(spans, longest=50)
    for unit, count in found.items():
        assert count == sum(n for (first, last), n in spans.items() if first <= unit <= last)
    for first, last in spans:
        assert last - first >= 50 or {first, last} <= found.keys()
