"""A table: rows of one dataset, read as often as needed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

Row = tuple[int, list[str]]
Open = Callable[[], "contextmanager[BinaryIO]"]


class UnreadableTable(ValueError):
    """The file is not what its name promises; the message is for editors."""


@dataclass(frozen=True)
class Table:
    """Rows for one dataset. `read` gives the number of each row and its cells, anew every time.

    Rows are numbered as in a spreadsheet: the first below the header is row 2. `encoding` is
    named when it was not UTF-8.
    """

    dataset: str
    file: str
    headers: tuple[str, ...]
    read: Callable[[], Iterator[Row]]
    encoding: str = ""

    def rows(self) -> Iterator[Row]:
        """The rows that hold anything. Raises UnreadableTable, naming the place."""
        for number, row in self.read():
            if any(row):
                yield number, row
