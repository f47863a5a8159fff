"""What is read from one file: a text, and what the file says about it."""

import re
from dataclasses import dataclass, field

LONGEST_TITLE = 200
"""Characters. A longer first line is no title but a paragraph."""

_BLANK = re.compile(r"\s*\Z")


class UnreadableText(ValueError):
    """No article can be made of this file; the message says why, for whoever has it."""


@dataclass
class ReadText:
    """A text as it stands in a file, with what the file says; `notes` are told to the editor.

    `publisher` is a name that may be an entity's. A title is `title_supplied` when it is ours
    because the text shows none.
    """

    body: str
    title: str = ""
    title_supplied: bool = False
    byline: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    publisher: str = ""
    notes: list[str] = field(default_factory=list)


def first_line_as_title(body: str) -> str:
    """The first line that is not empty, if it looks like a title: short, alone in its paragraph,
    with text after it. Else nothing.
    """
    lines = body.lstrip("\n").split("\n")
    while lines and _BLANK.match(lines[0]):
        lines.pop(0)
    if len(lines) < 3 or not _BLANK.match(lines[1]) or not any(map(str.strip, lines[2:])):
        return ""
    title = " ".join(lines[0].split())
    return title if len(title) <= LONGEST_TITLE else ""


def title_from_name(name: str) -> str:
    """A title made from a file's name: without folders and extension, `_` read as a space."""
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
    return " ".join(stem.replace("_", " ").split())[:500] or name
