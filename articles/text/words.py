"""Where words begin and end, so that “Japan” is found in “Japan’s” and not in “Japanese”.

Letters, digits, marks and connectors (_) make words; apostrophes and hyphens end them. Scripts
that are written without spaces (Han, Kana, Thai …) show no words to a program: there any place
between two characters will do. A character is never cut from its marks. Offsets are Unicode
code points, end exclusive. The workbench's `words.js` goes by the same rules.
"""

import re
import unicodedata

from articles.text.occurrences import occurrences

# By blocks, as far as they hold letters: Thai, Lao, Tibetan, Myanmar, Khmer, Kana, Han.
UNSPACED = re.compile(
    "[\u0e01-\u0edf\u0f00-\u0fff\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f\u1780-\u17ff"
    "\u3041-\u3098\u309d-\u309f\u30a1-\u30ff\u31f0-\u31ff\uff66-\uff9d"
    "\U0001aff0-\U0001afff\U0001b000-\U0001b16f"
    "\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00016fe3\U00016ff0-\U00016ff1\U00020000-\U0003fffd]"
)

_JOINER = "\u200d"
_VOICING = "\uff9e\uff9f"  # of half-width Kana: letters by name, marks by use


def is_whole(body: str, start: int, end: int) -> bool:
    """Whether no word runs on across either end of `start:end`."""
    return not runs_on(body, start) and not runs_on(body, end)


def runs_on(body: str, at: int) -> bool:
    """Whether the place `at`, between two characters, lies inside a word or a character."""
    if not 0 < at < len(body):
        return False
    before, after = body[at - 1], body[at]
    if before == "\n":
        return False
    return _is_mark(after) or before == _JOINER or (_in_word(before) and _in_word(after))


def whole_occurrences(body: str, words: str) -> list[tuple[int, int]]:
    """Return (start, end) of every exact occurrence of `words` that is whole, in order.

    Occurrences that overlap are all given; empty `words` occur nowhere.
    """
    found = ((start, start + len(words)) for start in occurrences(body, words))
    return [place for place in found if is_whole(body, *place)]


def _is_mark(character: str) -> bool:
    return (
        unicodedata.category(character).startswith("M")
        or character == _JOINER
        or character in _VOICING
    )


def _in_word(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character == "_"
    category = unicodedata.category(character)
    return (category[0] in "LNM" or category == "Pc") and not UNSPACED.match(character)
