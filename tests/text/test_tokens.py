"""Tokens: what is indexed is what is asked for, and every token leads back to its place."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.text.tokens import asked, index_text, tokens

LETTERS = (
    "abÆßéÅø İıﬁ½か\u3099ｶﾞ日本国ー가\u1100\u1161ไทยที่ក្សمर्षि\u0301\u00ad\u200d\u200b-'’_.,\n 9９"
)
texts = st.text(st.one_of(st.sampled_from(LETTERS), st.characters()), max_size=40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Japan’s General-Staff, 1941!", "japan s general staff 1941"),
        ("Łódź · Ærø · STRASSE · Straße", "lodz aero strasse strasse"),
        ("café cafe\u0301 co\u00adoperate", "cafe cafe cooperate"),
        ("日本国はA級", "日本 本国 国は は a 級"),
        ("ﾊﾟｰﾃｨ", "パー ーテ ティ ィ"),
        ("ที่ดี", "ที่ดี ดี"),
        ("한국어 책", "한국어 책"),
        ("snake_case %like\\ 'quoted'", "snake case like quoted"),
    ],
)
def test_words(text, expected):
    assert index_text(text) == expected


@given(texts)
@example("か\u3099き\u309aa\u3099")
@example("x\0y\ud800z")
def test_every_token_stands_where_it_says(text):
    found = tokens(text)
    assert " ".join(token.text for token in found) == index_text(text)
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert token.text in index_text(text[token.start : token.end])
    assert [token.start for token in found] == sorted(token.start for token in found)
    assert not set("\0'\"*%_\\&|!()<>:-") & set(index_text(text))


@given(texts, st.data())
def test_what_is_copied_from_a_text_is_found_in_it(text, data):
    """Cut where no word is: what is asked for is a run of the tokens indexed."""
    words = text.split()
    if not words:
        return
    start = data.draw(st.integers(0, len(words) - 1))
    piece = " ".join(words[start : data.draw(st.integers(start + 1, len(words)))])
    _, wanted, begins = asked(piece)
    if wanted:
        row = f" {index_text(text)} "
        assert f" {' '.join(wanted)}" + ("" if begins else " ") in row


@given(st.text("日本国のはがゃ々", min_size=1, max_size=12), st.data())
def test_any_characters_side_by_side_are_found(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : data.draw(st.integers(start + 1, len(text)))]
    _, wanted, begins = asked(piece)
    assert f" {' '.join(wanted)}" + ("" if begins else " ") in f" {index_text(text)} "


def test_a_word_without_end_is_cut():
    assert [len(token) for token in index_text("x" * 5000).split()] == [100]
