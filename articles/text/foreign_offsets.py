r"""Places in a text as other tools count them, made code points by the words that stand there.

JavaScript and Java count UTF-16 code units (an emoji is two), some tools count a line end as two
characters, as the file had it. Which way a file counts is found out from all its passages that
bring their words along; no single passage is converted to fit.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.text.occurrences import occurrences

NEARBY = 200
"""Characters within which one of several occurrences is near enough to be meant."""

_SHOWN = 60


class Unit(StrEnum):
    """What an offset counts; the value is told to people."""

    CODE_POINTS = "Unicode code points"
    UTF16 = "UTF-16 code units"
    CRLF = "code points with line ends as two"
    UTF16_CRLF = "UTF-16 code units with line ends as two"


class Misplaced(ValueError):
    """The words do not stand where they should; the message says where they do, if anywhere.

    `place` is the one place that may be meant, or None.
    """

    def __init__(self, message: str, place: tuple[int, int] | None = None):
        super().__init__(message)
        self.place = place


@dataclass(frozen=True)
class Claimed:
    """A passage as a file has it: offsets, or words, or both; context if it is given."""

    start: int | None = None
    end: int | None = None
    exact: str = ""
    prefix: str = ""
    suffix: str = ""


class Counting:
    """One text, and how its offsets are in other units. Linear to make, logarithmic to ask."""

    def __init__(self, body: str):
        self.body = body
        astral = [] if body.isascii() else [at for at, c in enumerate(body) if c > "\uffff"]
        lines = occurrences(body, "\n")
        doubles = {Unit.UTF16: astral, Unit.CRLF: lines, Unit.UTF16_CRLF: sorted(astral + lines)}
        # Where each character that counts twice begins, in the unit.
        self._begins = {
            unit: [at + number for number, at in enumerate(places)]
            for unit, places in doubles.items()
        }

    def code_points(self, offset: int, unit: Unit) -> int | None:
        """An offset in code points; None if it lies within a character or outside the text."""
        if unit != Unit.CODE_POINTS:
            begins = self._begins[unit]
            before = bisect_left(begins, offset)
            if before and begins[before - 1] == offset - 1:
                return None  # within the character
            offset -= before
        return offset if 0 <= offset <= len(self.body) else None

    def place(self, claimed: Claimed, unit: Unit) -> tuple[int, int] | None:
        """The offsets of a passage in code points; None if they are none."""
        if claimed.start is None or claimed.end is None:
            return None
        start, end = (self.code_points(at, unit) for at in (claimed.start, claimed.end))
        return (start, end) if start is not None and end is not None and start < end else None

    def stands(self, claimed: Claimed, unit: Unit) -> bool:
        """Whether the words stand exactly there, counted so."""
        place = self.place(claimed, unit)
        return place is not None and self.body[place[0] : place[1]] == claimed.exact


def unit_of(counting: Counting, passages: Iterable[Claimed]) -> Unit:
    """How a file counts: the unit in which the words of most passages stand where it says.

    Code points, which the standards ask for, unless another unit fits more of them.
    """
    told = [one for one in passages if one.exact and one.start is not None]
    fits = {unit: sum(counting.stands(one, unit) for one in told) for unit in Unit}
    return max(Unit, key=lambda unit: (fits[unit], unit == Unit.CODE_POINTS))


def locate_claimed(counting: Counting, claimed: Claimed, unit: Unit) -> tuple[int, int]:
    """Where a passage stands, in code points. Raises Misplaced, with the place it may mean.

    Words without offsets must stand in the text once, with the context that is given.
    """
    place = counting.place(claimed, unit)
    if not claimed.exact:
        if claimed.start is None:
            raise Misplaced("It has neither offsets nor words.")
        if place is None:
            raise Misplaced(f"{claimed.start}–{claimed.end} is no passage of the text.")
        return place
    if place and counting.body[place[0] : place[1]] == claimed.exact:
        return place
    words = f"“{_shortened(claimed.exact)}”"
    starts = _with_context(counting.body, claimed, occurrences(counting.body, claimed.exact))
    if not starts:
        raise Misplaced(f"{words} does not stand in the text.")
    if claimed.start is None:
        if len(starts) > 1:
            raise Misplaced(f"{words} stands in the text {len(starts)} times: which is meant?")
        return starts[0], starts[0] + len(claimed.exact)
    meant = place[0] if place else claimed.start
    if len(starts) > 1:
        near = [start for start in starts if abs(start - meant) <= NEARBY]
        if len(near) != 1:
            raise Misplaced(
                f"{words} does not stand at {claimed.start}–{claimed.end}, but {len(starts)} times "
                "elsewhere: which is meant?"
            )
        starts = near
    start, end = starts[0], starts[0] + len(claimed.exact)
    raise Misplaced(
        f"{words} does not stand at {claimed.start}–{claimed.end}, but at {start}–{end}.",
        (start, end),
    )


def _with_context(body: str, claimed: Claimed, starts: Sequence[int]) -> Sequence[int]:
    """Those occurrences that have the context; all, if none has it or they are one."""
    if len(starts) < 2:
        return starts
    having = [
        start
        for start in starts
        if body.endswith(claimed.prefix, 0, start)
        and body.startswith(claimed.suffix, start + len(claimed.exact))
    ]
    return having or starts


def _shortened(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
