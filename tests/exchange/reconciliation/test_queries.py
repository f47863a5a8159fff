"""What clients send is read as the specification says, and whatever else it is, it is told."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exchange.reconciliation.properties import Value
from articles.exchange.reconciliation.queries import (
    BATCH,
    LIMIT,
    MOST,
    BadQuery,
    TooMuch,
    read_batch,
    read_extension,
    read_single,
)
from articles.exchange.reconciliation.services import ENTITIES

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None), max_size=20)
    | st.sampled_from(["person", "wikidata", "all", "Q1", "ent-x"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                "query type limit type_strict properties pid v id name ids settings".split()
            )
            | st.text(max_size=3),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


def one(**asked):
    return read_batch(json.dumps({"q": asked}), ENTITIES)["q"]


def test_what_openrefine_sends():
    query = one(
        query=" Moscow ",
        type="place",
        type_strict="should",
        limit=5,
        properties=[
            {"pid": "began", "v": 1147},
            {"pid": "wikidata", "v": {"id": "Q649", "name": "Moscow"}},
            {"pid": "aliases", "v": ["Moskva", None, ""]},
        ],
    )
    assert (query.text, query.types, query.strict, query.limit) == (
        "Moscow",
        {"place"},
        "should",
        5,
    )
    asked = {one.property.id: one.values for one in query.properties}
    assert asked["began"] == (Value("1147"),)
    assert asked["wikidata"] == (Value("Moscow", "Q649"),)
    assert asked["aliases"] == (Value("Moskva"),)


def test_what_may_be_left_out_or_written_otherwise():
    assert one(query="x").limit == LIMIT
    assert one(query="x", limit=5.0).limit == 5
    assert one(query="x", limit=10**400).limit == MOST
    assert one(query="x", type=[{"id": "place"}, "person"]).types == {"place", "person"}
    assert one(query="a\x00b\ud800").text == "ab?"
    assert read_single("Moscow", ENTITIES).text == "Moscow"
    assert read_single('{"query": "Moscow"}', ENTITIES).text == "Moscow"
    assert read_batch("{}", ENTITIES) == {}
    same = [{"pid": "aliases", "v": "a"}, {"pid": "aliases", "v": "b"}]
    assert one(properties=same).properties[0].values == (Value("a"), Value("b"))


def test_ids_keep_the_form_they_are_asked_in():
    asked = {"ids": ["ent-x", " ent\x00-x", "\ud800", "ent-x"], "properties": []}
    ids = read_extension(json.dumps(asked), ENTITIES).ids
    assert list(ids.items()) == [("ent-x", "ent-x"), (" ent\x00-x", "ent-x"), ("\ud800", "?")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("9" * 5000, "not JSON"),
        ("[]", "must be a JSON object"),
        ('{"q": "Moscow"}', "“q” must be a JSON object"),
        ('{"q": {}}', "neither “query” nor “properties”"),
        ('{"q": {"properties": []}}', "neither “query” nor “properties”"),
        ('{"q": {"query": 5}}', "“query” must be a string"),
        ('{"q": {"query": "x", "limit": 0}}', "“limit” must be"),
        ('{"q": {"query": "x", "limit": true}}', "“limit” must be"),
        ('{"q": {"query": "x", "limit": NaN}}', "“limit” must be"),
        ('{"q": {"query": "x", "limit": 1.5}}', "“limit” must be"),
        ('{"q": {"query": "x", "type": 5}}', "“type” must be"),
        ('{"q": {"query": "x", "type_strict": "very"}}', "any, all or should"),
        ('{"q": {"query": "x", "type_strict": []}}', "any, all or should"),
        ('{"q": {"query": "x", "properties": {}}}', "must be a list"),
        ('{"q": {"query": "x", "properties": [{"pid": "P31", "v": 1}]}}', "no property “P31”"),
        ('{"q": {"query": "x", "properties": [{"pid": "began", "v": {}}]}}', "a value must be"),
    ],
)
def test_what_is_wrong_is_told(text, said):
    with pytest.raises(BadQuery, match=said):
        read_batch(text, ENTITIES)


def test_too_much_is_told_apart():
    many = {str(n): {"query": "x"} for n in range(BATCH + 1)}
    for text in (json.dumps(many), " " * 2_000_000):
        with pytest.raises(TooMuch):
            read_batch(text, ENTITIES)
    values = [{"pid": "aliases", "v": list("abcdefghijk")}]
    with pytest.raises(TooMuch):
        read_batch(json.dumps({"q": {"properties": values}}), ENTITIES)
    with pytest.raises(TooMuch):
        read_extension(json.dumps({"ids": ["x"] * 1001, "properties": []}), ENTITIES)


@given(JSON)
def test_any_json_is_read_or_refused(found):
    text = json.dumps(found)
    for read in (read_batch, read_single, read_extension):
        try:
            read(text, ENTITIES)
        except BadQuery as error:
            assert str(error)
