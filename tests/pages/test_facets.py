"""Facets: every number is what one finds by following the link."""

from collections import OrderedDict

import pytest
from django.http import QueryDict

from articles.editing import records
from articles.editing.following import follow_all
from articles.filters import FILTERS, RecordFilter, facet
from articles.models import Article, Citation, Derivation, Entity, Mention, Quotation, Source
from articles.pages import remembered as memory
from articles.pages.facets import chips, counted
from articles.text.dates import parse
from tests.exchange.records import entity, make_archive
from tests.pages.dom import page_at
from tests.pages.many import make_articles, store

LISTS = ("articles", "quotations", "sources", "entities", "corrections")
DATES = ("1940", "1938/1941", "1939-12/1940-01", "../1915", "1919/..", "-0043-03-15", "0000", "")


@pytest.fixture
def archive(db):
    """Rows that divide in many ways, and as many drafts that must not be counted."""
    make_articles(16)
    for number, article in enumerate(Article.objects.order_by("pk")):
        article.language = ("en", "en-GB", "ja", "ar")[number % 4]
        article.published = parse(DATES[number % 8]).value
        article.publisher_id = None if number % 5 == 4 else article.publisher_id
        article.status = "draft" if number % 8 == 5 else "published"
        article.text_is_public = number % 7 != 3
        article.save()
    entities, sources = list(Entity.objects.order_by("pk")), list(Source.objects.order_by("pk"))
    Entity.objects.filter(pk__in=[one.pk for one in entities[::3]]).update(kind="place")
    Mention.objects.filter(pk__in=Mention.objects.all()[:9]).update(entity=entities[0])
    Quotation.objects.filter(number=1, article__slug__gt="article-3").update(
        kind="mixed", medium="writing", source=sources[1], speaker=entities[2]
    )
    Quotation.objects.filter(article__slug="article-2").update(source=None)
    Citation.objects.filter(article__slug__gt="article-4").update(role="background")
    Citation.objects.filter(article__slug__lt="article-3").delete()
    claim = {"basis": "inferred", "note": "Because.", "kind": "was_derived_from"}
    pairs = zip(sources[::3], sources[1::3], strict=False)
    store(Derivation, [Derivation(source=a, derived_from=b, **claim) for a, b in pairs])
    follow_all()


def ask(name: str, query: str = "") -> RecordFilter:
    rows = FILTERS[name]._meta.model.objects.public()
    return FILTERS[name](QueryDict(query), queryset=rows)


QUERIES = [*((name, "") for name in LISTS), ("articles", "language=en"), ("articles", "year=1940")]
QUERIES += [("articles", "sources=none&q=title"), ("articles", "from=1940&entity=entity-0")]
QUERIES += [("quotations", "kind=mixed&speaker=entity-2"), ("sources", "origin=root&q=source")]


@pytest.mark.parametrize("name, query", QUERIES)
def test_every_number_is_what_the_link_finds(archive, name, query):
    found = ask(name, query)
    numbers = counted(found, QueryDict(query))
    assert numbers.total == found.qs.count() > 0
    for division in numbers.divisions:
        for choice in division.choices:
            answer = ask(name, choice.address.removeprefix("?"))
            assert answer.is_valid(), choice
            if choice.is_chosen:
                assert choice.number == numbers.total
                assert division.name not in answer.in_force
            else:
                assert answer.qs.count() == choice.number > 0, choice
        in_order = [(-choice.number, choice.label) for choice in division.choices]
        if division.name != "year":
            assert in_order == sorted(in_order)


def test_articles_divide_without_remainder_by_what_they_rest_on(archive):
    [used] = [
        each for each in counted(ask("articles"), QueryDict()).divisions if each.name == "sources"
    ]
    assert sum(choice.number for choice in used.choices) == Article.objects.public().count()
    assert len(used.choices) == 3


def test_only_the_most_frequent_are_shown_and_the_chosen_one_always(db):
    make_articles(30)
    [publishers] = [
        each for each in counted(ask("articles"), QueryDict()).divisions if each.name == "publisher"
    ]
    assert (len(publishers.choices), publishers.has_more) == (10, True)
    query = "publisher=entity-29"
    [publishers] = [
        each
        for each in counted(ask("articles", query), QueryDict(query)).divisions
        if each.name == "publisher"
    ]
    chosen, *others = publishers.choices
    assert (chosen.label, chosen.is_chosen, chosen.address) == ("Name 14", True, "?")
    assert len(others) == 9


def test_names_are_counted_once_few_articles_are_found(archive, client, monkeypatch):
    monkeypatch.setattr(facet, "MOST_TEXTS", 3)
    monkeypatch.setattr("articles.pages.facets.MOST_TEXTS", 3)
    page = page_at(client, "/articles/")
    assert "Counted once no more than 3 articles are found." in page.one("nav", "facets").text
    narrow = page_at(client, "/articles/", publisher="entity-0")
    assert "Counted once" not in narrow.text
    assert "?publisher=entity-0&entity=entity-0" in narrow.links()


def test_chips_say_in_words_what_is_in_force_and_lead_out_of_it(archive):
    query = "q=Title&language=en-gb&publisher=entity-1&year=0&sources=none&sort=title&other=kept"
    told = {
        chip.label: (chip.value, chip.without)
        for chip in chips(ask("articles", query), QueryDict(query))
    }
    assert {label: value for label, (value, _) in told.items()} == {
        "Words in the title": "Title",
        "Language": "English (United Kingdom)",
        "Publisher": "Name 0",
        "Year": "0",
        "Rests on": "no source recorded",
    }
    assert told["Year"][1] == (
        "?q=Title&language=en-gb&publisher=entity-1&sources=none&sort=title&other=kept"
    )


def test_the_lists_to_choose_from_hold_what_there_is_and_betray_no_draft(db, client):
    archive = make_archive()
    archive.draft.refresh_from_db()
    archive.draft.publisher = entity("Hidden House")
    records.change(archive.draft, by=None, based_on=archive.draft.row_version)
    page = page_at(client, "/articles/")
    offered = {
        name: {option.attributes["value"] for option in page.one("select", name=name).all("option")}
        for name in ("publisher", "language")
    }
    assert offered["publisher"] == {"", "court-gazette"}
    assert "en-GB" in offered["language"] and "fr" not in offered["language"]
    assert "hidden" not in page.text.lower()
    # What nobody offers can be asked all the same, and stays to be seen, also beside a mistake.
    for query in ({"language": "fr"}, {"language": "fr", "year": "soon"}):
        chosen = page_at(client, "/articles/", **query).one("select", name="language")
        assert [
            o.attributes["value"] for o in chosen.all("option") if "selected" in o.attributes
        ] == ["fr"]


def test_answers_are_remembered_until_something_is_written_and_not_for_ever(monkeypatch):
    monkeypatch.setattr(memory, "MOST", 2)
    monkeypatch.setattr(memory, "_answers", OrderedDict())  # of other tests nothing is left
    monkeypatch.setattr(memory, "_states", {})
    asked = []

    def answer(question: str, state: str | None, alias: str = "here") -> str:
        def ask() -> str:
            asked.append(question)
            return question.upper()

        monkeypatch.setattr(memory.router, "db_for_read", lambda model: alias)
        monkeypatch.setattr(memory, "state_of", {alias: state}.get)
        return memory.remembered(question, ask)

    assert [answer("a", "1"), answer("a", "1"), answer("b", "1")] == ["A", "A", "B"]
    assert asked == ["a", "b"]
    answer("a", "1", "elsewhere")  # one too many: the oldest goes
    answer("a", "1")
    answer("a", "2")
    answer("a", None)
    answer("a", None)
    assert asked == ["a", "b", "a", "a", "a", "a", "a"]
