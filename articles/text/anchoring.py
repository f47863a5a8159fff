"""Spans placed anew when their text was edited: none is lost, none silently misplaced.

What decides is the edit, not the words: a span goes where the comparison of both texts says that
its characters went. Only words that are gone from there are looked for elsewhere, and an orphan
is better than a guess. Offsets are Unicode code points, end exclusive.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.text.alignment import RECOGNISED, Run, runs
from articles.text.elsewhere import Elsewhere
from articles.text.likeness import Effort, alike, alike_in_all, fitted, surroundings
from articles.text.occurrences import CONTEXT
from articles.text.words import is_whole

SAME_PLACE = 0.8
"""As like as this, from 0 to 1, are surroundings that are the same surroundings."""

SIMILAR = 0.6
"""As like as this are words that are the same words, changed."""

FOUND = 0.7
"""As like as this are words that moved and changed, taken together with their surroundings."""

LOOKED_FOR = 20
"""Characters that a span needs to be looked for after it moved and changed."""

_ROOM = 2_000  # characters; in more than that changed words are not looked for in place


class State(StrEnum):
    OK = "ok"
    CHANGED = "changed"
    MOVED = "moved"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Anchored:
    """What became of a span, and where it stands in the new text (None, None: nowhere)."""

    state: State
    start: int | None
    end: int | None


_Placed = tuple[Anchored, float]
_Found = tuple[float, tuple[int, int]]
ORPHAN = Anchored(State.ORPHAN, None, None)
_WORTH = {State.OK: 3, State.MOVED: 2, State.CHANGED: 1, State.ORPHAN: 0}


def reanchor(old: str, new: str, spans: Sequence[tuple[int, int]]) -> list[Anchored]:
    """Place spans of `old` in `new` after an edit.

    Results keep the order of `spans`; none is dropped. `ok` and `moved` stand on the same words;
    `changed` on others, which somebody should look at; what cannot be placed is an orphan. Two
    different spans are never carried to the same place: the worse one becomes an orphan.

    Linear in the texts except for what changed, which is bounded (see alignment, Effort).
    Raises ValueError for a span that is empty or reaches outside the text.
    """
    for start, end in spans:
        if not 0 <= start < end <= len(old):
            raise ValueError(
                f"The span {start}–{end} is empty or reaches outside the text of {len(old)}."
            )
    if old == new:
        return [Anchored(State.OK, *span) for span in spans]
    places = _Places(old, new)
    placed = _apart({span: places.of(*span) for span in dict.fromkeys(spans)})
    return [placed[span] for span in spans]


class _Places:
    """Where spans of the old text stand in the new one."""

    def __init__(self, old: str, new: str):
        self.old, self.new = old, new
        self.runs = runs(old, new)
        self.starts = [run.old for run in self.runs]
        self.effort = Effort()
        self.elsewhere = Elsewhere(new, self.runs, self.effort)

    def of(self, start: int, end: int) -> _Placed:
        """Return what becomes of a span, and how like it is to what it was."""
        words = self.old[start:end]
        run = self._run(start)
        if run and run.sure and end <= run.old + run.length:
            low = run.new + start - run.old
            if self.new[low : low + len(words)] == words:
                return Anchored(State.OK, low, low + len(words)), 1.0
        here = self._room(start, end)
        if self.new[slice(*here)] == words and self._stayed(start, end, *here):
            return Anchored(State.OK, *here), 1.0
        return (
            self._moved(start, end)
            or self._changed_here(start, end, *here)
            or self._changed_elsewhere(start, end)
            or (ORPHAN, 0.0)
        )

    def _run(self, at: int) -> Run | None:
        """Return the run that holds a character of the old text."""
        number = bisect_right(self.starts, at) - 1
        run = self.runs[number] if number >= 0 else None
        return run if run and at < run.old + run.length else None

    def _room(self, start: int, end: int) -> tuple[int, int]:
        """Return what lies in the new text between what a span begins and what it ends with."""
        first, last = self._run(start), self._run(end - 1)
        if first:
            low = first.new + start - first.old
        else:
            number = bisect_right(self.starts, start) - 1
            low = self.runs[number].new + self.runs[number].length if number >= 0 else 0
        if last:
            high = last.new + end - last.old
        else:
            number = bisect_right(self.starts, end - 1)
            high = self.runs[number].new if number < len(self.runs) else len(self.new)
        return low, high

    def _stayed(self, start: int, end: int, low: int, high: int) -> bool:
        """Whether words between changes are the old ones, and do not equal them by chance."""
        if is_whole(self.old, start, end) and not is_whole(self.new, low, high):
            return False
        run = self._run(start)
        return bool(run and end <= run.old + run.length and run.beside <= RECOGNISED)

    def _moved(self, start: int, end: int) -> _Placed | None:
        """The same words, in what is new, with the same surroundings."""
        if end - start < RECOGNISED:
            return None
        found = (
            (self._likeness(start, end, *place), place)
            for place in self.elsewhere.same(self.old[start:end])
        )
        best = _best([(like, place) for like, place in found if like >= SAME_PLACE])
        return best and (Anchored(State.MOVED, *best[1]), best[0])

    def _changed_here(self, start: int, end: int, low: int, high: int) -> _Placed | None:
        """Other words, but like them, where the comparison says they went."""
        size, room = end - start, high - low
        places = [(low, high)] if room else []
        begins, ends = (run and run.sure for run in (self._run(start), self._run(end - 1)))
        loose = not (begins and ends)
        if loose and size < room <= _ROOM and self.effort.affords_fitting(size, room):
            whole = is_whole(self.old, start, end)
            place = fitted(self.old[start:end], self.new, low, high, whole=whole)
            if place:
                places.append((low if begins else place[0], high if ends else place[1]))
        places = [place for place in places if self.new[slice(*place)] != self.old[start:end]]
        found = self._similar(start, end, places, SIMILAR)
        best = max(found, default=None)
        return best and (Anchored(State.CHANGED, *best[1]), best[0])

    def _changed_elsewhere(self, start: int, end: int) -> _Placed | None:
        """Long words that moved and changed, or that moved and lost their surroundings."""
        words = self.old[start:end]
        if len(words) < LOOKED_FOR:
            return None
        places = self.elsewhere.similar(words, whole=is_whole(self.old, start, end))
        best = _best(self._similar(start, end, places, FOUND))
        if best is None:
            return None
        likeness, place = best
        state = State.MOVED if self.new[slice(*place)] == words else State.CHANGED
        return Anchored(state, *place), likeness

    def _similar(
        self, start: int, end: int, places: Iterable[tuple[int, int]], least: float
    ) -> list[_Found]:
        """Return those places that are like a span, and are so with their surroundings too."""
        words, found = self.old[start:end], []
        for place in places:
            others = self.new[slice(*place)]
            short, long = sorted((len(words), len(others)))
            if long > 4 * short + CONTEXT:  # too unlike in length to be like, and dear
                continue
            if not self.effort.affords_comparing(len(words), len(others)):
                break
            likeness = alike(words, others)
            if likeness >= SIMILAR and self._likeness(start, end, *place, words) >= least:
                found.append((likeness, place))
        return found

    def _likeness(self, start: int, end: int, low: int, high: int, words: str = "") -> float:
        """Return how like the surroundings of both places are; with `words`, these as well."""
        around = zip(
            surroundings(self.old, start, end), surroundings(self.new, low, high), strict=True
        )
        return alike_in_all([*around, (words, self.new[low:high] if words else "")])


def _best(found: list[_Found]) -> _Found | None:
    """Return the best of several places; none when two are equally good: that were a guess."""
    found = sorted(set(found), reverse=True)
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0]


def _apart(placed: dict[tuple[int, int], _Placed]) -> dict[tuple[int, int], Anchored]:
    """Return the spans' places, each given once, to the best; the others become orphans."""
    taken, apart = set(), {}
    order = sorted(placed, key=lambda span: (_WORTH[placed[span][0].state], placed[span][1]))
    for span in reversed(order):
        anchored = placed[span][0]
        place = anchored.start, anchored.end
        apart[span] = ORPHAN if place in taken else anchored
        taken.add(place)
    return apart
