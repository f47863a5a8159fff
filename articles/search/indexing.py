"""Keeping the index in step with the archive.

Every change brings its records up to date before it is committed (`editing.following`). What the
index holds follows from the records alone, so it can be made anew at any time.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db import connection, transaction

from ..models.advisory import Advisory, lock
from ..text.tokens import index_text
from . import alike_keys
from .documents import DOCUMENTS
from .engines import Row, engine_of
from .engines.tables import KINDS, STATE

VERSION = f"1, Unicode {unicodedata.unidata_version}"
"""Raise it when the same texts have other tokens, or an engine stores them otherwise: `rebuild`."""

_ROWS = 100
"""Records read at once: each may have a text of a megabyte."""

Progress = Callable[[str, int], None]
"""Is told how many records of a kind are done."""


@dataclass
class Drift:
    """Where the index of a kind differs from the archive: keys of records."""

    missing: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)
    superfluous: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def keys(self) -> list[int]:
        """All of them, each once."""
        return sorted({*self.missing, *self.stale, *self.superfluous})


def index(kind: str, keys: Iterable[int]) -> None:
    """Bring the index of the records with these keys up to date, whatever became of them."""
    keys = iter(keys)
    while chunk := sorted(set(islice(keys, _ROWS))):
        rows = _rows(DOCUMENTS[kind].of(chunk))
        with connection.cursor() as cursor:
            engine_of(connection).remove(cursor, kind, chunk)
            if kind == "quotations":
                alike_keys.remove(cursor, chunk)
            _put(cursor, kind, rows)


@transaction.atomic
def repair(kind: str, keys: Iterable[int]) -> None:
    """As `index`, outside of a change: nobody else changes the index meanwhile."""
    lock(Advisory.FOLLOWING)
    index(kind, keys)


def create_tables(cursor) -> None:
    """Make all that the index stands in, empty; it is not of this version until `rebuild`."""
    engine_of(connection).create(cursor)
    alike_keys.create(cursor)
    cursor.execute(f"CREATE TABLE {STATE} (version varchar(100) NOT NULL)")


def drop_tables(cursor) -> None:
    """Take it all away."""
    engine_of(connection).drop(cursor)
    alike_keys.drop(cursor)
    cursor.execute(f"DROP TABLE IF EXISTS {STATE}")


@transaction.atomic
def rebuild(progress: Progress | None = None) -> None:
    """Make the whole index anew; whoever would change it meanwhile waits."""
    lock(Advisory.FOLLOWING)
    engine = engine_of(connection)
    with connection.cursor() as cursor:
        alike_keys.clear(cursor)
        for kind in KINDS:
            engine.clear(cursor, kind)
            done = 0
            for rows in _expected(kind):
                _put(cursor, kind, rows)
                done += len(rows)
                if progress is not None:
                    progress(kind, done)
        _note_version(cursor)


def drift(kind: str, progress: Progress | None = None) -> Drift:
    """Where the index is not what it must be. Call it in a snapshot: it asks more than once."""
    found = Drift()
    stored = (row for rows in _stored(kind) for row in rows)
    row, done = next(stored, None), 0
    for rows in _expected(kind):
        for expected in rows:
            while row is not None and row[0] < expected[0]:
                found.superfluous.append(row[0])
                row = next(stored, None)
            if row is None or row[0] > expected[0]:
                found.missing.append(expected[0])
                continue
            if tuple(row) != expected:
                found.stale.append(expected[0])
            row = next(stored, None)
        if kind == "quotations":
            found.stale += _wrong_numbers(rows)
        done += len(rows)
        if progress is not None:
            progress(kind, done)
    found.superfluous += [key for key, *_ in ([row, *stored] if row else ())]
    if kind == "quotations":
        with connection.cursor() as cursor:
            found.superfluous += alike_keys.strays(cursor)
    return found


def is_outdated() -> bool:
    """Whether the whole index must be made anew: of another version, or one side is empty."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT version FROM {STATE}")  # noqa: S608 - a constant
        if [version for (version,) in cursor.fetchall()] != [VERSION]:
            return True
        engine = engine_of(connection)
        return any(
            bool(engine.stored(cursor, kind, 0, 1)) != bool(DOCUMENTS[kind].after(0, 1))
            for kind in KINDS
        )


def _wrong_numbers(rows: list[Row]) -> list[int]:
    with connection.cursor() as cursor:
        return alike_keys.wrong(cursor, [(key, body) for key, _, body in rows])


def _put(cursor, kind: str, rows: list[Row]) -> None:
    if not rows:
        return
    engine_of(connection).put(cursor, kind, rows)
    if kind == "quotations":
        alike_keys.put(cursor, [(key, body) for key, _, body in rows])


def _rows(documents: list[tuple[int, str, str]]) -> list[Row]:
    return [(key, index_text(title), index_text(body)) for key, title, body in documents]


def _expected(kind: str) -> Iterator[list[Row]]:
    """What the index must hold, by key."""
    after = 0
    while rows := _rows(DOCUMENTS[kind].after(after, _ROWS)):
        yield rows
        after = rows[-1][0]


def _stored(kind: str) -> Iterator[list[Row]]:
    """What it holds, by key."""
    after = 0
    with connection.cursor() as cursor:
        while rows := engine_of(connection).stored(cursor, kind, after, _ROWS):
            yield rows
            after = rows[-1][0]


def _note_version(cursor) -> None:
    cursor.execute(f"DELETE FROM {STATE}")  # noqa: S608 - a constant
    cursor.execute(f"INSERT INTO {STATE} (version) VALUES (%s)", [VERSION])  # noqa: S608
