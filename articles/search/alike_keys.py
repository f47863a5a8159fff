"""A few numbers for each quotation, of which those with nearly the same words share some.

Of the hashes of all runs of a few words the smallest are kept (Broder 1997, “bottom-k”): which they
are depends on the words alone, so texts with most runs in common have most of these in common.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from django.db import connection

from .engines.tables import KEYS, table

SIZE = 8
"""Numbers of a quotation."""
FEWEST = 4
"""Words of a quotation that tells something; shorter ones have no numbers."""
_RUN, _SHORT_RUN = 3, 2
_SHORT = 12  # words; in a short text one word more or less touches too many runs of three


def keys_of(words: str) -> list[int]:
    """The numbers of a text of tokens with spaces between; the same on every machine."""
    tokens = words.split()
    if len(tokens) < FEWEST:
        return []
    length = _SHORT_RUN if len(tokens) < _SHORT else _RUN
    runs = {" ".join(tokens[at : at + length]) for at in range(len(tokens) - length + 1)}
    hashes = (blake2b(run.encode(), digest_size=7).digest() for run in runs)
    return sorted(int.from_bytes(one) for one in hashes)[:SIZE]


def create(cursor) -> None:
    """Make the table, empty."""
    cursor.execute(f"CREATE TABLE {KEYS} (key bigint NOT NULL, record_id bigint NOT NULL)")
    for column in ("key", "record_id"):
        cursor.execute(f"CREATE INDEX {KEYS}_{column} ON {KEYS} ({column})")


def drop(cursor) -> None:
    """Take the table away."""
    cursor.execute(f"DROP TABLE IF EXISTS {KEYS}")


def clear(cursor) -> None:
    """Forget everything."""
    cursor.execute(f"DELETE FROM {KEYS}")  # noqa: S608 - a constant


def put(cursor, quotations: Iterable[tuple[int, str]]) -> None:
    """Store the numbers of quotations that have none yet, given by key and tokens."""
    rows = [(number, key) for key, words in quotations for number in keys_of(words)]
    if rows:
        cursor.executemany(f"INSERT INTO {KEYS} (key, record_id) VALUES (%s, %s)", rows)  # noqa: S608


def remove(cursor, quotations: Sequence[int]) -> None:
    """Forget the numbers of quotations."""
    marks = ", ".join(["%s"] * len(quotations))
    cursor.execute(f"DELETE FROM {KEYS} WHERE record_id IN ({marks})", quotations)  # noqa: S608


def sharing(cursor, words: str, most: int) -> list[tuple[int, str]]:
    """Keys and tokens of the quotations that share numbers with a text, those that share most
    first.
    """
    numbers = keys_of(words)
    if not numbers:
        return []
    marks = ", ".join(["%s"] * len(numbers))
    cursor.execute(
        f"SELECT shared.record_id, quotation.body FROM (SELECT record_id, COUNT(*) AS number"  # noqa: S608
        f" FROM {KEYS} WHERE key IN ({marks}) GROUP BY record_id"
        f" ORDER BY number DESC, record_id LIMIT %s) shared"
        f" JOIN {table('quotations')} quotation ON quotation.{_record_id()} = shared.record_id",
        [*numbers, most],
    )
    return cursor.fetchall()


def wrong(cursor, quotations: Sequence[tuple[int, str]]) -> list[int]:
    """Those of the quotations, given by key and tokens, whose stored numbers are not theirs."""
    if not quotations:
        return []
    marks = ", ".join(["%s"] * len(quotations))
    cursor.execute(
        f"SELECT record_id, key FROM {KEYS} WHERE record_id IN ({marks})",  # noqa: S608
        [key for key, _ in quotations],
    )
    stored: dict[int, list[int]] = {}
    for key, number in cursor.fetchall():
        stored.setdefault(key, []).append(number)
    return [key for key, words in quotations if sorted(stored.get(key, [])) != keys_of(words)]


def strays(cursor) -> list[int]:
    """Quotations that have numbers and are not in the index."""
    cursor.execute(
        f"SELECT DISTINCT record_id FROM {KEYS} WHERE record_id NOT IN"  # noqa: S608
        f" (SELECT {_record_id()} FROM {table('quotations')}) ORDER BY record_id"
    )
    return [key for (key,) in cursor.fetchall()]


def _record_id() -> str:
    return "rowid" if connection.vendor == "sqlite" else "record_id"
