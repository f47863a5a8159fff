"""The order of passages by the words beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.concordance import left_key, right_key


@pytest.mark.parametrize(
    ("prefix", "key"),
    [
        ("the army of ", ("of", "army", "the")),
        ("one line.\nThe ", ("the",)),
        ("the end.\n", ()),
        ("“It was ÉTÉ, — ", ("ete", "was", "it")),
        ("日本の", ("の", "本", "日")),
        ("في مدينة ", ("مدينة", "في")),
        ("हिन्दी ", ("हिन्दी",)),
    ],
)
def test_words_before_are_compared_backwards(prefix, key):
    assert left_key(prefix) == key


@pytest.mark.parametrize(
    ("suffix", "key"),
    [
        (" said, “No.”\nThen", ("said", "no")),
        ("'s well-known men", ("s", "well-known", "men")),
        ("では 2時", ("で", "は", "2", "時")),
        ("", ()),
        (" … !\n", ()),
    ],
)
def test_words_after_are_compared_forwards(suffix, key):
    assert right_key(suffix) == key


@given(st.text(max_size=32))
def test_both_sides_see_the_same_words(text):
    line = text.replace("\n", " ")
    assert left_key(line) == right_key(line)[::-1]


@given(st.text(max_size=32))
def test_capitals_and_full_stops_do_not_count(text):
    assert right_key(text.upper().lower() + ".") == right_key(text.upper().lower())
