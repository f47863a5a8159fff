r"""Which characters of an old text are which characters of a new one.

From the coarse to the fine: paragraphs (by `difflib`, between paragraphs that occur only once),
in changed ones words, in changed words letters (both by diff-match-patch, Myers 1986).

Nothing here is quadratic in a whole text, whatever the text: paragraphs may cost LINE_STEPS, all
words and letters together DIFF_SECONDS. What is beyond that counts as replaced.
"""

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

from diff_match_patch import diff_match_patch

from articles.text.likeness import key, lowered
from articles.text.occurrences import paragraphs
from articles.text.sequences import Match, common, common_once, in_order, joined

DIFF_SECONDS = 1.0
"""Time for all comparing of words and letters in one call."""

LINE_STEPS = 1_000_000
"""Comparisons of paragraphs allowed to `difflib` in one call, about a quarter of a second."""

RECOGNISED = 12
"""Characters from which on the same text is no longer the same by chance."""

_LONG = 2_000  # words; beyond, passages that occur once divide the work
_PASSAGE = 4  # words
_LETTERS = 1_000  # characters; beyond, letters that two replaced passages share mean nothing

_NUMBERS = sys.maxunicode
_UNSPACED = "\u0e00-\u10ff\u1780-\u17ff\u2600-\u27bf\u2e80-\U0003ffff"  # each a word by itself
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")

_DIFFER = diff_match_patch()
_DIFFER.Diff_Timeout = 0  # no half matches: their search is quadratic and heeds no deadline
EQUAL, DELETE, INSERT = _DIFFER.DIFF_EQUAL, _DIFFER.DIFF_DELETE, _DIFFER.DIFF_INSERT


@dataclass(frozen=True, slots=True)
class Run:
    """`length` characters from `old` on stand, but for capitals, in the new text from `new` on.

    `beside` is 0 where that is sure. Where it is not, a few characters stand between changes
    larger than they are, equal perhaps by chance; it is the size of the larger change.
    """

    old: int
    new: int
    length: int
    beside: int = 0

    @property
    def sure(self) -> bool:
        return self.beside == 0


class Clock:
    """The time that is left of DIFF_SECONDS."""

    def __init__(self):
        self.end = time.time() + DIFF_SECONDS

    def deadline(self) -> float:
        """One difficult passage may take a quarter of what is left, so that all get their turn."""
        now = time.time()
        return now + (self.end - now) / 4


def runs(old: str, new: str) -> list[Run]:
    """Return what corresponds in both texts, in order, as few runs as possible.

    The order is the same in both texts: of two passages that changed places one corresponds.
    """
    lines, new_lines = paragraphs(old), paragraphs(new)
    matches = aligned([old[a:b] for a, b in lines], [new[a:b] for a, b in new_lines])
    starts = [start for start, _ in lines] + [len(old) + 1]
    new_starts = [start for start, _ in new_lines] + [len(new) + 1]
    clock, found = Clock(), []
    line = new_line = 0
    for first, new_first, count in chain(matches, [(len(lines), len(new_lines), 0)]):
        found += matched(
            old[starts[line] : starts[first]], new[new_starts[new_line] : new_starts[new_first]],
            clock, starts[line], new_starts[new_line],
        )  # fmt: skip
        for at in range(count):
            begin, new_begin = starts[first + at], new_starts[new_first + at]
            text = old[begin : starts[first + at + 1]]
            new_text = new[new_begin : new_starts[new_first + at + 1]]
            if text == new_text:
                found.append((begin, new_begin, len(text)))
            else:
                found += matched(text, new_text, clock, begin, new_begin)
        line, new_line = first + count, new_first + count
    return judged(joined(found), len(old), len(new))


def aligned(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Return which lines correspond: those alike but for capitals and punctuation."""
    before, after = _keys(old, new), _keys(new, old)
    steps, found = LINE_STEPS, []
    once = in_order(common_once(before, after))
    at = new_at = 0
    for here, there in [*once, (len(before), len(after))]:
        a, b = before[at:here], after[new_at:there]
        head = common(zip(a, b, strict=False))
        tail = common(zip(reversed(a[head:]), reversed(b[head:]), strict=False))
        found.append((at, new_at, head))
        a, b = a[head : len(a) - tail], b[head : len(b) - tail]
        counted = Counter(b)
        pairs = sum(counted[key] for key in a)
        cost = (len(a) + len(b) + pairs) * min(len(a), len(b), pairs)
        if 0 < cost <= steps:
            steps -= cost
            blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
            found += [(at + head + i, new_at + head + j, count) for i, j, count in blocks]
        found.append((here - tail, there - tail, tail + (here < len(before))))
        at, new_at = here + 1, there + 1
    return joined(found)


def matched(
    old: str, new: str, clock: Clock, offset: int = 0, new_offset: int = 0
) -> Iterator[Match]:
    """Yield equal words, what stands between them, and equal letters of changed words.

    In order, as matches of characters; the offsets are added to their places.
    """
    if not old or not new:
        return
    old, new = lowered(old), lowered(new)
    at = new_at = 0
    for start, new_start, length in chain(
        matched_words(old, new, clock), [(len(old), len(new), 0)]
    ):
        for i, j, size in _matched_letters(old[at:start], new[new_at:new_start], clock):
            yield offset + at + i, new_offset + new_at + j, size
        yield offset + start, new_offset + new_start, length
        at, new_at = start + length, new_start + length


def matched_words(old: str, new: str, clock: Clock) -> Iterator[Match]:
    """Yield equal words in order, as matches of characters."""
    words = [match.span() for match in _WORD.finditer(old)]
    new_words = [match.span() for match in _WORD.finditer(new)]
    a, b = _numbered([old[i:j] for i, j in words], [new[i:j] for i, j in new_words])
    for number, new_number in _matched_numbers(a, b, clock):
        start, end = words[number]
        yield start, new_words[new_number][0], end - start


def _matched_numbers(a: str, b: str, clock: Clock) -> Iterator[tuple[int, int]]:
    """Yield the places that correspond in two texts whose characters stand for words."""
    anchors = []
    if len(a) + len(b) > _LONG:
        passages = [
            [text[at : at + _PASSAGE] for at in range(len(text) - _PASSAGE + 1)] for text in (a, b)
        ]
        anchors = in_order(common_once(*passages))
    at = new_at = 0
    for here, there in [*anchors, (len(a), len(b))]:
        for i, j, length in _diffed(a[at:here], b[new_at:there], clock.deadline()):
            yield from ((at + i + n, new_at + j + n) for n in range(length))
        if here < len(a) and there < len(b):
            yield here, there
        at, new_at = here + 1, there + 1


def _matched_letters(old: str, new: str, clock: Clock) -> Iterator[Match]:
    if old == new:
        return iter([(0, 0, len(old))])
    few = len(old) + len(new) <= _LETTERS
    return _diffed(old, new, clock.deadline() if few else 0)


def _diffed(a: str, b: str, deadline: float) -> Iterator[Match]:
    """Yield what is equal by a diff of characters. Past the deadline: equal beginnings and ends."""
    if not a or not b:
        return
    at = new_at = 0
    for kind, text in _DIFFER.diff_main(a, b, False, deadline):
        if kind == EQUAL:
            yield at, new_at, len(text)
        at += len(text) if kind != INSERT else 0
        new_at += len(text) if kind != DELETE else 0


def _keys(lines: Sequence[str], others: Sequence[str]) -> list[str]:
    """Keys of lines; a line that also stands in the other text is its own, which is faster."""
    known = frozenset(others)
    return [line if line in known else key(line) for line in lines]


def _numbered(words: list[str], new_words: list[str]) -> tuple[str, str]:
    """Return both as texts with one character for each word, the same for equal words.

    In the new text what the old one has not is 1; what is beyond Unicode's numbers in the old
    one is 0, and equals nothing.
    """
    numbers: dict[str, str] = {}
    for word in words:
        if word not in numbers:
            number = len(numbers) + 2
            numbers[word] = chr(number) if number <= _NUMBERS else "\0"
    a = "".join([numbers[word] for word in words])
    b = "".join([numbers.get(word, "\1") for word in new_words])
    return a, b.replace("\0", "\1")


def judged(matches: list[Match], old_length: int, new_length: int) -> list[Run]:
    """Return runs; those are not sure that are short, and smaller than the changes about them."""
    begin, end = (0, 0, 0), (old_length, new_length, 0)
    sure: list[Match] = [begin]
    for match in [*matches, end]:
        while len(sure) > 1 and _by_chance(*sure[-2:], match):
            sure.pop()
        sure.append(match)
    judged = []
    before, following = begin, iter(sure[1:])
    after = next(following)
    for match in matches:
        old, new, length = match
        beside = 0
        if match == after:
            before, after = match, next(following)
        else:
            beside = max(_gap(before, match), _gap(match, after))
        length = min(length, old_length - old, new_length - new)
        if length > 0:
            judged.append(Run(old, new, length, beside))
    return judged


def _by_chance(before: Match, match: Match, after: Match) -> bool:
    """Whether something so short may well be equal by chance between changes so large."""
    length, changes = match[2], min(_gap(before, match), _gap(match, after))
    return length <= changes and length < min(max(RECOGNISED, changes // 4), 2 * RECOGNISED)


def _gap(one: Match, other: Match) -> int:
    return max(other[0] - one[0], other[1] - one[1]) - one[2]
