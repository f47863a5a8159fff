"""Entities and sources are found by any of their names, best first, in few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editing import records
from articles.models import Alias
from articles.search import ranking
from articles.search.names import find_entities, find_sources, near_duplicates
from tests.editing import scene

pytestmark = pytest.mark.django_db


def entities(*names: str) -> list:
    return [scene.entity(name) for name in names]


def alias(entity, name: str) -> None:
    records.add(Alias(entity=entity, name=name), by=None)


def found(query: str, **how) -> list[str]:
    """What was found, as the names that matched."""
    return [one.name for one in find_entities(query, **how)]


def near(name: str) -> list[str]:
    return [one.name for one in near_duplicates(name)]


def test_best_first_and_among_equals_the_more_mentioned():
    entities("Anti-War League", "Post-war Bureau", "Warsaw", "Award", "War Office")
    (war,) = entities("war")
    article = scene.draft(body="Warsaw, War Office")
    scene.mention(article, "Warsaw", find_entities("Warsaw")[0].entity)
    assert find_entities("WAR")[0].entity == war
    assert found("WAR") == [
        "war",  # exact
        *("Warsaw", "War Office"),  # begins so; the one mentioned first
        *("Anti-War League", "Post-war Bureau"),  # a word begins so
        "Award",  # contains it
    ]
    assert [one.mentions for one in find_entities("wars")] == [1]
    assert found("war", limit=2) == ["war", "Warsaw"]


def test_any_name_finds_it_once_and_says_which_did():
    [army] = entities("Kwantung Army")
    for name in ("Kantōgun", "Kwantung Garrison Army", "関東軍"):
        alias(army, name)
    assert found("kanto") == ["Kantōgun"]
    assert found("関東") == ["関東軍"]
    assert found("army kwantung") == ["Kwantung Army"]  # its own name before an alias
    assert [one.entity for one in find_entities("kwantung")] == [army]
    assert found("kwantung army") == ["Kwantung Army"]


def test_every_word_must_occur_in_one_name():
    [ribbentrop, _] = entities("Joachim von Ribbentrop", "Joachim Peiper")
    alias(ribbentrop, "Reich Foreign Minister")
    assert found("ribbentrop, joachim") == ["Joachim von Ribbentrop"]
    assert found("joachim minister") == []


@pytest.mark.parametrize("query", ["", "  ", "\u200b", "%", "_", "\\", "a_b", "'; --", "\x00", "-"])
def test_signs_mean_nothing_to_the_database(query):
    entities("Moscow")
    assert found(query) == []
    assert near_duplicates(query) == []
    assert find_sources(query) == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Moscwo", "Moscow"),
        ("Ribentrop", "Joachim von Ribbentrop"),
        ("Joachin Ribbentrop", "Joachim von Ribbentrop"),
        ("Joachin Ribbentr", "Joachim von Ribbentrop"),
        ("Guomin dang", "Guomindang"),
        ("Kantogum", "Kantōgun"),
    ],
)
def test_a_close_spelling_is_found_when_nothing_else_is(typed, name):
    *_, army = entities("Moscow", "Joachim von Ribbentrop", "Guomindang", "Kwantung Army")
    alias(army, "Kantōgun")
    assert found(typed) == [name]
    assert found("Paris") == []
    assert found("Mosc") == ["Moscow"]


def test_of_close_spellings_the_closest_comes_first():
    entities("Joachim Ribbentrop", "Anna Ribbendrop", "Erna Rippendrop")
    assert found("Ribbentrap") == ["Joachim Ribbentrop", "Anna Ribbendrop"]


def test_what_may_be_the_same_the_likest_first():
    entities("Yosuke Matsuoka", "Matsuoka Yosuke", "Yosuke Matsouka", "Yosuke Matsuoka Jr.")
    entities("Yosuke Sato", "Matsuo Basho", "Sesshu")
    assert near("Yōsuke Matsuoka") == [
        "Yosuke Matsuoka",
        "Matsuoka Yosuke",
        "Yosuke Matsouka",
        "Yosuke Matsuoka Jr.",
    ]
    assert near("Matsuoka, Yosuke")[0] in ("Matsuoka Yosuke", "Yosuke Matsuoka")
    assert near("Basho") == ["Matsuo Basho"]
    assert near("Sesshu Extraordinary") == ["Sesshu"]
    assert near("Matsuo Basho the Elder") == []
    assert near("Tokyo") == []


def test_sources_come_with_what_they_derive_from():
    verdict, papers = scene.source("The Verdict of the Tribunal"), scene.source("Verdict, notes")
    scene.derivation(verdict, papers, basis="inferred", note="So it says.")
    scene.quotation(scene.draft(), source=verdict)
    assert find_sources("verdict") == [papers, verdict]  # begins with it; has it
    assert find_sources("verdict tribunal") == [verdict]
    assert find_sources("the tribunel") == [verdict]
    other = scene.source("The Verdict")
    assert find_sources("The Ver") == [verdict, other]  # quoted; not quoted
    with CaptureQueriesContext(connection) as queries:
        [found] = find_sources("tribunal")
        assert [one.derived_from.title for one in found.derivations.all()] == ["Verdict, notes"]
    assert len(queries) == 3


def test_few_queries_whatever_there_is():
    [moscow, *_] = entities("Moscow", *(f"Moscow {n}" for n in range(20)))
    alias(moscow, "Moskva")
    for query, most in (("mosc", 1), ("scow", 2), ("Moscwo", 4), ("Qwertyuiop", 3)):
        with CaptureQueriesContext(connection) as queries:
            find_entities(query)
        assert len(queries) <= most, query
    with CaptureQueriesContext(connection) as queries:
        near_duplicates("Moscwo")
    assert len(queries) <= 2


def test_the_order_is_by_code_point_on_every_engine():
    names = ["mo z", "mo-a", "moZ", "mo á b", "mo_a", "mo а", "mo東"]
    entities(*names)
    assert found("mo") == ["mo á b", "mo z", "mo а", "mo-a", "mo_a", "moZ", "mo東"]


def test_all_names_of_an_empty_archive():
    assert ranking.all_names(ranking.ENTITIES) == ""
    assert found("Moscow") == []
