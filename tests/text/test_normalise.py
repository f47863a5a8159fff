import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.normalise import fingerprint, normalise

ANY = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n\x00\ufeff"))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\ufeffone\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("a\r\x00\nb", "a\nb"),
        ("\x00\ufeff\ufeffa\ufeffb", "a\ufeffb"),
        ("  “e\u0301” – \u00a0\u2028\x0b🏴‍☠️\t ", "  “e\u0301” – \u00a0\u2028\x0b🏴‍☠️\t "),
    ],
)
def test_only_line_ends_byte_order_marks_and_nul_change(text, kept):
    assert normalise(text) == kept


@given(ANY)
def test_normalising_twice_changes_nothing_more(text):
    once = normalise(text)
    assert normalise(once) == once
    assert not set(once) & {"\r", "\x00"}


@given(ANY)
def test_a_text_without_foreign_line_ends_stays_verbatim(text):
    text = text.translate({0: None, 0x0D: None, 0xFEFF: None})
    assert normalise(text) == text


@pytest.mark.parametrize("function", [normalise, fingerprint])
def test_half_a_character_is_refused_with_its_place(function):
    with pytest.raises(ValueError, match=r"character 4: U\+D83D"):
        function("Ab🗺\ud83d")


def test_the_fingerprint_is_that_of_the_utf8_file():
    text = "“Straße” 東京 🗺\n"
    assert fingerprint(text) == hashlib.sha256(text.encode()).hexdigest()
