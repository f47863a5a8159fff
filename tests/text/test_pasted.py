"""Words as readers copy them find what they were copied from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.pasted import find_pasted
from articles.text.words import is_whole

BODY = "“The *General Staff’s* plans—so it is said—were ready.”\n\nThe general\nstaff met in 東京."


def found(words: str, until: str = "", body: str = BODY) -> list[str]:
    return [body[start:end] for start, end in find_pasted(body, words, until)]


@pytest.mark.parametrize(
    ("words", "until", "expected"),
    [
        ('"the', "", ["“The"]),
        ("general\r\n  STAFF", "", ["General Staff", "general\nstaff"]),
        ("staff's* plans-so", "", ["Staff’s* plans—so"]),
        ("ready.” The general staff", "", ["ready.”\n\nThe general\nstaff"]),
        ("東", "", ["東"]),  # shows no words: any character may be a passage
        ("general", "", ["General", "general"]),
        ("gener", "", []),  # half a word
        ("no such words", "", []),
        ("  ", "", []),
        ("", "met", []),
        ("the", "plans", ["The *General Staff’s* plans"]),
        ("the general", "東京", ["The general\nstaff met in 東京"]),
        ("met", "plans", []),  # it stands before
        (".*", "", []),
    ],
)
def test_what_is_found(words, until, expected):
    assert found(words, until) == expected


def test_no_more_are_looked_for_than_are_wanted():
    assert len(find_pasted("so " * 100, "so", most=20)) == 20
    assert len(find_pasted("so it is. " * 100, "so", "is", most=20)) == 20


@given(st.text(alphabet="ab \n\t\"”’'—-éß東\u0301", min_size=1, max_size=40), st.data())
def test_any_whole_words_are_found_where_they_stand(body, data):
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    words = body[start:end]
    low, high = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    if low < high and is_whole(body, low, high):
        places = find_pasted(body, words, most=100)
        assert any(at <= low < reach for at, reach in places)
        for at, reach in places:
            assert is_whole(body, at, reach)
