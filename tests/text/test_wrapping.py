"""Lines of text for a drawing: nothing too wide, nothing lost, no character cut from its marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.wrapping import ELLIPSIS, characters, width, wrap

# What is hard: marks, joined emoji, squares, right-to-left, spaces of all kinds.
texts = st.text(
    st.one_of(
        st.sampled_from("ab cd -/,.“”éÉ東京。」ไทยกำ\u0301\u200d👩🚀🏽שלוםقال\n\t"), st.characters()
    ),
    max_size=60,
)
rooms = st.floats(4, 20)


def plain(text: str) -> str:
    return "".join(text.split())


@given(texts, rooms, st.integers(1, 4))
def test_no_line_is_wider_than_its_room(text, room, lines):
    made = wrap(text, room, lines)
    assert len(made) <= lines
    for line in made:
        assert width(line) <= room or len(characters(line.removesuffix(ELLIPSIS))) == 1
        assert line.strip()


@given(texts, rooms)
def test_with_room_enough_nothing_is_lost(text, room):
    assert plain("".join(wrap(text, room, 1000))) == plain(text)


@given(texts, rooms, st.integers(1, 3))
def test_what_is_left_out_is_told(text, room, lines):
    made = plain("".join(wrap(text, room, lines)))
    whole = plain(text)
    assert made == whole or (made[-1] == ELLIPSIS and len(made) <= len(whole) + 1)


@given(texts, rooms)
def test_characters_keep_their_marks(text, room):
    folded = " ".join(text.split())
    assert "".join(characters(folded)) == folded
    whole = set(characters(folded))
    for line in wrap(text, room, 1000):
        assert set(characters(line)) <= whole


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("Verdict documents of the Tribunal", 10, ["Verdict documents", "of the Tribunal"]),
        ("Verdict documents of the Tribunal", 40, ["Verdict documents of the Tribunal"]),
        ("東京裁判の判決文書。資料", 6, ["東京裁判の", "判決文書。", "資料"]),
        ("Donaudampfschiff", 5, ["Donauda", "mpfschiff"]),
        ("well-known", 4, ["well-", "known"]),
        ("", 9, []),
    ],
)
def test_where_lines_end(text, room, expected):
    assert wrap(text, room, 9) == expected


def test_the_last_line_ends_in_an_ellipsis():
    assert wrap("one two three four five six", 5, 2)[-1].endswith(ELLIPSIS)
    assert wrap("東京裁判の判決文書", 4, 1) == ["東京" + ELLIPSIS]
