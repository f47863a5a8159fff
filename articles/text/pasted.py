r"""Finding a passage by words a reader copied or typed.

Copied words are seldom exact: line ends fall elsewhere, quotation marks come out straight, a
heading was in capitals. White space, capitals and the shapes of quotation marks, apostrophes and
dashes are therefore not compared; everything else is. Offsets are Unicode code points, end
exclusive, and never cut a word in two.
"""

import re
from itertools import islice

from articles.text.words import is_whole

_DOUBLE = '"“”„‟«»″＂'
_SINGLE = "'‘’‚‛‹›′ʼ＇"
_DASHES = "-‐‑‒–—―−"
_ALIKE = {
    character: f"[{re.escape(shapes)}]"
    for shapes in (_DOUBLE, _SINGLE, _DASHES)
    for character in shapes
}


def find_pasted(body: str, words: str, until: str = "", *, most: int = 20) -> list[tuple[int, int]]:
    """Return (start, end) of the first `most` places where `words` stand, in order.

    With `until`, a place reaches from `words` to the end of the next occurrence of `until` behind
    them; where there is none, the place is left out. Empty `words` stand nowhere.
    """
    begins = _places(body, words)
    if not until.strip():
        return list(islice(begins, most))
    reaching = []
    for start, end in begins:
        if len(reaching) == most:
            break
        closing = next(_places(body, until, end), None)
        if closing is None:
            break  # nor is there any behind a later place
        reaching.append((start, closing[1]))
    return reaching


def _places(body: str, words: str, start: int = 0):
    parts = words.split()
    if not parts:
        return
    pattern = r"\s+".join("".join(map(_shape, part)) for part in parts)
    for found in re.compile(pattern, re.IGNORECASE).finditer(body, start):
        if is_whole(body, *found.span()):
            yield found.span()


def _shape(character: str) -> str:
    return _ALIKE.get(character) or re.escape(character)
