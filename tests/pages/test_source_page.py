"""The page of a source: what rests on it, directly and by way of others, with numbers that hold."""

import pytest

from articles.editing import records
from articles.models import Citation, Derivation, Source
from tests.pages.dom import page_at
from tests.pages.news import draft, entity, news, source

pytestmark = pytest.mark.django_db


def derive(one: Source, origin: Source) -> None:
    claim = {"basis": "inferred", "note": "By its wording."}
    records.add(
        Derivation(source=one, kind="was_derived_from", derived_from=origin, **claim), by=None
    )


@pytest.fixture
def files(db) -> Source:
    """Papers, from which a report comes and from that a book; each is used."""
    files, report, book = source("Files"), source("Report"), source("Book")
    derive(report, files)
    derive(book, report)
    times, herald = entity("Times", "organisation"), entity("Herald", "organisation")
    news("One", "“Aye,” it says.", said=[("“Aye,”", files)], publisher=times, published="1940")
    two = news(
        "Two", "“Bee,” it says.", said=[("“Bee,”", book)], publisher=herald, published="1941"
    )
    three = news("Three", "Nothing.", publisher=times, published="1941-05")
    secret = draft("Secret", "“Sea,” it says.", said=[("“Sea,”", report)], publisher=times)
    for article, cited in ((two, report), (three, report), (secret, files)):
        records.add(Citation(article=article, source=cited), by=None)
    return Source.objects.get(pk=files.pk)


def resting(client, files):
    return page_at(client, files.get_absolute_url()).one("section", id="resting")


def test_everything_below_it_is_counted_once(client, files):
    section = resting(client, files)
    tally = section.one("p", "tally").text
    assert tally == "3 articles of 2 publishers, directly or by way of 2 sources that come from it."
    numbers = [number.text for number in section.all("span", "number")]
    assert numbers == ["2 articles", "1 article"]
    rows = section.one("table", "year-rows").one("tbody").all("tr")
    assert [row.text for row in rows] == ["19401", "19412"]
    assert "Secret" not in section.text
    assert "Sea" not in section.text


def test_its_lists_hold_as_many_as_it_says(client, files):
    found = {link for link in resting(client, files).links() if "behind=" in link}
    assert f"/articles/?behind={files.slug}" in found
    for address, count in (("/articles.csv", 3), ("/quotations.csv", 2), ("/citations.csv", 2)):
        rows = client.get(f"{address}?behind={files.slug}").getvalue().decode().splitlines()
        assert len(rows) == 1 + count, address
    assert "behind=" in client.get(f"/articles/?behind={files.slug}&year=1941").text


def test_what_cites_it_as_contradicting_is_listed_and_said_not_to_rest_on_it(client, files):
    assert "not rest on it" not in resting(client, files).text
    Citation.objects.filter(article__title__in=["Two", "Three"]).update(stance="contradicts")
    section = resting(client, files)
    assert section.one("p", "tally").text.endswith(
        "1 of the articles cites only what contradicts it, and does not rest on it."
    )
    assert section.text.count("it contradicts the article") == 2
    assert "All 3 articles" in section.text


def test_what_stands_in_the_source_alone_is_less(client, files):
    book = Source.objects.get(title="Book")
    section = resting(client, book)
    assert section.one("p", "tally").text == "1 article of 1 publisher."
    assert "All from 1941." in section.text
    assert not section.all("figure", "years")


def test_nothing_rests_on_what_is_only_known_as_an_origin(client, files):
    older = source("Older")
    derive(files, older)
    assert "3 articles" in resting(client, older).text
    news("Four", "Nothing.", said=[("Nothing.", source("Alone"))])
    assert "1 article" in resting(client, Source.objects.get(title="Alone")).text


def test_very_many_sources_are_found_by_the_statement_itself(client, files, monkeypatch):
    before = resting(client, files).text
    monkeypatch.setattr("articles.pages.resting.FEW", 0)
    assert resting(client, files).text == before
