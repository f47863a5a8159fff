r"""Finding words in a body, and what stands around them.

Offsets are Unicode code points, end exclusive. Paragraphs are lines: only `\n`
separates them (other line separators are ordinary characters of a verbatim text).
"""

from articles.text.normalise import normalise

CONTEXT = 32
"""Characters of context kept on either side of a span (W3C Web Annotation prefix, suffix)."""

_SHOWN = 80


class NotFound(ValueError):
    """The words do not stand in the text, or not that often; the message is for editors."""


def occurrences(body: str, words: str) -> list[int]:
    """Return the start of every exact occurrence, overlapping ones too, in order.

    The comparison is by code point: capitals, accents and kinds of quotation mark
    count. Empty `words` occur nowhere.
    """
    starts: list[int] = []
    if not words:
        return starts
    at = body.find(words)
    while at != -1:
        starts.append(at)
        at = body.find(words, at + 1)
    return starts


def locate(body: str, words: str, occurrence: int = 1) -> tuple[int, int]:
    r"""Return (start, end) of the given occurrence of `words`, counted from 1.

    Line ends in `words` may be those of a web form (`\r\n`); they are normalised.
    Raises NotFound, saying how often the words do occur.
    """
    words = normalise(words)
    if not words:
        raise NotFound("No words are given to look for.")
    starts = occurrences(body, words)
    shown = f"“{_shortened(words)}”"
    if not starts:
        raise NotFound(f"{shown} does not occur in the text")
    if not 1 <= occurrence <= len(starts):
        times = "once" if len(starts) == 1 else f"{len(starts)} times"
        raise NotFound(f"{shown} occurs {times}; there is no occurrence {occurrence}")
    start = starts[occurrence - 1]
    return start, start + len(words)


def context(body: str, start: int, end: int, size: int = CONTEXT) -> tuple[str, str]:
    """Return up to `size` characters before `start` and after `end`."""
    return body[max(0, start - size) : start], body[end : end + size]


def paragraphs(body: str) -> list[tuple[int, int]]:
    r"""Return (start, end) of every line without its `\n`, empty lines included.

    Joining the lines with `\n` gives the body back; an empty body has one empty line.
    """
    bounds = []
    start = 0
    while (end := body.find("\n", start)) != -1:
        bounds.append((start, end))
        start = end + 1
    bounds.append((start, len(body)))
    return bounds


def paragraph_at(body: str, start: int, end: int) -> tuple[int, int]:
    """Return the start of the first and the end of the last paragraph that a span touches.

    A span that ends with a line end does not touch the paragraph after it.
    """
    first = body.rfind("\n", 0, start) + 1
    last = body.find("\n", max(start, end - 1))
    return first, len(body) if last == -1 else last


def _shortened(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
