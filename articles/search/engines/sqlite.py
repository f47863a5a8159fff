"""SQLite's FTS5. Tokens are made before (`text.tokens`), so its simplest tokenizer will do."""

from collections.abc import Iterable, Sequence

from ..query import Clause, Query
from .found import Found
from .tables import KINDS, table

TITLE_WEIGHT = 8
"""A word of the title counts as much as so many of the body."""


def create(cursor) -> None:
    """See `Engine`."""
    for kind in KINDS:
        _create(cursor, kind)


def drop(cursor) -> None:
    """See `Engine`."""
    for kind in KINDS:
        cursor.execute(f"DROP TABLE IF EXISTS {table(kind)}")


def clear(cursor, kind: str) -> None:
    """See `Engine`."""
    # FTS5 would take the rows out of its index one by one.
    cursor.execute(f"DROP TABLE {table(kind)}")
    _create(cursor, kind)


def _create(cursor, kind: str) -> None:
    name = table(kind)
    cursor.execute(
        f"CREATE VIRTUAL TABLE {name} USING fts5(title, body, tokenize = 'ascii', prefix = '1 2 3')"
    )
    rank = f"bm25({TITLE_WEIGHT}, 1)"
    cursor.execute(f"INSERT INTO {name}({name}, rank) VALUES ('rank', '{rank}')")  # noqa: S608


def put(cursor, kind: str, rows: Iterable) -> None:
    """See `Engine`."""
    cursor.executemany(
        f"INSERT INTO {table(kind)}(rowid, title, body) VALUES (%s, %s, %s)",  # noqa: S608
        list(rows),
    )


def remove(cursor, kind: str, keys: Sequence[int]) -> None:
    """See `Engine`."""
    marks = ", ".join(["%s"] * len(keys))
    cursor.execute(f"DELETE FROM {table(kind)} WHERE rowid IN ({marks})", keys)  # noqa: S608


def stored(cursor, kind: str, after: int, most: int) -> list:
    """See `Engine`."""
    cursor.execute(
        f"SELECT rowid, title, body FROM {table(kind)}"  # noqa: S608
        " WHERE rowid > %s ORDER BY rowid LIMIT %s",
        [after, most],
    )
    return cursor.fetchall()


def find(cursor, kind: str, query: Query, within, limit: int, offset: int) -> Found:
    """See `Engine`."""
    where, parameters = _where(kind, query, within)
    # To sort by `rank` alone FTS5 would sort by itself, which takes longer.
    cursor.execute(
        f"WITH found(key, rank) AS MATERIALIZED"  # noqa: S608 - constants
        f" (SELECT rowid, rank FROM {table(kind)} WHERE {where})"
        " SELECT key, (SELECT COUNT(*) FROM found) FROM found"
        " ORDER BY rank, key LIMIT %s OFFSET %s",
        [*parameters, limit, offset],
    )
    return Found.of(cursor.fetchall())


def _where(kind: str, query: Query, within) -> tuple[str, list]:
    where, parameters = f"{table(kind)} MATCH %s", [expression(query)]
    if within is None:
        return where, parameters
    return f"{where} AND rowid IN ({within.statement})", [*parameters, *within.parameters]


def expression(query: Query) -> str:
    """A query in FTS5's language: quoted strings and three of its words, nothing else."""
    wanted = " AND ".join(map(_phrase, query.wanted))
    if not query.unwanted:
        return wanted
    return f"({wanted}) NOT ({' OR '.join(map(_phrase, query.unwanted))})"


def _phrase(clause: Clause) -> str:
    return f'"{" ".join(clause.tokens)}"' + (" *" if clause.begins else "")
