"""Words as pictures: `*` marks both ends of a passage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.words import is_whole, runs_on, whole_occurrences


def pictured(picture: str) -> tuple[str, int, int]:
    """The body of a picture, and the passage between its two stars."""
    before, inside, after = picture.split("*")
    return before + inside + after, len(before), len(before) + len(inside)


@pytest.mark.parametrize(
    "picture",
    [
        "*Japan*",
        "in *Japan*’s name",
        "in *Japan*'s name",
        "the *Sino*-Japanese war",
        "*“Japan”*, he said",
        "*Москва*.",
        "2 *日本*の新聞",  # scripts without spaces show no words
        "*กรุง*เทพ",
        "日本*Japan*日本",
        "*😀*😀",
        "*प्रधान* मंत्री",
        "one\n*two*\nthree",
        "*Orléans*",
        "*Orle\u0301ans*",
    ],
)
def test_whole(picture):
    assert is_whole(*pictured(picture))


@pytest.mark.parametrize(
    "picture",
    [
        "*Japan*ese",
        "Great*er* Asia",
        "Унив*ерситет*",
        "B*52*",
        "*snake*_case",
        "*Orle*\u0301ans",  # an accent belongs to its letter
        "*प्रध*ान",
        "*กร*ุงเทพ",  # a vowel sign belongs to its consonant
        "*葛*\U000e0100城",
        "*か*\u3099",
        "*ｶ*ﾞ",
        "*👩*\u200d⚕",
        "👩\u200d*⚕*",
        "x*\u0301*",
    ],
)
def test_not_whole(picture):
    assert not is_whole(*pictured(picture))


def test_all_whole_occurrences():
    body = "Japan, Japanese, Japan’s, 東Japan. Japan"
    assert whole_occurrences(body, "Japan") == [(0, 5), (17, 22), (27, 32), (34, 39)]
    assert whole_occurrences("a b a b a", "a b a") == [(0, 5), (4, 9)]
    assert whole_occurrences("東京東京", "東京") == [(0, 2), (2, 4)]
    assert whole_occurrences(body, "") == []


@given(st.text(alphabet="aé\u0301_1 ’-\n日のกุ😀\u200d", max_size=12))
def test_lines_end_words_and_nothing_runs_on_over_the_ends(body):
    assert not runs_on(body, 0)
    assert not runs_on(body, len(body))
    for start in range(len(body)):
        if body[start] == "\n":
            assert not runs_on(body, start + 1)
