"""Where a text has what was looked for, and the words around it.

Everything is looked for in the text itself, by the rules of the index (`text.tokens`): what an
engine finds is marked here.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from ..text.tokens import Folded, Stretch, is_mark, is_spaced, is_unspaced
from .query import Clause, Query

LENGTH = 200
"""Characters of a snippet, about."""
_LEAD = 60
"""Characters before the first match, about."""
_LOOKED_AT = 20
"""Of the occurrences of each clause, so many are looked at in choosing where to cut."""
_COMPARED = 50_000
"""So many words of phrases are compared in a text that nearly says the same over and over."""
_WORD = 24
"""Characters by which a cut moves to fall between words."""
CUT = "…"


_SPACE = re.compile(r"\s")
_LAST_SPACE = re.compile(r"\s\S*\Z")


class Piece(NamedTuple):
    """Some characters of a text, and whether they are what was looked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """The best passage of a text, in pieces; `paragraph` is the number of the one where the first
    match stands (lines count from 1), None if nothing was found in the text.
    """

    pieces: list[Piece]
    paragraph: int | None


# Of the letters that Unicode does not take apart, those that are frequent in their languages.
_WITHOUT_STROKE = (("ø", "o"), ("ł", "l"), ("đ", "d"), ("ı", "i"))

Stretches = tuple[Stretch, ...]
Place = tuple[int, int, int]
"""Start, end (code points, end exclusive), and the number of the clause that stands there."""


def marked(text: str, query: Query) -> list[Piece]:
    """The whole of a short text, with everything that was looked for as pieces of their own."""
    folded = Folded(text)
    found = sorted(one for clause in query.wanted for one in _folded(folded, clause, most=None))
    return list(_pieces(text, 0, found))


def snippet(text: str, query: Query, title: str = "") -> Snippet:
    """About 200 characters with as much as possible of what was looked for, cut between words.

    Without a match, the beginning of the text. What stands in the title, which is shown besides,
    is not looked for in the text at any price.
    """
    places = _places(text, query, title)
    start, end = _window(text, places)
    found = [(max(at, start), min(to, end)) for at, to, _ in places if at < end and to > start]
    pieces = list(_pieces(text[start:end], start, found))
    if start > 0:
        pieces.insert(0, Piece(CUT, found=False))
    if end < len(text.rstrip()):
        pieces.append(Piece(CUT, found=False))
    return Snippet(pieces, text.count("\n", 0, found[0][0]) + 1 if found else None)


def _places(text: str, query: Query, title: str) -> list[Place]:
    """Where some occurrences of every clause begin and end, in order.

    They are looked for in ways that cost ever more: among small letters, which finds most; without
    accents, if others than were typed stand in the text; and folded, which finds all.
    """
    small = text.lower()
    found: list[Place] = []
    folded = Folded(text) if len(small) != len(text) else None
    for number, clause in enumerate(query.wanted):
        there = [] if folded else _spelt_so(small, clause)
        if not there and not (title and _spelt_so(title.lower(), clause)):
            there = [] if folded else _without_accents(text, small, clause)
            if not there:
                folded = folded or Folded(text)
                there = _folded(folded, clause)
        found += [(start, end, number) for start, end in there]
    return sorted(found)


def _folded(folded: Folded, clause: Clause, most: int | None = _LOOKED_AT) -> list[tuple[int, int]]:
    """Where a clause stands in a text folded character by character, its signs put together or
    written apart, as in カ\u3099 for ガ.
    """
    apart = tuple(
        replace(one, text=unicodedata.normalize("NFD", one.text)) for one in clause.stretches
    )
    return [
        folded.span(start, end)
        for stretches in dict.fromkeys((clause.stretches, apart))
        for start, end in islice(_occurrences(folded.text, clause, stretches), most)
    ]


def _without_accents(text: str, small: str, clause: Clause) -> list[tuple[int, int]]:
    """The first place of a clause, if it is found when all beyond ASCII but letters with accents is
    left out. To fold only what lies around it takes a fifth of the time folding all takes.
    """
    for letter, plain in _WITHOUT_STROKE:
        small = small.replace(letter, plain)
    bare = unicodedata.normalize("NFD", small).encode("ascii", "ignore").decode()
    for at, end in islice(_occurrences(bare, clause, clause.stretches), 1):
        # What was left out before it moved it forward, by no more than was left out in all.
        start = max(0, at - 1)
        piece = text[start : end + len(text) - len(bare) + 1]
        return [(start + begin, start + stop) for begin, stop in _folded(Folded(piece), clause)[:1]]
    return []


def _spelt_so(small: str, clause: Clause) -> list[tuple[int, int]]:
    """Where a clause stands in a text of small letters, without accents or with those typed."""
    return [
        one
        for stretches in (clause.typed, clause.stretches)
        if stretches
        for one in islice(_occurrences(small, clause, stretches), _LOOKED_AT)
    ]


def _occurrences(text: str, clause: Clause, stretches: Stretches) -> Iterator[tuple[int, int]]:
    """Where a clause stands, spelt so, in a text of small or of folded letters."""
    first = stretches[0]
    at, compared = text.find(first.text), 0
    while at != -1 and compared < _COMPARED:
        end, words = _matched(text, at, stretches, clause.begins)
        compared += words - 1
        if end:
            yield at, end
        at = text.find(first.text, end or at + 1)


def _matched(text: str, at: int, stretches: Stretches, begins: bool) -> tuple[int, int]:
    """Where the stretches that begin at `at` end, 0 if they do not all stand there; and how many
    were compared in vain, the first included (1 if they all stand there).
    """
    if not stretches[0].unspaced and at and is_spaced(text[at - 1]):
        return 0, 1
    last = len(stretches) - 1
    for number, stretch in enumerate(stretches):
        if number:
            while at < len(text) and not is_spaced(text[at]) and not is_unspaced(text[at]):
                at += 1
            if not text.startswith(stretch.text, at):
                return 0, number
        at = _end(text, at + len(stretch.text), stretch, number == last, begins)
        if not at:
            return 0, number + 1
    return at, 1


def _end(text: str, at: int, stretch: Stretch, is_last: bool, begins: bool) -> int:
    """Where a stretch that was found up to `at` ends, with its marks; 0 if it goes on."""
    if stretch.unspaced:
        while at < len(text) and is_mark(text[at]):
            at += 1
        goes_on = not is_last and at < len(text) and is_unspaced(text[at])
        return 0 if goes_on else at
    if begins and is_last:
        while at < len(text) and is_spaced(text[at]):
            at += 1
        return at
    return 0 if at < len(text) and is_spaced(text[at]) else at


def _window(text: str, places: list[Place]) -> tuple[int, int]:
    """Where to cut: around the place near which most clauses stand."""
    best, most, end = 0, 0, 0
    for number, (start, stop, clause) in enumerate(places):
        near = {clause}
        for at, _, other in places[number + 1 : number + _LOOKED_AT]:
            if at >= start + LENGTH - _LEAD:
                break
            near.add(other)
        if len(near) > most:
            best, most, end = start, len(near), stop
    # Scripts without spaces are dense: half as many characters say as much.
    length, lead = LENGTH, _LEAD
    if is_unspaced(text[best : best + 1]):
        length, lead = LENGTH // 2, _LEAD // 2
    start = _word_begin(text, best - lead, best) if best > lead else 0
    end = max(start + length, min(end, start + 2 * length))
    return start, _word_end(text, end) if end < len(text) else len(text)


def _word_begin(text: str, at: int, limit: int) -> int:
    space = _SPACE.search(text, at - 1, min(at + _WORD, limit))
    return space.end() if space else at


def _word_end(text: str, at: int) -> int:
    space = _LAST_SPACE.search(text, at - _WORD, at + 1)
    return space.start() if space else at


def _pieces(text: str, start: int, found: list[tuple[int, int]]) -> Iterator[Piece]:
    """A text that begins at `start` of another, in which matches were found, in pieces.

    Matches that overlap or touch are one.
    """
    at = start
    for begin, stop in _joined(found):
        if begin > at:
            yield Piece(text[at - start : begin - start], found=False)
        yield Piece(text[begin - start : stop - start], found=True)
        at = stop
    if at - start < len(text):
        yield Piece(text[at - start :], found=False)


def _joined(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
