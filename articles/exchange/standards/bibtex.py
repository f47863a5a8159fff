r"""Citations as BibTeX, in UTF-8, for BibTeX and biblatex alike.

BibTeX counts braces even behind a backslash, so ``\{`` would break the file: a brace is written
as the command that prints it. Titles stand in double braces and keep their capitals; the byline
stands in them too, so that no comma or “and” in it makes other names of it.
"""

import re

from bibtexparser import Library, write_string
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from .partial_dates import Point, points
from .reference import Reference

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_COMMANDS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: "\\" + character for character in "$&#_%"},
    }
)
# Spaces, line ends and other control characters; a line of a value must not look like an entry.
_GAPS = re.compile("[ \x00-\x1f\x7f-\x9f\u2028\u2029]+")


def bibtex_entry(reference: Reference) -> str:
    """One entry with its line end. Without a publisher it is `@misc`, else `@article`."""
    fields = [
        ("author", _whole(reference.byline)),
        ("title", _whole(reference.title)),
        ("journal", _whole(reference.publisher)),
        *_date(reference.published),
        ("url", "{" + reference.address + "}"),
        ("language", _plain(reference.language)),
        ("abstract", _plain(reference.words)),
        ("note", _plain(" ".join(reference.notes))),
    ]
    kind = "article" if reference.publisher else "misc"
    entry = Entry(kind, reference.key, [Field(name, value) for name, value in fields if value])
    form = BibtexFormat()
    form.indent, form.trailing_comma, form.block_separator = "  ", True, "\n"
    return write_string(Library([entry]), bibtex_format=form, unparse_stack=[])


def one_line(text: str) -> str:
    """`text` with line ends and other control characters, and the spaces by them, as a space."""
    return _GAPS.sub(lambda gap: " " if gap[0].strip(" ") else gap[0], text).strip()


def _plain(text: str) -> str:
    text = one_line(text)
    return "{" + text.translate(_COMMANDS) + "}" if text else ""


def _whole(text: str) -> str:
    """A value BibTeX leaves as it is."""
    text = _plain(text)
    return "{" + text + "}" if text else ""


def _date(published: str) -> list[tuple[str, str]]:
    """`year` and `month` for BibTeX, `date` (EDTF, as biblatex reads it) for what they cannot say.

    Nothing for a date that is not made of plain points; the note says it in words.
    """
    found = points(published)
    if not found:
        return []
    years = list(dict.fromkeys(f"{point.year:04}" for point in found))
    fields = [("year", "{" + "--".join(years) + "}")]
    if len(found) == 1 and found[0].month:
        fields.append(("month", _MONTHS[found[0].month - 1]))
    if not _said_by_month(found):
        fields.append(("date", "{" + published + "}"))
    return fields


def _said_by_month(found: list[Point]) -> bool:
    only = found[0]
    return len(found) == 1 and not (only.day or only.season or only.about)
