"""The full-text engine of each database, behind one small interface.

An engine keeps, for each kind of record, the tokens of a title and of a body (`text.tokens`, with
spaces between) under the record's primary key. It knows nothing else of the records. Each module
has the same functions; `engine_of` chooses between them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..query import Query
from . import postgresql, sqlite
from .found import Found

Row = tuple[int, str, str]
"""Primary key, tokens of the title, tokens of the body."""


@dataclass(frozen=True)
class Within:
    """A statement that selects the primary keys among which is searched."""

    statement: str
    parameters: Sequence


class Engine(Protocol):
    """What an engine does. `cursor` is one of Django's, of the database it stands in."""

    def create(self, cursor) -> None:
        """Make the tables, empty."""

    def drop(self, cursor) -> None:
        """Take the tables away."""

    def clear(self, cursor, kind: str) -> None:
        """Forget all rows."""

    def put(self, cursor, kind: str, rows: Iterable[Row]) -> None:
        """Store rows whose keys are not there."""

    def remove(self, cursor, kind: str, keys: Sequence[int]) -> None:
        """Forget rows, if they are there."""

    def stored(self, cursor, kind: str, after: int, most: int) -> list[Row]:
        """The next rows after a key, in order of keys."""

    def find(
        self, cursor, kind: str, query: Query, within: Within | None, limit: int, offset: int
    ) -> Found:
        """What a query finds, the best first, those found alike by key."""


_ENGINES: dict[str, Engine] = {"sqlite": sqlite, "postgresql": postgresql}


def engine_of(connection) -> Engine:
    """The engine of the database behind a connection."""
    return _ENGINES[connection.vendor]


__all__ = ["Engine", "Row", "Within", "engine_of"]
