"""The words by which texts are found: the same for what is indexed and for what is asked.

A token is a folded word (`text.folding`, character by character) of letters, digits and marks.
Scripts without spaces between words (Han, Kana, Thai …) give overlapping pairs of characters, and
the last character of a stretch by itself: 日本国 is 日本, 本国, 国. So one character asked for is
the beginning of a token, two are a token, more are a phrase. A character is never cut from its
marks. Tokens hold a–z, 0–9 and characters beyond ASCII, nothing that means something to an engine.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from operator import add

from articles.text.folding import fold
from articles.text.words import UNSPACED

LONGEST = 100
"""Characters of a token; of longer words the beginning stands for the whole."""

_VOICING = "\u3099\u309a"
_UNSPACED = UNSPACED.pattern[1:-1] + _VOICING
_MARKS = _VOICING + "".join(
    chr(code)
    for code in chain(range(0xE00, 0x1800), range(0xA9E0, 0xAA80))
    if unicodedata.category(chr(code))[0] == "M"
)
_CHARACTERS = re.compile(f"[{_UNSPACED}][{_MARKS}]*")
_HOLDS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_MARKED = re.compile(f"[{_MARKS}]")
_STRETCHES = re.compile(f"([{_UNSPACED}]+)|([^ {_UNSPACED}]+)")

_odd: set[str] = set()
"""Characters met so far that become none or several: where they stand, offsets shift."""


class _Table(dict):
    """What each character becomes, found out when it is first met: a space where words end."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = "".join(one if _in_token(one) else " " for one in fold(character))
        # `fold` strips; what does not vanish within words separates them.
        if not folded and not _vanishes(character):
            folded = " "
        if len(folded) != 1:
            _odd.add(character)
        self[code] = folded
        return folded


def _in_token(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def _vanishes(character: str) -> bool:
    return fold(f"a{character}a") == "aa"


_table = _Table({0: " "})


@dataclass(frozen=True, slots=True)
class Token:
    """A token and where it stands in the text: code points, end exclusive."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a folded text without a separator: a word, or `unspaced` ones."""

    text: str
    start: int
    unspaced: bool


class Folded:
    """A text folded character by character; `text` has a space wherever words end.

    `span` leads back to the text it was made of.
    """

    def __init__(self, text: str):
        self.text = text.translate(_table)
        self._length = len(text)
        self._at: list[int] = []  # where in the folded text a character that shifts begins
        self._from: list[tuple[int, int]] = []  # where it stands in the text, what it became
        if not text.isascii() and not _odd.isdisjoint(text):
            self._note(text)

    def _note(self, text: str) -> None:
        shift = 0
        for match in re.finditer(f"[{re.escape(''.join(_odd.intersection(text)))}]", text):
            became = len(_table[ord(match[0])])
            self._at.append(match.start() + shift)
            self._from.append((match.start(), became))
            shift += became - 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `start:end` of the folded text stands in the text, with marks that vanished."""
        first, last = self._origin(start), self._origin(end - 1)
        after = self._origin(end) if end < len(self.text) else self._length
        return first, max(after, last + 1) if self._shifts(end) else last + 1

    def _origin(self, at: int) -> int:
        found = bisect_right(self._at, at) - 1
        if found < 0:
            return at
        begins, (origin, became) = self._at[found], self._from[found]
        return origin if at < begins + became else origin + 1 + at - begins - became

    def _shifts(self, at: int) -> bool:
        """Whether something vanished just before `at`."""
        found = bisect_right(self._at, at) - 1
        return found >= 0 and self._at[found] == at and self._from[found][1] == 0


def is_unspaced(character: str) -> bool:
    """Whether a character belongs to a script without spaces between words."""
    return not character.isascii() and _HOLDS_UNSPACED.match(character) is not None


def is_spaced(character: str) -> bool:
    """Whether a character belongs to a word between spaces."""
    return (
        character.isalnum()
        if character.isascii()
        else (_in_token(character) and not is_unspaced(character))
    )


def is_mark(character: str) -> bool:
    """Whether a character of a script without spaces belongs to the one before it."""
    return not character.isascii() and _MARKED.match(character) is not None


def index_text(text: str) -> str:
    """The tokens of a text in order, with spaces between: what an engine is given."""
    folded = unicodedata.normalize("NFC", text.translate(_table))
    found = folded.split()
    if not folded.isascii() and _HOLDS_UNSPACED.search(folded):
        found = [token for run in found for token in _of_run(run)]
    if max(map(len, found), default=0) > LONGEST:
        found = [token[:LONGEST] for token in found]
    return " ".join(found)


def letters(tokens: str) -> str:
    """What tokens with spaces between were made of, as one word: texts with the same letters and
    other spaces or punctuation have the same.
    """
    return "".join(
        found[0] if (found := _CHARACTERS.match(token)) else token for token in tokens.split()
    )


def tokens(text: str) -> list[Token]:
    """The tokens of a text with their places; overlapping where words are not spaced."""
    folded = Folded(text)
    return [
        Token(unicodedata.normalize("NFC", token)[:LONGEST], *folded.span(start, end))
        for one in _stretches(folded.text)
        for token, start, end in _tokens(one)
    ]


def asked(text: str) -> tuple[list[Stretch], list[str], bool]:
    """What is looked for when somebody asks for `text`: its stretches, their tokens, and whether
    the last token is only the beginning of one.

    The end of a stretch without spaces need not be one in the text: 日本 is found in 日本国.
    """
    stretches = list(_stretches(unicodedata.normalize("NFC", Folded(text).text)))
    found = [[token[:LONGEST] for token, _, _ in _tokens(one)] for one in stretches]
    begins = False
    if stretches and stretches[-1].unspaced:
        begins = len(found[-1]) == 1
        found[-1] = found[-1][:-1] or found[-1]
    return stretches, [token for some in found for token in some], begins


def _of_run(run: str) -> list[str]:
    """The tokens of characters without a space between."""
    found = []
    for unspaced, spaced in _STRETCHES.findall(run):
        one = _CHARACTERS.findall(unspaced) if _MARKED.search(unspaced) else unspaced
        found += [*map(add, one, one[1:]), one[-1]] if unspaced else [spaced]
    return found


def _stretches(folded: str) -> Iterator[Stretch]:
    for match in _STRETCHES.finditer(folded):
        yield Stretch(match[0], match.start(), match[1] is not None)


def _tokens(stretch: Stretch) -> Iterator[tuple[str, int, int]]:
    """The tokens of a stretch, with their offsets in the folded text."""
    text, start = stretch.text, stretch.start
    if not stretch.unspaced:
        yield text, start, start + len(text)
        return
    ends = [match.end() for match in _CHARACTERS.finditer(text)]
    begins = [0, *ends[:-1]]
    for begin, end in zip(begins, ends[1:], strict=False):
        yield text[begin:end], start + begin, start + end
    yield text[begins[-1] :], start + begins[-1], start + len(text)
