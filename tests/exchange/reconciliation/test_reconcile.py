"""Which records are found for names and properties, and when one of them is called a match."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.editing import records
from articles.editing.merging import merge
from articles.exchange.reconciliation.extend import extend
from articles.exchange.reconciliation.names import PublicNames
from articles.exchange.reconciliation.queries import read_batch, read_extension
from articles.exchange.reconciliation.reconcile import reconcile
from articles.exchange.reconciliation.services import ENTITIES, SOURCES
from articles.exchange.reconciliation.suggest import suggest_entities
from articles.models import Alias, Entity, Identifier
from articles.text.folding import fold
from tests.editing import scene

BODY = "Of Moscow and Mercury, Mercury the god, Tokyo, the Kantōgun, Molotov and Atlantis."


def known(*names: str, **kinds: str) -> dict[str, Entity]:
    """Entities by name, all named in one published article; `kinds` by name, else place."""
    found = {name: scene.entity(name, kinds.get(name, "place")) for name in names}
    article = scene.draft(body=BODY)
    for entity in found.values():
        scene.mention(article, "Of", entity)
    scene.publish(article)
    return found


def alias(entity: Entity, name: str, language: str = "en") -> None:
    records.add(Alias(entity=entity, name=name, language=language), by=None)


def identifier(entity: Entity, value: str, scheme: str = "wikidata") -> None:
    records.add(Identifier(entity=entity, scheme=scheme, value=value), by=None)


def asked(service=ENTITIES, **query) -> list[dict]:
    batch = read_batch(json.dumps({"q": query}), service)
    return reconcile(service, batch)["q"]["result"]


def told(service=ENTITIES, **query) -> list[tuple[str, bool]]:
    """The candidates as (name, whether it is the match), best first."""
    return [(one["name"], one["match"]) for one in asked(service, **query)]


def prop(pid: str, value) -> list[dict]:
    return [{"pid": pid, "v": value}]


def test_the_very_name_matches_whatever_accents_capitals_and_language(db):
    army = known("Kwantung Army", "Kwantung Bureau")["Kwantung Army"]
    alias(army, "Kantōgun", "ja-Latn")
    alias(army, "関東軍", "ja")
    for name in ("KWANTUNG ARMY", "kantogun", "関東軍"):
        (first, *_) = asked(query=name)
        assert (first["name"], first["match"], first["score"]) == ("Kwantung Army", True, 100)
    assert told(query="関東") == [("Kwantung Army", False)]
    assert army.slug == "kwantung-army"
    assert told(query=army.slug)[0] == ("Kwantung Army", False), "another may have the name"


def test_what_is_only_like_it_is_offered_and_never_matched(db):
    known("Vyacheslav Molotov", "Molotov Cocktail", "Tokyo")
    assert told(query="Molotov, Vyacheslav")[0] == ("Vyacheslav Molotov", False)
    assert told(query="Viacheslav Molotow") == [("Vyacheslav Molotov", False)]
    assert {name for name, _ in told(query="Molotov")} == {"Vyacheslav Molotov", "Molotov Cocktail"}
    assert told(query="nothing like it") == []
    scores = [one["score"] for one in asked(query="Vyacheslav Molotof")]
    assert scores == sorted(scores, reverse=True)
    assert len(asked(query="Molotov", limit=1)) == 1


def test_of_two_with_one_name_none_matches_unless_the_type_tells(db):
    found = known("Mercury", "Moscow")
    god = scene.entity("Mercury", "person")
    article = scene.draft("Another", body=BODY)
    scene.mention(article, "Mercury", god)
    scene.publish(article)
    assert told(query="Mercury") == [("Mercury", False)] * 2
    assert told(query="Mercury", limit=1) == [("Mercury", False)]
    (only,) = asked(query="Mercury", type="person")
    assert (only["id"], only["match"]) == (god.public_id, True)
    first, second = asked(query="Mercury", type=["person"], type_strict="should")
    assert (first["id"], first["match"]) == (god.public_id, True)
    assert (second["id"], second["match"]) == (found["Mercury"].public_id, False)
    assert second["score"] < first["score"]
    assert told(query="Mercury", type=["person", "place"], type_strict="all") == []
    assert told(query="Mercury", type="no such type") == []


def test_an_identifier_is_enough_and_another_one_speaks_against_a_name(db):
    found = known("Moscow", "Tokyo")
    identifier(found["Moscow"], "Q649")
    identifier(found["Moscow"], "524901", "geonames")
    written = "http://www.wikidata.org/entity/Q649"
    assert told(properties=prop("wikidata", written)) == [("Moscow", True)]
    assert told(query="Moskau?", properties=prop("wikidata", "Q649")) == [("Moscow", True)]
    assert told(query="Q649") == told(query=written) == [("Moscow", True)]
    assert told(query="Moscow", properties=prop("wikidata", "Q1"))[0] == ("Moscow", False)
    assert told(query="Tokyo", properties=prop("wikidata", "Q649")) == [
        ("Moscow", True),
        ("Tokyo", False),
    ]
    assert told(properties=prop("viaf", "524901")) == []
    scores = [one["score"] for one in asked(query="Tokyo", properties=prop("wikidata", "Q649"))]
    assert scores[0] == 100 > scores[1], "a client takes a match from the first place only"


def test_ids_addresses_and_what_was_merged_lead_to_the_record(db):
    found = known("Moscow", "Moskva", "Tokyo")
    moscow, other = found["Moscow"], found["Moskva"]
    seen = {"based_on": other.row_version, "into_based_on": moscow.row_version}
    merge(other, moscow, by=None, reason="The same.", **seen)
    view = ENTITIES.view.replace("{{id}}", moscow.slug)
    for text in (moscow.public_id, other.public_id, view, "Moskva"):
        assert told(query=text)[0] == ("Moscow", True), text
    rows = extend(
        ENTITIES, read_extension(json.dumps({"ids": [other.public_id], "properties": []}), ENTITIES)
    )
    assert rows["rows"] == {other.public_id: {}}
    shown = extend(
        ENTITIES,
        read_extension(
            json.dumps({"ids": [other.public_id, "ent-none"], "properties": [{"id": "name"}]}),
            ENTITIES,
        ),
    )
    assert shown["rows"] == {
        other.public_id: {"name": [{"str": "Moscow"}]},
        "ent-none": {"name": []},
    }


def test_dates_and_names_in_other_languages_weigh(db):
    found = known("Smith", "Smith (younger)", **{"Smith": "person"})
    for entity, born in zip(found.values(), ("1850", "1901-05"), strict=True):
        entity.began = born
        records.change(entity, by=None, based_on=1)
    alias(found["Smith"], "Смит", "ru")
    assert told(query="Smith", properties=prop("began", 1850))[0] == ("Smith", True)
    assert told(query="Smith", properties=prop("began", "1901-05-07T00:00:00Z")) == [
        ("Smith (younger)", False),
        ("Smith", False),
    ]
    assert told(query="Smith", properties=prop("began", "once"))[0] == ("Smith", True)
    assert told(properties=prop("aliases", "СМИТ")) == [("Smith", False)]
    assert told(query="Smyth jr", properties=prop("name", "Смит"))[0] == ("Smith", False)


def test_sources_are_found_by_title_maker_address_and_merged_title(db):
    article = scene.draft(body=BODY)
    bureau = scene.entity("Secret Bureau", "organisation")
    first = scene.source("The verdict", url="https://example.org/verdict")
    second = scene.source("Another verdict", "report")
    for one in (first, second):
        scene.citation(article, one)
    scene.part(first, bureau, role="attributed_to", basis="inferred", note="By style.")
    scene.publish(article)
    assert told(SOURCES, query="the VERDICT")[0] == ("The verdict", True)
    address = prop("address", "http://www.example.org/verdict")
    assert told(SOURCES, query="verdict", properties=address)[0][0] == "The verdict"
    exactly = prop("address", "https://example.org/verdict/")
    assert told(SOURCES, properties=exactly) == [("The verdict", True)]
    maker = prop("attributed_to", {"id": bureau.public_id, "name": "Secret Bureau"})
    assert told(SOURCES, query="verdict", properties=maker)[0][0] == "The verdict"
    merge(second, first, by=None, based_on=1, into_based_on=1, reason="The same.")
    assert told(SOURCES, query="Another verdict")[0] == ("The verdict", True)
    asked_for = {"ids": [first.public_id], "properties": [{"id": "attributed_to"}, {"id": "date"}]}
    shown = extend(SOURCES, read_extension(json.dumps(asked_for), SOURCES))
    assert shown["rows"][first.public_id] == {
        "attributed_to": [{"id": bureau.public_id, "name": "Secret Bureau"}],
        "date": [],
    }
    assert shown["meta"][0]["service"] == ENTITIES.endpoint


def test_what_only_drafts_know_is_not_found_nor_does_it_disturb(db):
    """A merge of which readers were not told does not lead from the other's title either."""
    known("Moscow")
    hidden = scene.entity("Moscow")
    identifier(hidden, "Q649")
    scene.mention(scene.draft("Draft", body=BODY), "Moscow", hidden)
    assert told(query="Moscow") == [("Moscow", True)]
    assert told(query="Moscow", properties=prop("wikidata", "Q649")) == [("Moscow", True)]
    assert told(query=hidden.public_id) == told(query="Q649") == []
    article = scene.draft("Third", body=BODY)
    public, secret = scene.source("Open"), scene.source("Atlantis papers")
    scene.citation(article, public)
    scene.publish(article)
    merge(secret, public, by=None, based_on=1, into_based_on=1, reason="The same.")
    assert told(SOURCES, query="Atlantis papers") == []


def test_values_are_fetched_with_their_settings(db):
    moscow = known("Moscow")["Moscow"]
    for name, language in (("Moskva", "ru-Latn"), ("Москва", "ru"), ("Moskau|=1", "de")):
        alias(moscow, name, language)
    identifier(moscow, "Q649")
    wanted = [
        {"id": "aliases"},
        {"id": "wikidata"},
        {"id": "mentions"},
        {"id": "began"},
        {"id": "kind"},
    ]
    query = json.dumps({"ids": [moscow.public_id], "properties": wanted})
    (row,) = extend(ENTITIES, read_extension(query, ENTITIES))["rows"].values()
    assert row == {
        "aliases": [{"str": "Moskau|=1"}, {"str": "Moskva"}, {"str": "Москва"}],
        "wikidata": [{"str": "Q649"}],
        "mentions": [{"int": 1}],
        "began": [],
        "kind": [{"str": "place"}],
    }
    for settings, names in (({"language": "RU"}, ["Москва"]), ({"limit": "1"}, ["Moskau|=1"])):
        chosen = [{"id": "aliases", "settings": settings}]
        query = json.dumps({"ids": [moscow.public_id], "properties": chosen})
        (row,) = extend(ENTITIES, read_extension(query, ENTITIES))["rows"].values()
        assert [value["str"] for value in row["aliases"]] == names


def test_suggestions_begin_so_first(db):
    found = known("Moscow", "New Moscow", "Moscow Pact", "Tokyo")
    alias(found["Tokyo"], "Moscow of the East")
    suggested = [one["name"] for one in suggest_entities(ENTITIES, "mosc")]
    assert suggested == ["Moscow", "Moscow Pact", "Tokyo", "New Moscow"]
    assert [one["name"] for one in suggest_entities(ENTITIES, "mosc", 3)] == ["New Moscow"]
    assert suggest_entities(ENTITIES, "mosc", 4) == suggest_entities(ENTITIES, " ") == []
    (only,) = suggest_entities(ENTITIES, found["Tokyo"].public_id)
    assert only["name"] == "Tokyo"


WORD = st.text("abé日京 .-'", min_size=1, max_size=6)


@given(st.lists(st.lists(WORD, min_size=1, max_size=3).map(" ".join), max_size=12), st.data())
def test_every_name_is_found_by_itself_and_by_any_of_its_longest_words(names, data):
    """The text and the lines of the names are looked through in step."""
    lines = sorted(folded for name in names if (folded := fold(name)))
    keys = range(1, len(lines) + 1)
    found = PublicNames("\n".join(lines), ",".join(map(str, keys)), "0" * len(lines))
    for line, key in zip(lines, keys, strict=True):
        assert key in found.same(line)
        assert set(found.like(line)) >= found.same(line)
        assert found.like(line, frozenset("1")) == {}
    if lines:
        line = data.draw(st.sampled_from(lines))
        places = set(found._with_words(line))
        words = line.replace(".", " ").replace("-", " ").replace("'", " ").split()
        if words:
            assert lines.index(line) in places


@pytest.mark.parametrize("service", [ENTITIES, SOURCES], ids=lambda service: service.name)
def test_an_archive_without_records_finds_nothing(db, service):
    assert told(service, query="Moscow") == []
    assert suggest_entities(service, "Moscow") == []
