"""How like two names are, and how sure a candidate is. Pure: no database is asked.

Scores are from 0 to 100. Only the same name, folded, has 100; only that, or an identifier, makes a
match without a person looking.
"""

import re
from collections.abc import Collection

from rapidfuzz import fuzz

LEAST = 60.0
"""A candidate below is none."""
SAME_BUT_PUNCTUATION = 98.0
SAME_WORDS = 96.0
PART = (60.0, 92.0)
"""For a name with all the words of the other and more: by how much of it they are."""
WEIGHT_OF_PROPERTIES = 0.4
WRONG_TYPE = 0.7
CONTRADICTS = 0.6
"""A property that agrees less than so keeps a candidate from being a match."""

_PUNCTUATION = re.compile(r"[,;:.!?()\[\]\"'/&-]+")


def bare(name: str) -> str:
    """A folded name without its punctuation."""
    return " ".join(_PUNCTUATION.sub(" ", name).split())


def likeness(one: str, other: str) -> float:
    """How like two folded names are, from 0 to 100.

    Differences of spelling count by letters (Indel distance, as in rapidfuzz); the order of words
    counts little, and so do words that only one of the two has.
    """
    if one == other:
        return 100.0
    one, other = bare(one), bare(other)
    if not one or not other:
        return 0.0
    if one == other:
        return SAME_BUT_PUNCTUATION
    words, others = one.split(), other.split()
    if sorted(words) == sorted(others):
        return SAME_WORDS
    spelt = max(fuzz.ratio(one, other), 0.97 * fuzz.token_sort_ratio(one, other))
    return min(max(spelt, _as_part(set(words), set(others))), SAME_WORDS - 1)


def _as_part(words: Collection[str], others: Collection[str]) -> float:
    fewer, more = sorted((words, others), key=len)
    if not fewer <= more:
        return 0.0
    low, high = PART
    return low + (high - low) * sum(map(len, fewer)) / sum(map(len, more))


def blended(name_score: float | None, agreements: Collection[float | None]) -> float:
    """The score of a candidate by its name and by how its properties agree with those asked.

    Without a name asked (None), by its properties alone. Of what nothing can be said, None, is left
    out when there is a name, and agrees in no way when there is not.
    """
    said = [degree for degree in agreements if degree is not None]
    if name_score is None:
        return 100 * sum(said) / len(agreements) if agreements else 0.0
    if not said:
        return name_score
    share = WEIGHT_OF_PROPERTIES
    return (1 - share) * name_score + share * 100 * sum(said) / len(said)
