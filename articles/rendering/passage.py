"""A span in its context, for concordances: some words before, the words, some words after."""

import unicodedata
from dataclasses import dataclass

from ..models import Span
from ..text.occurrences import CONTEXT

CUT = "…"

# Scripts without spaces are dense and wide: half as many characters say as much.
_UNSPACED = CONTEXT // 2

# What belongs to the character before it, and must not begin a piece of text: marks, joiners.
_TRAILING = frozenset(("Mn", "Mc", "Me", "Cf"))


@dataclass(frozen=True, slots=True)
class Passage:
    """A span and what stands around it in its paragraph; `…` tells that there is more."""

    span: Span
    before: str
    after: str


def passage(span: Span) -> Passage:
    """The span with its stored context, cut at words and at the ends of its paragraph.

    The span needs its text version. Show it only with the text (`.public()` spans of mentions).
    """
    after_end = None if span.end is None else span.text_version.characters - span.end
    return Passage(
        span,
        words_before(span.prefix, more=span.start is None or span.start > len(span.prefix)),
        words_after(span.suffix, more=after_end is None or after_end > len(span.suffix)),
    )


def words_before(prefix: str, *, more: bool) -> str:
    r"""Return the whole words at the end of `prefix`, from the last line end on.

    `more`: the text goes on before `prefix`, so its first word may be half a word.
    """
    _, line_end, line = prefix.rpartition("\n")
    if line_end or not more:
        return line.lstrip() if line_end else line
    _, space, whole = line.partition(" ")
    if space and whole.strip():
        return f"{CUT} {whole}"
    return CUT + _whole_characters(line[-_UNSPACED:])


def words_after(suffix: str, *, more: bool) -> str:
    r"""Return the whole words at the beginning of `suffix`, up to the first line end.

    `more`: the text goes on after `suffix`, so its last word may be half a word.
    """
    line, line_end, _ = suffix.partition("\n")
    if line_end or not more:
        return line.rstrip() if line_end else line
    whole, space, _ = line.rpartition(" ")
    if space and whole.strip():
        return f"{whole} {CUT}"
    return line[:_UNSPACED].rstrip("\u200d") + CUT


def _whole_characters(text: str) -> str:
    at = 0
    while at < len(text) and unicodedata.category(text[at]) in _TRAILING:
        at += 1
    return text[at:]
