"""What changed between two texts, in rows that `articles/_difference.html` draws."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..text.differences import Block, Piece, differences


@dataclass(frozen=True, slots=True)
class Row:
    """A line of either text, or unchanged paragraphs that are not shown.

    `kind` is `changed` (with `pieces` of kind same, gone and new), `same` (with its `text`), or
    `folded` (with the number of `paragraphs`, empty lines not counted). `old` and `new` number the
    line in its text from 1, and are 0 where it has none.
    """

    kind: str
    old: int = 0
    new: int = 0
    text: str = ""
    pieces: tuple[Piece, ...] = ()
    paragraphs: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether the line came or went without a word in it."""
        return not any(piece.text for piece in self.pieces)

    @property
    def came(self) -> bool:
        """Whether the line is only in the new text."""
        return self.old == 0


def rendered_difference(old_body: str, new_body: str, around: int = 1) -> list[Row]:
    """The lines that differ, `around` unchanged paragraphs before and after each, the rest folded.

    No rows for equal texts.
    """
    blocks = differences(old_body, new_body)
    if all(block.kind == "same" for block in blocks):
        return []
    lines = new_body.split("\n")
    rows: list[Row] = []
    for at, block in enumerate(blocks):
        if block.kind == "changed":
            rows.append(Row("changed", block.old, block.new, pieces=block.pieces))
        else:
            before = around if at > 0 else 0
            after = around if at < len(blocks) - 1 else 0
            rows += _folded(list(_unchanged(block, lines)), before, after)
    return rows


def _unchanged(block: Block, lines: list[str]) -> Iterator[Row]:
    for step in range(block.paragraphs):
        text = lines[block.new - 1 + step]
        if text.strip():
            yield Row("same", block.old + step, block.new + step, text=text)


def _folded(rows: list[Row], first: int, last: int) -> list[Row]:
    """The first and the last rows, and what is between them as one, unless that is one anyway."""
    hidden = len(rows) - first - last
    if hidden <= 1:
        return rows
    return [*rows[:first], Row("folded", paragraphs=hidden), *rows[len(rows) - last :]]
