"""Names that share paragraphs, against what the words say."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from articles.text.company import company


def test_a_name_counts_once_a_paragraph_and_not_across():
    body = "a b b\nc\n\na c"
    named = [(at, ord(letter)) for at, letter in enumerate(body) if letter.isalpha()]
    assert company(body, named, ord("a")) == {ord("b"): 1, ord("c"): 1}


def test_an_entity_that_is_not_named_has_no_company():
    assert company("b c", [(0, 2), (2, 3)], 1) == {}


@given(st.text(alphabet="abcd \n🚀", max_size=60), st.randoms())
def test_it_is_what_lines_share(body, chance):
    named = [(at, letter) for at, letter in enumerate(body) if letter in "abcd"]
    chance.shuffle(named)
    lines = (set(line) & set("abcd") for line in body.split("\n"))
    shared = Counter(key for line in lines if "a" in line for key in line - {"a"})
    assert company(body, named, "a") == shared
