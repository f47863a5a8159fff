r"""Spans of a text as properly nested pieces: what the one renderer is made of.

Annotations overlap as they please; HTML elements must nest. This module turns a body
and its spans into a stream of events per paragraph (a paragraph is a line) in which
every `Open` has its `Close`, nothing crosses, and no character is lost or doubled:

    body  "f*oo b*ar", one span "oo b"
    →     Text("f") Open Text("oo b") Close Text("ar")

Offsets are Unicode code points into the body, end exclusive. Line ends belong to no
paragraph: joining the texts of all paragraphs with `\n` gives the body back.

**Splitting.** A span is cut at paragraph ends, and where it crosses another one. Of two
that cross, the one of the higher layer stays whole; in the same layer, the one that
starts first. So with quotations in layer 0 and mentions in layer 1 a link is cut only
by another link. Spans that nest are never cut, whatever their layers: the longer one is
outside, and of two that cover the same characters of a paragraph the one of the lower
layer, then the one given first.

**Cost.** n log n in the number of spans while nesting depth is bounded (each boundary
costs at most the number of spans open there), and linear in the text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from articles.text.occurrences import paragraphs


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a body, belonging to the annotation piece `key`.

    `key` is whatever the caller recognises the piece by; it may recur, and every span
    is still cut, opened and closed by itself. `layer` orders kinds (see the module).
    """

    start: int
    end: int
    key: Hashable
    layer: int = 0


@dataclass(frozen=True, slots=True)
class Open:
    """A piece of a span begins; the piece covers `start` to `end` of the body.

    `first` and `last` tell whether it is the first and the last piece of its span: a
    span whole is both, and `first` is true exactly once, so that an id can be set.
    `contains_same_layer` tells whether a piece of the same layer is opened inside this
    one: links never nest, so only a piece where it is false can be the link.
    """

    key: Hashable
    layer: int
    start: int
    end: int
    first: bool
    last: bool
    contains_same_layer: bool


@dataclass(frozen=True, slots=True)
class Text:
    """Characters `start` to `end` of the body; never empty."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Close:
    """The piece of `key` that was opened last ends here."""

    key: Hashable


Event = Open | Text | Close


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the body, `number` counted from 1, empty lines (no events) included."""

    number: int
    start: int
    end: int
    events: list[Event]


def paragraph_events(
    body: str, spans: Iterable[Span], within: tuple[int, int] | None = None
) -> Iterator[Paragraph]:
    """Yield every paragraph of `body` with its text and `spans` as nested events.

    A span over several paragraphs has pieces in each that is not empty; a span that
    covers nothing but line ends has none. `within` (start, end) leaves out paragraphs
    that it does not touch, and costs next to nothing for them. Raises ValueError,
    before the first paragraph, for a span that is empty or reaches outside the body.
    """
    spans = list(spans)
    for span in spans:
        if not 0 <= span.start < span.end <= len(body):
            raise ValueError(
                f"Span {span.key!r} ({span.start}–{span.end}) is empty or reaches outside "
                f"the text of {len(body)} characters."
            )
    return _paragraphs(body, spans, within or (0, len(body) + 1))


class _Run:
    """A span on its way through the paragraphs, cut back to the characters it shows."""

    __slots__ = ("closes", "contains", "end", "opened", "order", "span", "start")

    def __init__(self, span: Span, start: int, end: int, order: int):
        self.span = span
        self.start = start
        self.end = end
        self.order = order
        self.closes = end  # where it ends in the present paragraph
        self.opened = -1  # index of the present piece's Open among the events
        self.contains = False

    def outermost_first(self) -> tuple[int, int, int]:
        return -self.closes, self.span.layer, self.order


def _paragraphs(body: str, spans: list[Span], within: tuple[int, int]) -> Iterator[Paragraph]:
    bounds = paragraphs(body)
    first = bisect_left(bounds, within[0], key=lambda bound: bound[1])
    last = bisect_left(bounds, within[1], key=lambda bound: bound[0])
    if first >= last:
        return
    touched = bounds[first:last]
    spans = [s for s in spans if s.end > touched[0][0] and s.start < touched[-1][1]]
    runs = _runs(spans, bounds)
    arriving = 0
    going_on: list[_Run] = []
    for number, (start, end) in enumerate(touched, first + 1):
        here = going_on
        if start < end:
            while arriving < len(runs) and runs[arriving].start < end:
                if runs[arriving].end > start:  # else it ended before `within`
                    here.append(runs[arriving])
                arriving += 1
            going_on = [run for run in here if run.end > end]
            yield Paragraph(number, start, end, _nested(body, start, end, here))
        else:
            yield Paragraph(number, start, end, [])


def _runs(spans: list[Span], bounds: list[tuple[int, int]]) -> list[_Run]:
    """Trim the line ends off both ends of each span, and sort by where they start."""
    filled = [(start, end) for start, end in bounds if start < end]
    starts = [start for start, _ in filled]
    ends = [end for _, end in filled]
    runs = []
    for order, span in enumerate(spans):
        first = bisect_right(ends, span.start)
        last = bisect_left(starts, span.end) - 1
        if first <= last:
            start, end = max(span.start, starts[first]), min(span.end, ends[last])
            runs.append(_Run(span, start, end, order))
    runs.sort(key=lambda run: run.start)
    return runs


def _nested(body: str, start: int, end: int, runs: list[_Run]) -> list[Event]:
    """Sweep over one paragraph with a stack of open spans, outermost at the bottom."""
    opening: dict[int, list[_Run]] = {}
    boundaries = {start, end}
    for run in runs:
        run.closes = min(run.end, end)
        opening.setdefault(max(run.start, start), []).append(run)
        boundaries.add(run.closes)
    boundaries.update(opening)

    events: list[Event] = []
    stack: list[_Run] = []
    at = start
    for boundary in sorted(boundaries):
        if at < boundary:
            events.append(Text(body[at:boundary], at, boundary))
            at = boundary
        wanted = _rearranged(stack, boundary, opening.get(boundary, []))
        kept = 0
        while kept < min(len(stack), len(wanted)) and stack[kept] is wanted[kept]:
            kept += 1
        for run in reversed(stack[kept:]):
            _close(run, boundary, events)
        for depth in range(kept, len(wanted)):
            _open(wanted, depth, boundary, events)
        stack = wanted
    return events


def _rearranged(stack: list[_Run], boundary: int, arriving: list[_Run]) -> list[_Run]:
    """Return the stack as it is to be right of `boundary`."""
    whole = 0
    while whole < len(stack) and stack[whole].closes > boundary:
        whole += 1
    wanted = stack[:whole]
    reopened = [run for run in stack[whole:] if run.closes > boundary]
    for run in sorted(reopened + arriving, key=_Run.outermost_first):
        wanted.insert(_depth_for(run, wanted), run)
    return wanted


def _depth_for(run: _Run, stack: list[_Run]) -> int:
    """Return where `run` goes: on top, or below lower layers that would end and cut it."""
    depth = len(stack)
    for below in range(len(stack) - 1, -1, -1):
        other = stack[below]
        if other.span.layer >= run.span.layer:
            break
        if other.closes < run.closes:
            depth = below
    return depth


def _open(stack: list[_Run], depth: int, at: int, events: list[Event]) -> None:
    run = stack[depth]
    run.opened = len(events)
    run.contains = False
    for outer in reversed(stack[:depth]):
        if outer.span.layer == run.span.layer:
            outer.contains = True
            break
    events.append(Open(run.span.key, run.span.layer, at, run.end, at == run.start, False, False))


def _close(run: _Run, at: int, events: list[Event]) -> None:
    """End the piece, and complete its Open with what is only known now."""
    begun = events[run.opened]
    events[run.opened] = Open(
        begun.key, begun.layer, begun.start, at, begun.first, at == run.end, run.contains
    )
    events.append(Close(run.span.key))
