"""How like two passages are, from 0 to 1, and how much of such comparing one call may do."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from articles.text.occurrences import context
from articles.text.words import is_whole, runs_on

EFFORT = 800_000_000
"""What one call may spend on looking and comparing: steps of about a nanosecond."""

_END = 64  # characters; of a long passage only so much is fitted at either end
_BETWEEN_WORDS = re.compile(r"\W+")
_REACH = 32  # characters; a word is not followed further than that


class Effort:
    """Steps left to a call. What cannot be afforded is not done, and its span is an orphan."""

    def __init__(self, steps: int = EFFORT):
        self.left = steps

    def affords(self, steps: int) -> bool:
        """Whether so many steps are left; if so, they are spent."""
        if steps > self.left:
            return False
        self.left -= steps
        return True

    def affords_comparing(self, a: int, b: int) -> bool:
        """Whether passages of these lengths may be compared."""
        return self.affords(5_000 + 50 * (a + b) + a * b // 16)

    def affords_fitting(self, size: int, room: int) -> bool:
        """Whether words of this length may be fitted into a passage of that length."""
        return self.affords(60_000 + 2 * min(size, _END) * room)


def lowered(text: str) -> str:
    """`text` without capitals, if that keeps every character in its place."""
    small = text.lower()
    return small if len(small) == len(text) else text


def key(text: str) -> str:
    """What of a text counts when paragraphs are compared: its words."""
    return _BETWEEN_WORDS.sub(" ", text).casefold().strip()


def alike(words: str, others: str) -> float:
    """Return how like the words of two passages are; capitals and punctuation do not count."""
    whole = Indel.normalized_similarity(lowered(words), lowered(others))
    bare, other_bare = key(words), key(others)
    return max(whole, Indel.normalized_similarity(bare, other_bare)) if bare else whole


def surroundings(text: str, start: int, end: int) -> tuple[str, str]:
    """Return up to CONTEXT characters before and after a passage, within the paragraph.

    What is moved or deleted beside a paragraph does not make it unlike itself.
    """
    before, after = context(text, start, end)
    return before.rpartition("\n")[2], after.partition("\n")[0]


def alike_in_all(pairs: Iterable[tuple[str, str]]) -> float:
    """Return how like several pairs of passages are together; longer ones weigh more."""
    pairs = [(lowered(one), lowered(other)) for one, other in pairs]
    size = sum(len(one) + len(other) for one, other in pairs)
    return 1 - sum(Indel.distance(*pair) for pair in pairs) / size if size else 1.0


def fitted(words: str, text: str, start: int, end: int, *, whole: bool) -> tuple[int, int] | None:
    """Return the part of `text[start:end]` most like `words`; with `whole`, no words cut."""
    room = lowered(text[start:end])
    small = lowered(words)
    head = fuzz.partial_ratio_alignment(small[:_END], room)
    tail = fuzz.partial_ratio_alignment(small[-_END:], room)
    if head is None or tail is None or head.dest_start >= tail.dest_end:
        return None
    low, high = start + head.dest_start, start + tail.dest_end
    if whole and not is_whole(text, low, high):
        low = next((at for at in range(low, max(low - _REACH, start) - 1, -1)
                    if not runs_on(text, at)), low)  # fmt: skip
        high = next((at for at in range(high, min(high + _REACH, end) + 1)
                     if not runs_on(text, at)), high)  # fmt: skip
    return low, high
