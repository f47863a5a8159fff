"""Words that were moved, looked for in what is new in a text and nowhere else.

What corresponds to another part of the old text is left out: the same words stood there before,
and whoever searches the whole text hangs deleted annotations on them.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from articles.text.alignment import Run
from articles.text.likeness import Effort, fitted, lowered
from articles.text.occurrences import CONTEXT

_BLOCK = 6  # characters; of words left as they were 11 are enough to be found by
_OFTEN = 8  # places; a block that stands in more tells nothing
_PLACES = 20
_GUESSES = 3
_SLACK = 200  # characters


class Elsewhere:
    """The passages of a new text that no run is sure about, with a margin on either side.

    The margin is there because a comparison cannot tell which of two equal neighbours is new.
    """

    def __init__(self, new: str, runs: Sequence[Run], effort: Effort):
        self.new, self.effort = new, effort
        sure = [(run.new, run.new + run.length) for run in runs if run.sure]
        ends = [0, *(end for _, end in sure)]
        starts = [*(start for start, _ in sure), len(new)]
        self.gaps = [(end, start) for end, start in zip(ends, starts, strict=True) if end < start]
        passages: list[tuple[int, int]] = []
        for start, end in self.gaps:
            start, end = max(0, start - CONTEXT), min(end + CONTEXT, len(new))
            if passages and start <= passages[-1][1]:
                start = passages.pop()[0]
            passages.append((start, end))
        self.text = "\0".join(new[start:end] for start, end in passages)
        self.starts = [start for start, _ in passages]
        sizes = [end - start + 1 for start, end in passages]
        self.offsets = list(accumulate(sizes, initial=0))[:-1]

    def same(self, words: str) -> Iterator[tuple[int, int]]:
        """Yield places in the new text where the same words stand."""
        at = -1
        for _ in range(_PLACES):
            if not self.effort.affords(20_000 + 2 * (len(self.text) - at)):
                return
            at = self.text.find(words, at + 1)
            if at == -1:
                return
            start = self._in_new(at)
            end = start + len(words)
            if self.new[start:end] == words and self._is_new((start + end) // 2):
                yield start, end

    def similar(self, words: str, *, whole: bool) -> Iterator[tuple[int, int]]:
        """Yield places in the new text where much the same words stand; `whole`: none cut."""
        small, votes = lowered(words), Counter()
        if not self.effort.affords(150 * len(small)):
            return
        for offset in range(len(small) - _BLOCK + 1):
            for at in self._blocks.get(small[offset : offset + _BLOCK], ()):
                votes[at - offset] += 1
        slack = min(_BLOCK + len(small) // 3, _SLACK)
        for at, _ in votes.most_common(_GUESSES):
            at = self._in_new(max(at, 0))
            start, end = max(0, at - slack), min(at + len(small) + slack, len(self.new))
            if not self.effort.affords_fitting(len(small), end - start):
                return
            place = fitted(words, self.new, start, end, whole=whole)
            if place and self._is_new(sum(place) // 2):
                yield place

    @cached_property
    def _blocks(self) -> dict[str, list[int]]:
        """Where each stretch of _BLOCK characters stands that begins at a multiple of _BLOCK."""
        blocks = defaultdict(list)
        small = lowered(self.text)
        for at in range(0, len(small) - _BLOCK + 1, _BLOCK):
            blocks[small[at : at + _BLOCK]].append(at)
        return {block: places for block, places in blocks.items() if len(places) <= _OFTEN}

    def _in_new(self, at: int) -> int:
        number = bisect_right(self.offsets, at) - 1
        return self.starts[number] + at - self.offsets[number]

    def _is_new(self, at: int) -> bool:
        number = bisect_right(self.gaps, (at, len(self.new))) - 1
        return number >= 0 and at < self.gaps[number][1]
