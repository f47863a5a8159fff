"""Which names stand together in the paragraphs of a text."""

from collections import Counter
from collections.abc import Iterable


def company(body: str, named: Iterable[tuple[int, int]], about: int) -> Counter[int]:
    """Count, for each other name, the paragraphs of `body` that it shares with `about`.

    `named` has (start, key) of every passage that names something, in any order; `about` is one
    of the keys. A name counts once a paragraph, however often it stands there; a passage over
    several paragraphs counts in the one where it begins. Linear in the text.
    """
    by_line: dict[int, set[int]] = {}
    line = at = 0
    for start, key in sorted(named):
        line += body.count("\n", at, start)
        at = start
        by_line.setdefault(line, set()).add(key)
    together: Counter[int] = Counter()
    for keys in by_line.values():
        if about in keys:
            together.update(keys - {about})
    return together
