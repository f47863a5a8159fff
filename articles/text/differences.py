"""What changed from one text version to the next, to be shown to people.

Whole lines that stayed are only counted; in a changed line whole words are gone or new, never
single letters.
"""

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, chain

from articles.text.alignment import Clock, aligned, judged, matched_words
from articles.text.sequences import Match, common, joined

_PAIRED = 0.4
"""The part of a line's characters that another has in common with it to be its new state."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of a line; `kind` is same, gone or new."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """`paragraphs` lines that stayed the same, or a changed one, which has `pieces`.

    `kind` is same or changed. `old` and `new` are the numbers of the (first) line in either text,
    counted from 1, and 0 where it has none.
    """

    kind: str
    old: int
    new: int
    paragraphs: int
    pieces: tuple[Piece, ...] = ()


def differences(old: str, new: str) -> list[Block]:
    r"""Return what stayed, went and came, line by line in the order of both texts.

    Joined with `\n`, the lines' same and gone pieces are the old text, the same and new ones the
    new text. Bounded in time like `alignment`; beyond it, differences get coarser, never wrong.
    """
    lines, new_lines = old.split("\n"), new.split("\n")
    blocks: list[Block] = []
    clock = Clock()
    at = new_at = 0
    for i, j in chain(_states(lines, new_lines, clock), [(len(lines), len(new_lines))]):
        blocks += [_gone(number, lines[number]) for number in range(at, i)]
        blocks += [_new(number, new_lines[number]) for number in range(new_at, j)]
        at, new_at = i + 1, j + 1
        if i == len(lines):
            break
        if lines[i] == new_lines[j]:
            _add_same(blocks, i, j)
        elif lines[i] and new_lines[j]:
            pieces = tuple(_pieces(lines[i], new_lines[j], clock))
            blocks.append(Block("changed", i + 1, j + 1, 1, pieces))
        else:
            blocks += [_gone(i, lines[i]), _new(j, new_lines[j])]
    return blocks


def _states(lines: list[str], new_lines: list[str], clock: Clock) -> Iterator[tuple[int, int]]:
    """Yield which lines are an old and a new state of the same line, in order, from 0."""
    at = new_at = 0
    ends = (len(lines), len(new_lines), 0)
    for first, new_first, count in [*aligned(lines, new_lines), ends]:
        changed = _pairs(lines[at:first], new_lines[new_at:new_first], clock)
        yield from ((at + i, new_at + j) for i, j in changed)
        yield from ((first + n, new_first + n) for n in range(count))
        at, new_at = first + count, new_first + count


def _gone(at: int, text: str) -> Block:
    return Block("changed", at + 1, 0, 1, (Piece("gone", text),))


def _new(at: int, text: str) -> Block:
    return Block("changed", 0, at + 1, 1, (Piece("new", text),))


def _add_same(blocks: list[Block], at: int, new_at: int) -> None:
    if blocks and blocks[-1].kind == "same":
        last = blocks.pop()
        blocks.append(Block("same", last.old, last.new, last.paragraphs + 1))
    else:
        blocks.append(Block("same", at + 1, new_at + 1, 1))


def _pairs(lines: list[str], new_lines: list[str], clock: Clock) -> list[tuple[int, int]]:
    """Return which lines are an old and a new state of the same line, in order."""
    if not lines or not new_lines:
        return []
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    new_starts = list(accumulate((len(line) + 1 for line in new_lines), initial=0))
    shared: Counter[tuple[int, int]] = Counter()
    for at, new_at, length in matched_words("\n".join(lines), "\n".join(new_lines), clock):
        shared[bisect_right(starts, at) - 1, bisect_right(new_starts, new_at) - 1] += length
    taken, new_taken, pairs = set(), set(), []
    for (i, j), size in shared.most_common():
        enough = size >= _PAIRED * min(len(lines[i]), len(new_lines[j]))
        if enough and i not in taken and j not in new_taken:
            taken.add(i)
            new_taken.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def _pieces(old: str, new: str, clock: Clock) -> Iterator[Piece]:
    kept = judged(joined(_same(old, new, clock)), len(old), len(new))
    ends = [(run.old, run.new, run.length) for run in kept if run.sure]
    at = new_at = 0
    for start, new_start, length in [*ends, (len(old), len(new), 0)]:
        if at < start:
            yield Piece("gone", old[at:start])
        if new_at < new_start:
            yield Piece("new", new[new_at:new_start])
        if length:
            yield Piece("same", old[start : start + length])
        at, new_at = start + length, new_start + length


def _same(old: str, new: str, clock: Clock) -> Iterator[Match]:
    """Yield words that are the same, and the same spaces and punctuation next to them."""
    at = new_at = 0
    for start, new_start, length in chain(
        matched_words(old, new, clock), [(len(old), len(new), 0)]
    ):
        gap, new_gap = old[at:start], new[new_at:new_start]
        head = _common_marks(gap, new_gap)
        tail = _common_marks(gap[head:][::-1], new_gap[head:][::-1])
        yield at, new_at, head
        yield start - tail, new_start - tail, tail + length
        at, new_at = start + length, new_start + length


def _common_marks(one: str, other: str) -> int:
    """Return how many spaces and punctuation marks both begin with; no word is cut by them."""
    count = common(zip(one, other, strict=False))
    return next((at for at in range(count) if not _is_mark(one[at])), count)


def _is_mark(character: str) -> bool:
    return character.isspace() or unicodedata.category(character).startswith("P")
