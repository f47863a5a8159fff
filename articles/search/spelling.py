"""Names that are nearly another, by rapidfuzz. Everything here is folded; no database is asked.

All names come as one text, a name a line: a word is found in it many times faster than in one
name after another. Differences are counted as letters to put in, leave out, replace or swap
(optimal string alignment); one in five letters is let pass, and never more than three.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

Differences = dict[str, int]
"""Names with how much they differ; 0 is the same name."""

FORGIVEN_IN = 5
"""Letters of which one may differ; in less, none may."""
MOST = 3
IN_OTHER_ORDER = 1
ONE_WORD_MORE = 3

_PUNCTUATION = ",;:.!?()[]\"'-/"


def words(text: str) -> list[str]:
    """The words of a name or a query, each once, without the punctuation around them."""
    bare = (word.strip(_PUNCTUATION) or word for word in text.split())
    return list(dict.fromkeys(bare))


def misspelt(query: str, names: str) -> Differences:
    """Names that have every word of `query`, spelt nearly so; or are nearly the whole of it."""
    lines, known = _apart(names)
    found = _near(query, lines)
    asked = [(word, _near(word, known)) for word in words(query)]
    rarest, near = min(asked, key=lambda one: len(one[1]))
    for name in _lines_with({rarest, *near}, names):
        apart = [_least(word, near, name) for word, near in asked]
        if None not in apart:
            _keep_least(found, name, sum(apart))
    return found


def alike(name: str, names: str) -> Differences:
    """Names so like `name` that the same may be meant.

    They are nearly spelt so, or have the same words in another order (one at least spelt alike),
    or one has a word more than the other.
    """
    found = _near(name, _apart(names)[0])
    given = words(name)
    in_order = " ".join(sorted(given))
    telling = sorted(given, key=len)[-2:]  # with a word less, the other still has one of these
    begun = [before + word for word in telling for before in " \n"]
    for other in _lines_with(begun, f"\n{names}"):
        others = words(other)
        apart = OSA.distance(in_order, " ".join(sorted(others)), score_cutoff=_let_pass(name))
        if apart <= _let_pass(name):
            _keep_least(found, other, apart + IN_OTHER_ORDER)
        elif len(set(given) ^ set(others)) == 1:
            _keep_least(found, other, ONE_WORD_MORE)
    return found


@lru_cache(maxsize=2)
def _apart(names: str) -> tuple[list[str], set[str]]:
    """The lines of a text and its words. While somebody types, it is the same again and again:
    the names of entities, and those of sources.
    """
    return names.split("\n"), set(names.split())


def _lines_with(wanted: Iterable[str], text: str) -> Iterator[str]:
    """The lines in which one of `wanted` stands; with two of them, twice."""
    for words in wanted:
        at = text.find(words)
        while at != -1:
            start, end = text.rfind("\n", 0, at + 1) + 1, text.find("\n", at + 1)
            end = len(text) if end == -1 else end
            yield text[start:end]
            at = text.find(words, end)


def _near(text: str, others: Collection[str]) -> Differences:
    near = process.extract(
        text, others, scorer=OSA.distance, score_cutoff=_let_pass(text), limit=None
    )
    return {other: apart for other, apart, _ in near}


def _let_pass(text: str) -> int:
    return min(len(text) // FORGIVEN_IN, MOST)


def _least(word: str, near: Differences, name: str) -> int | None:
    """How little one of the words of `name` differs from `word`; None if it has nothing like it."""
    if word in name:
        return 0
    return min((near[other] for other in name.split() if other in near), default=None)


def _keep_least(found: Differences, name: str, apart: int) -> None:
    found[name] = min(apart, found.get(name, apart))
