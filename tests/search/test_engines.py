"""Both engines find the very same rows: those that by the tokens must be found."""

import random

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.search.engines import Within, engine_of
from articles.search.engines.found import Found
from articles.search.query import Clause, parse
from articles.text.tokens import index_text

pytestmark = pytest.mark.django_db

KIND = "sources"
WORDS = ["plan", "plane", "army", "a", "日本", "国", "日本国の", "Łódź", "3rd", "x-y"]
ROWS = {
    1: ("The plan", "an army of a plane"),
    2: ("Plane", "the plan of the army; 日本国の plan"),
    3: ("", "plan plane 日本 国 Łódź 3rd"),
    4: ("Army plan", ""),
    5: ("x y", "x " * 300 + "secret plan"),  # more places of a word than a vector holds
}
LONG = {
    6: ("", "word " * 17_000 + "the last plan army"),  # more places than it can tell apart
    7: ("Endless", " ".join(f"w{n}" for n in range(80_000)) + " the far plan 日本国の"),
}
TOKENS = {
    key: (index_text(title), index_text(body)) for key, (title, body) in (ROWS | LONG).items()
}


@pytest.fixture
def put(db):
    """A function that stores rows, and gives another from a query to the keys found."""
    engine = engine_of(connection)

    def stored(rows):
        with connection.cursor() as cursor:
            engine.clear(cursor, KIND)
            engine.put(cursor, KIND, [(key, *TOKENS[key]) for key in rows])
        return find

    def find(text: str, within: Within | None = None, limit: int = 50) -> list[int]:
        with connection.cursor() as cursor:
            found = engine.find(cursor, KIND, parse(text), within, limit, 0)
        assert found.total == len(found.keys)
        return found.keys

    return stored


@pytest.fixture
def find(put):
    return put(ROWS)


def must_be_found(text: str, rows) -> set[int]:
    query, found = parse(text), set(rows)
    for clause in query.wanted:
        found &= {key for key in rows if matches(clause, *TOKENS[key])}
    for clause in query.unwanted:
        found -= {key for key in rows if matches(clause, *TOKENS[key])}
    return found


def matches(clause: Clause, title: str, body: str) -> bool:
    words = f" {' '.join(clause.tokens)}" + ("" if clause.begins else " ")
    return words in f" {title} " or words in f" {body} "


clauses = st.builds(
    lambda sign, words, quoted, star: (
        sign + (f'"{" ".join(words)}"' if quoted else words[0]) + star
    ),
    st.sampled_from(["", "", "-"]),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
    st.booleans(),
    st.sampled_from(["", "", "*"]),
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.lists(clauses, min_size=1, max_size=3).map(" ".join))
def test_what_must_be_found_is_found_and_nothing_else(find, query):
    if parse(query).wanted:
        assert set(find(query)) == must_be_found(query, ROWS)


def test_however_long_a_text_is_its_end_is_found(put):
    find = put(LONG)
    for query in (
        *('"last plan army"', '"far plan"', '"far pl"*', '"plan far"', "w79999", "w7999*"),
        *("国の", '"last plan" -army', "plan -w79999", 'plan -"far plan"'),
    ):
        assert set(find(query)) == must_be_found(query, LONG), query


def test_a_phrase_does_not_run_on_from_the_title_into_the_text(find):
    assert find('"plan an"') == []


def test_titles_count_more_and_what_is_alike_comes_by_key(find):
    assert find("army")[0] == 4
    with connection.cursor() as cursor:
        engine = engine_of(connection)
        engine.put(cursor, KIND, [(key, "same", "words") for key in (31, 30, 32)])
        assert engine.find(cursor, KIND, parse("words"), None, 2, 0) == Found([30, 31], 3)
        assert engine.find(cursor, KIND, parse("words"), None, 2, 2) == Found([32], 3)
        engine.remove(cursor, KIND, [30, 31, 99])
        assert engine.find(cursor, KIND, parse("words"), None, 9, 0) == Found([32], 1)


def test_within_a_statement(find):
    assert set(find("plan", Within("SELECT 2 UNION SELECT %s", [3]))) == {2, 3}


def test_ten_thousand_random_queries(find):
    """Whatever is typed, an engine is asked in its own language and answers."""
    chance = random.Random(5)
    signs = list("\"“”«»'-*^&|!()<>:;\\/%_{}[]+~,.@#$?\0\t\n ab日ท่ก\u0301\u200d\ud800\U0001f600")
    signs += "AND OR NOT NEAR( plan title: -- /* <-> :* %s %(x)s".split()
    engine, asked = engine_of(connection), 0
    with connection.cursor() as cursor:
        for _ in range(10_000):
            query = parse("".join(chance.choices(signs, k=chance.randrange(1, 14))))
            if query.wanted:
                asked += 1
                engine.find(cursor, KIND, query, None, 5, 0)
    assert asked > 5000
