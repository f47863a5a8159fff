"""What was found is marked where it stands, with the best words around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.query import parse
from articles.search.snippets import LENGTH, marked, snippet

FILL = "Nothing of note happened on the other days of that long year. " * 9


def shown(pieces) -> str:
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Japan, JAPAN’S and Japanese", "japan", "[Japan], [JAPAN]’S and Japanese"),
        ("Japan and Japanese", "japa*", "[Japan] and [Japanese]"),
        ("the Far  East—the far-east", '"far east"', "the [Far  East]—the [far-east]"),
        ("Łódź, cafe\u0301 und Straße", "lodz café strasse", "[Łódź], [cafe\u0301] und [Straße]"),
        ("日本国は日本、本日", "日本", "[日本]国は[日本]、本日"),
        ("日本国", "本", "日[本]国"),
        ("มีที่ดิน", "ที่ดิ", "มี[ที่ดิ]น"),
        ("A日本 a 日", '"a 日"', "[A日]本 [a 日]"),
        ("カ\u3099ンタ\u3099ムとｶﾞﾝﾀﾞﾑ", "ガンダム", "[カ\u3099ンタ\u3099ム]と[ｶﾞﾝﾀﾞﾑ]"),
        ("of the plan", "plan the", "of [the] [plan]"),
        ("plan", "-plan army", "plan"),
    ],
)
def test_marked(text, query, expected):
    assert shown(marked(text, parse(query))) == expected


def test_the_passage_with_most_of_what_was_looked_for():
    text = f"A plan.\n{FILL}\n\n{FILL}\nThe secret plan of the army was signed.\n{FILL}"
    found = snippet(text, parse("plan army"))
    assert "secret [plan] of the [army] was" in shown(found.pieces)
    assert found.paragraph == 5
    assert found.pieces[0].text == found.pieces[-1].text == "…"
    assert len(shown(found.pieces)) < LENGTH * 1.5


def test_cut_between_words():
    found = snippet(FILL + "plan " + FILL, parse("plan"))
    words = "".join(piece.text for piece in found.pieces).strip("…").split()
    assert set(words) <= set(FILL.split()) | {"plan"}


def test_other_accents_than_were_typed():
    text = f"{FILL} Die Straße nach Łódź. {FILL}"
    for query in ("strasse", "Łódź", "lodz", "łodz"):
        assert "[" in shown(snippet(text, parse(query)).pieces), query


def test_a_text_that_nearly_says_so_over_and_over_is_given_up():
    """Every zero begins the phrase, and each time it is compared to its last word but one."""
    zeros = "0 " * 200
    assert "[0 0 " in shown(snippet(f"{zeros}1", parse(f'"{zeros}1"')).pieces)
    assert shown(snippet(f"{zeros * 500}1", parse(f'"{zeros}1"')).pieces).startswith("0 0 ")


def test_without_a_match_the_beginning():
    found = snippet(FILL, parse("plan"), "The plan")
    assert shown(found.pieces).startswith("Nothing of note")
    assert found.paragraph is None
    assert snippet("", parse("plan")).pieces == []


texts = st.text("ab Éß日本が\u3099ที่\u0301\n,“”İﬁ", max_size=300)


@given(texts, st.text('ab Éß日本ที่"*-', max_size=9))
def test_nothing_is_lost_or_made_up(text, query):
    assert "".join(piece.text for piece in marked(text, parse(query))) == text
    found = snippet(text, parse(query))
    words = "".join(piece.text for piece in found.pieces)
    assert words.removeprefix("…").removesuffix("…") in text or words in text
    assert (found.paragraph is None) == (not any(piece.found for piece in found.pieces))
