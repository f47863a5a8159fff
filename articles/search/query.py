"""What people type into the search field, understood.

Words must all occur. “Words in quotation marks” must occur one after the other; `word*` is the
beginning of a word; `-word` and `-"some words"` must not occur. Anything else is only itself: no
sign of an engine's language means anything here, and no text is an error.
"""

import re
from dataclasses import dataclass, replace

from ..text.tokens import Stretch, asked

LONGEST = 500
"""Characters of a query that are looked at."""
MOST = 32
"""Clauses that are looked for."""
SHORTEST_BEGINNING = 2
"""Letters of which the beginning of a word must have, where words are spaced: with one, nearly
every text has such a word.
"""

_QUOTES = '"“”„‟«»'
_CLAUSE = re.compile(
    rf"(?P<not>-?)(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<word>[^\s{_QUOTES}]+))"
)


@dataclass(frozen=True)
class Clause:
    """Tokens that occur one after the other; with `begins`, the last is the beginning of one.

    `stretches` is the same for whoever looks for it in a text, not in an index; `typed` in small
    letters with the accents that were typed, if it is a single word and has any.
    """

    tokens: tuple[str, ...]
    begins: bool
    stretches: tuple[Stretch, ...]
    typed: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class Query:
    """What is wanted and what is not. `shortened`: more was typed than is looked for.

    With nothing `wanted`, nothing is found.
    """

    wanted: tuple[Clause, ...] = ()
    unwanted: tuple[Clause, ...] = ()
    shortened: bool = False


def parse(text: str) -> Query:
    """Understand any text whatever; of a very long one, only the beginning."""
    wanted: dict[tuple, Clause] = {}
    unwanted: dict[tuple, Clause] = {}
    for match in _CLAUSE.finditer(text[:LONGEST]):
        excluded, phrase, word = match.groups()
        words = word if phrase is None else phrase
        # Before a phrase a hyphen that ends a word says nothing: state-“owned”.
        before = text[match.start() - 1 : match.start()]
        excluded = excluded and (not before or before.isspace())
        after = text[match.end() : match.end() + 1]
        star = words.endswith("*") if phrase is None else after == "*"
        if (clause := _clause(words, begins=star)) is not None:
            kind = unwanted if excluded else wanted
            kind.setdefault((clause.tokens, clause.begins), clause)
    everything = [*wanted.items(), *unwanted.items()]
    kept = dict(everything[:MOST])
    return Query(
        tuple(clause for key, clause in wanted.items() if key in kept),
        tuple(clause for key, clause in unwanted.items() if key in kept),
        shortened=len(text) > LONGEST or len(everything) > MOST,
    )


def _clause(words: str, *, begins: bool) -> Clause | None:
    """What is to be found for some words; None if there is nothing in them to look for."""
    stretches, tokens, cut = asked(words)
    if not tokens:
        return None
    begins = begins and not stretches[-1].unspaced and len(tokens[-1]) >= SHORTEST_BEGINNING
    typed = words.strip("*").lower()
    accented = len(stretches) == 1 and typed.isalpha() and typed != stretches[0].text
    return Clause(
        tuple(tokens),
        begins or cut,
        tuple(stretches),
        (replace(stretches[0], text=typed),) if accented else (),
    )
