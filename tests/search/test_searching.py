"""What readers find, and what they must not."""

import pytest
from django.db import connection
from django.db.models import Q

from articles.editing import records
from articles.models import Alias, Article, Entity, Source
from articles.search import indexing
from articles.search.query import parse
from articles.search.searching import search
from articles.search.suggesting import near_names
from tests.editing import scene
from tests.search.in_step import found, out_of_step

pytestmark = pytest.mark.django_db


def names(text: str) -> list[str]:
    return [str(record) for record in near_names(parse(text))]


def test_a_name_is_found_by_another_and_told_so():
    city = scene.known(scene.entity("Moscow", description="Capital."))
    records.add(Alias(entity=city, name="Москва", language="ru"), by=None)
    hit = search("entities", parse("москва")).hits[0]
    assert hit.record == city
    assert [piece.text for piece in hit.also[1] if piece.found] == ["Москва"]
    assert search("entities", parse("moscow")).hits[0].also is None


def test_an_article_leads_to_the_paragraph():
    press = scene.entity("Press", "organisation")
    scene.published("News", "One.\n\nMoscow said so.\n", publisher=press)
    hit = search("articles", parse("moscow")).hits[0]
    assert hit.snippet.paragraph == 3
    assert hit.record.publisher == press
    assert hit.record.date_in_words() == "date unknown"


def test_within_a_filter_and_page_by_page():
    for number in range(5):
        scene.published(f"News {number}", language="de" if number % 2 else "en")
    english = Article.objects.filter(Q(language="en") | Q(language__startswith="en-"))
    results = search("articles", parse("news"), within=english, limit=2)
    assert results.total == 3
    assert len(results.hits) == 2
    rest = search("articles", parse("news"), within=english, limit=2, offset=2)
    assert {hit.record.language for hit in (*results.hits, *rest.hits)} == {"en"}
    assert len({hit.record for hit in (*results.hits, *rest.hits)}) == 3
    beyond = search("articles", parse("news"), within=english, limit=2, offset=20)
    assert (beyond.hits, beyond.total) == ([], 3)
    assert search("articles", parse("news"), within=Article.objects.none()).total == 0


def test_only_what_must_not_occur_finds_nothing():
    scene.published("News")
    assert search("articles", parse("-moscow")).total == 0


def test_an_index_that_drifted_shows_nothing_it_must_not():
    """The gate is asked once more, whatever the index holds."""
    draft, secret = scene.draft("Secret"), scene.entity("Secret")
    paper, said = scene.source("Secret"), scene.quotation(draft, "will fall")
    kept = {"articles": draft, "entities": secret, "sources": paper, "quotations": said}
    with connection.cursor() as cursor:
        for kind, record in kept.items():
            indexing.engine_of(connection).put(cursor, kind, [(record.pk, "secret", "secret")])
    assert set(out_of_step()) == set(kept)
    assert found("secret") == {}


def test_names_misspelt_are_offered_of_what_readers_may_see():
    city, other = scene.known(scene.entity("Vladivostok")), scene.entity("Vladivostak")
    records.add(Alias(entity=city, name="Wladiwostok"), by=None)
    records.add(Alias(entity=other, name="Vladivostock"), by=None)
    scene.source("Vladivostok papers")
    assert names("vladivostik") == ["Vladivostok"]
    assert names("wladiwostoc") == ["Vladivostok"]
    scene.known(Source.objects.get())
    assert names("vladivostik papers") == ["Vladivostok papers"]
    scene.known(Entity.objects.get(name="Vladivostak"))
    assert set(names("vladivostik")) == {"Vladivostok", "Vladivostak", "Vladivostok papers"}


@pytest.mark.parametrize(
    "text", ["", "x", "-vladivostok", "!!!!!!", " ".join(f"vladivost{n}" for n in range(40))]
)
def test_nothing_is_offered_for_what_is_no_name(text):
    scene.known(scene.entity("Vladivostok"))
    assert names(text) == []
