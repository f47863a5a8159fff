import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.occurrences import (
    CONTEXT,
    NotFound,
    context,
    locate,
    occurrences,
    paragraph_at,
    paragraphs,
)

BODIES = st.text(alphabet="ab\ne\u0301日ש🏴\u200d☠", max_size=40)


def test_overlapping_occurrences_all_count():
    assert occurrences("ana banana", "ana") == [0, 5, 7]
    assert occurrences("Ana", "ana") == []
    assert occurrences("ana", "") == []


def test_offsets_are_code_points():
    body = "🏴‍☠️ e\u0301 東京 and 東京 שלום"
    assert locate(body, "東京", 2) == (15, 17)
    assert body[15:17] == "東京"


@pytest.mark.parametrize(
    ("words", "occurrence", "message"),
    [
        ("Xyz", 1, "“Xyz” does not occur in the text"),
        ("fort", 3, "“fort” occurs 2 times; there is no occurrence 3"),
        ("fort", 0, "“fort” occurs 2 times; there is no occurrence 0"),
        ("new", 2, "“new” occurs once; there is no occurrence 2"),
        ("", 1, "No words are given to look for."),
        ("x" * 200, 1, f"“{'x' * 79}…” does not occur in the text"),
    ],
)
def test_what_is_not_found_says_how_often_it_is_there(words, occurrence, message):
    with pytest.raises(NotFound) as raised:
        locate("the old fort, the new fort", words, occurrence)
    assert str(raised.value) == message


def test_words_from_a_web_form_are_found_across_a_line_end():
    assert locate("one\ntwo", "e\r\nt") == (2, 5)


@given(BODIES, st.data())
def test_every_slice_is_found_where_it_stands(body, data):
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, len(body)))
    words = body[start:end]
    found = occurrences(body, words)
    assert (start in found) == bool(words)
    for number, at in enumerate(found, 1):
        assert locate(body, words, number) == (at, at + len(words))
    prefix, suffix = context(body, start, end, 5)
    assert prefix + words + suffix == body[max(0, start - 5) : end + 5]


def test_context_is_32_characters_of_any_kind():
    body = "🏴" * 40 + "word" + "é" * 40
    assert context(body, 40, 44) == ("🏴" * CONTEXT, "é" * CONTEXT)


@given(BODIES)
def test_paragraphs_join_to_the_body(body):
    lines = [body[start:end] for start, end in paragraphs(body)]
    assert lines == body.split("\n")


@given(BODIES.filter(bool), st.data())
def test_the_paragraphs_at_a_span_are_those_its_characters_belong_to(body, data):
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    touched = [
        (first, last) for first, last in paragraphs(body) if first <= end - 1 and last >= start
    ]
    assert paragraph_at(body, start, end) == (touched[0][0], touched[-1][1])
