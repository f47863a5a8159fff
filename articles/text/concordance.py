"""The order of a concordance: passages sorted by the words beside them.

Sorted by what follows, “Moscow said” comes before “Moscow was”; by what stands before, words are
compared from the passage backwards, as readers' eyes go. Capitals, accents and punctuation do not
count (`text.folding`); of scripts without spaces every character is a word.
"""

import re
import unicodedata

from articles.text.folding import fold
from articles.text.words import UNSPACED

_ASCII_WORDS = re.compile(r"[a-z0-9_]+(?:['-][a-z0-9_]+)*")
_SPLIT = re.compile(f"{UNSPACED.pattern}|(?:(?!{UNSPACED.pattern}).)+")


def left_key(prefix: str) -> tuple[str, ...]:
    r"""Return the sort key of a passage by the words before it, the nearest first.

    `prefix` is what stands before it; of another paragraph (before a `\n`) nothing counts, so
    passages that begin a paragraph have the empty key and come first.
    """
    return tuple(reversed(_words(prefix.rpartition("\n")[2])))


def right_key(suffix: str) -> tuple[str, ...]:
    r"""Return the sort key of a passage by the words after it, up to the end of its paragraph."""
    return tuple(_words(suffix.partition("\n")[0]))


def _words(context: str) -> list[str]:
    folded = fold(context)
    if folded.isascii():
        return _ASCII_WORDS.findall(folded)
    whole = (_bare(word) for word in folded.split())
    return [part for word in whole if word for part in _SPLIT.findall(word)]


def _bare(word: str) -> str:
    """The word without punctuation at its ends; marks belong to the letter before them."""
    start, end = 0, len(word)
    while start < end and not word[start].isalnum():
        start += 1
    while start < end and not (
        word[end - 1].isalnum() or unicodedata.category(word[end - 1])[0] == "M"
    ):
        end -= 1
    return word[start:end]
