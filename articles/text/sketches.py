"""Small sketches of texts, by which one that is nearly the same is found among very many.

A text is cut into clauses at its punctuation, so that other quotation marks, commas or line ends
change nothing; of the hashes of the longer clauses the smallest few are its sketch (Broder 1997,
“bottom-k”). Texts that share most clauses share most of their sketches, whatever their length; of a
short text, stretches of characters are taken besides, because every clause of it may be touched.
Hashes are those of this process: sketches are compared, not kept.
"""

import re
from collections import Counter

from rapidfuzz.distance import Indel

SIZE = 8
"""Clauses in a sketch."""
ALIKE = 0.9
"""Texts are nearly the same from this share of equal characters on."""

# Blocks of punctuation; vowel signs, which `re` takes for no part of words, are not in them.
_PUNCTUATION = (
    *("!/", ":@", "[`", "{~", "\xa1\xbf", "\u2010\u206f", "\u3001\u303f"),
    *("\uff01\uff0f", "\uff1a\uff20", "।॥", "؟؟", "،،", "؛؛", "۔۔"),
)
_ENDS = {code: "\0" for first, last in _PUNCTUATION for code in range(ord(first), ord(last) + 1)}
_SHORTEST = 24  # characters of a clause that tells something; one of East Asia's needs fewer
_SHORTEST_WIDE = 8
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SHORT = 1000  # characters
_STRETCH = 16
_FUZZY = 60_000  # characters; longer texts are compared clause by clause

Sketch = tuple[int, ...]


def clauses(text: str) -> list[str]:
    """The pieces between punctuation that are long enough to tell something, without capitals."""
    pieces = map(str.strip, " ".join(text.lower().split()).translate(_ENDS).split("\0"))
    if text.isascii():
        return [piece for piece in pieces if len(piece) >= _SHORTEST]
    return [
        piece
        for piece in pieces
        if len(piece) >= _SHORTEST or (len(piece) >= _SHORTEST_WIDE and _WIDE.match(piece))
    ]


def sketch(text: str) -> Sketch:
    """The smallest hashes of a text's clauses and, if it is short, of its stretches."""
    found = sorted(set(map(hash, clauses(text))))[:SIZE]
    if len(text) > _SHORT:
        return tuple(found)
    text = " ".join(text.lower().split())
    last = max(1, len(text) - _STRETCH + 1)
    stretches = {hash(text[at : at + _STRETCH]) for at in range(last)}
    return (*found, *sorted(stretches)[:SIZE])


def similarity(one: str, other: str) -> float:
    """The share of characters in common, in order, from 0 to 1; capitals and white space apart.

    Of long texts, the share of their clauses in common, in whatever order.
    """
    if max(len(one), len(other)) > _FUZZY:
        ours, theirs = Counter(clauses(one)), Counter(clauses(other))
        both = sum(len(piece) * number for piece, number in (ours & theirs).items())
        all_of_them = sum(len(piece) * number for piece, number in (ours | theirs).items())
        return both / all_of_them if all_of_them else 0.0
    one, other = " ".join(one.lower().split()), " ".join(other.lower().split())
    return Indel.normalized_similarity(one, other, score_cutoff=ALIKE / 2)


class Sketches:
    """Which of very many texts share clauses with a new one; a key is an int or a str."""

    def __init__(self):
        self._keys: dict[int, int | str | list[int | str]] = {}

    def add(self, key: int | str, found: Sketch) -> None:
        """Remember a text's sketch under `key`."""
        for one in found:
            known = self._keys.setdefault(one, key)
            if isinstance(known, list):
                known.append(key)
            elif known != key:
                self._keys[one] = [known, key]

    def candidates(self, found: Sketch, *, most: int = 10) -> list[int | str]:
        """Keys of texts that share a clause of the sketch, those that share more first."""
        shared = Counter()
        for one in found:
            if (known := self._keys.get(one)) is not None:
                shared.update(known if isinstance(known, list) else [known])
        return [key for key, _ in shared.most_common(most)]
