"""What is wrong with a file: where, what stands there, and why it cannot be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

LISTED = 1000
"""So many problems are listed; the rest are counted."""

_SHOWN = 60
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_PLAINER = {
    "This field cannot be blank.": "This may not be empty.",
    "This field cannot be null.": "This may not be empty.",
}


@dataclass(frozen=True, order=True)
class Problem:
    """One reason why nothing was imported.

    `row` counts as a spreadsheet does (the header is row 1; 0: the file as a whole), `value` is
    the cell as it stands in the file.
    """

    file: str
    row: int
    column: str
    reason: str
    value: str = ""

    def __str__(self) -> str:
        where = [self.file] if self.file else []
        where += [f"row {self.row}"] if self.row else []
        where += [self.column] if self.column else []
        place = ", ".join(where)
        place = place[:1].upper() + place[1:] if not self.file else place
        shown = f" (“{_shortened(self.value)}”)" if self._shows_value else ""
        return f"{place}{shown}: {self.reason}" if place else self.reason

    @property
    def _shows_value(self) -> bool:
        return bool(self.value) and _shortened(self.value) not in self.reason


@dataclass
class Problems:
    """The problems of one import, in the order they were found."""

    listed: list[Problem] = field(default_factory=list)
    count: int = 0

    def __bool__(self) -> bool:
        return self.count > 0

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self.listed, key=lambda one: (one.file, one.row, one.column)))

    def add(self, problem: Problem) -> None:
        """Note a problem; of very many only how many there are."""
        self.count += 1
        if len(self.listed) < LISTED:
            reason, value = _visible(problem.reason), _visible(problem.value)
            self.listed.append(replace(problem, reason=reason, value=value))

    @property
    def unlisted(self) -> int:
        """How many more there are than are listed."""
        return self.count - len(self.listed)


def messages(error: ValidationError) -> Iterator[tuple[str, str]]:
    """The complaints of a ValidationError, each with its field; '' for the record as a whole."""
    if not hasattr(error, "error_dict"):
        yield from (("", _PLAINER.get(message, message)) for message in error.messages)
        return
    for name, texts in error.message_dict.items():
        for text in texts:
            yield "" if name == NON_FIELD_ERRORS else name, _PLAINER.get(text, text)


def _visible(text: str) -> str:
    """The text with line ends, NUL, halves of characters and the like as escapes: it is shown in
    one line and kept in the database.
    """
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _shortened(value: str) -> str:
    return value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
