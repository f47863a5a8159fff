"""Differences as pictures: `[gone]` and `{new}` in a changed line, `=` for lines that stayed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.differences import Block, Piece, differences
from articles.text.words import runs_on

MARKS = {"same": "", "gone": "[]", "new": "{}"}


def drawn(old, new):
    lines = []
    for block in differences(old, new):
        if block.kind == "same":
            lines.append(f"={block.paragraphs}")
        else:
            marked = ((MARKS[piece.kind], piece.text) for piece in block.pieces)
            lines.append("".join(marks[:1] + text + marks[1:] for marks, text in marked))
    return lines


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("the old fort", "the new fort", ["the [old]{new} fort"]),
        ("the fort", "the fort", ["=1"]),
        ("the forts fell", "the fort fell", ["the [forts]{fort} fell"]),
        ("The fort", "the fort", ["[The]{the} fort"]),
        ("the fort. Then", "the fort, then", ["the fort[. Then]{, then}"]),
        ("he fled. She sat.", "he fled.", ["he fled.[ She sat.]"]),
        ("one\ntwo\nthree", "one\nthree", ["=1", "[two]", "=1"]),
        ("one\ntwo", "one\nand a half\ntwo", ["=1", "{and a half}", "=1"]),
        ("one\n\ntwo", "one\ntwo", ["=1", "[]", "=1"]),
        ("", "one", ["[]", "{one}"]),
        ("a fort fell here", "all quiet now", ["[a fort fell here]", "{all quiet now}"]),
        ("two men came. She sat.", "two men came.\nShe sat.",
         ["two men came.[ She sat.]", "{She sat.}"]),
        ("日本の新聞", "日本国の新聞", ["日本{国}の新聞"]),
        ("He went to Berlin, and home.", "He went by train to Bern, and home.",
         ["He went [to Berlin]{by train to Bern}, and home."]),
    ],
)  # fmt: skip
def test_pictures(old, new, expected):
    assert drawn(old, new) == expected


def test_blocks_number_their_lines():
    gone, came, kept = Piece("gone", "old"), Piece("new", "new"), Piece("same", " fort")
    assert differences("zero\none\nold fort\n\nlast", "one\nnew fort\n\nlast") == [
        Block("changed", 1, 0, 1, (Piece("gone", "zero"),)),
        Block("same", 2, 1, 1),
        Block("changed", 3, 2, 1, (gone, came, kept)),
        Block("same", 4, 3, 2),
    ]  # fmt: skip


PARTS = "the The fort Army said 東京 שלום 🏴‍☠️ e\u0301 , . “ ” ?! \0 \r \u2028".split(" ")
TEXTS = st.lists(st.sampled_from([*PARTS, " ", " ", "\n", "\n\n"]), max_size=30).map("".join)


@settings(max_examples=1000)
@given(TEXTS | st.text(max_size=30), TEXTS | st.text(max_size=30))
def test_both_texts_can_be_read_off(old, new):
    lines, new_lines = old.split("\n"), new.split("\n")
    read, new_read = [], []
    for block in differences(old, new):
        if block.kind == "same":
            assert block.pieces == () and block.paragraphs > 0
            assert (block.old, block.new) == (len(read) + 1, len(new_read) + 1)
            read += lines[block.old - 1 : block.old - 1 + block.paragraphs]
            new_read += new_lines[block.new - 1 : block.new - 1 + block.paragraphs]
            continue
        assert block.paragraphs == 1 and block.pieces
        for number, other, into in ((block.old, "gone", read), (block.new, "new", new_read)):
            pieces = [piece for piece in block.pieces if piece.kind in ("same", other)]
            assert bool(number) == bool(pieces)
            if number:
                into.append("".join(piece.text for piece in pieces))
                assert number == len(into)
    assert read == lines
    assert new_read == new_lines


SENTENCES = st.lists(
    st.sampled_from("the fort forts for Army, armies said. old, cold gold".split()), max_size=12
).map(" ".join)


@given(SENTENCES, SENTENCES)
def test_no_word_is_cut(old, new):
    for block in differences(old, new):
        for line, other in ((old, "gone"), (new, "new")):
            at = 0
            for piece in block.pieces:
                if piece.kind in ("same", other):
                    assert not runs_on(line, at)
                    at += len(piece.text)
