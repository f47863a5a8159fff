"""A mark of the state a database is in, cheap to ask for: the same mark, the same data."""

import hashlib
import os
import time
from functools import cache
from pathlib import Path

from django.db import connections

UNSETTLED = 0.1
"""Seconds. File systems tell times apart by some milliseconds only: after so long, two writes
never bear the same time."""

# What a transaction that begins now sees: which ones have committed, those of other databases of
# the server included: what is written to them changes the mark as well. A standby has no such
# list that is complete, but every commit it replays moves it on.
_POSTGRESQL = """
    SELECT (SELECT system_identifier FROM pg_control_system()), current_database(),
           CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()::text
                ELSE pg_current_snapshot()::text END
"""


def state_of(alias: str) -> str | None:
    """A mark of what the database holds; None when it cannot be told, as inside a transaction.

    Data read *after* the mark was taken are those of the mark, or newer. Any write changes the
    mark, by whichever way it came and whether or not it concerns what readers see; with two
    equal marks nothing was written in between.
    """
    connection = connections[alias]
    if connection.in_atomic_block:
        return None
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_POSTGRESQL)
            return ":".join(map(str, cursor.fetchone()))
    return _state_of_files(str(connection.settings_dict["NAME"]))


def _state_of_files(path: str) -> str | None:
    """The mark of a SQLite database: when its files were written.

    They are looked at and never opened: closing a file drops SQLite's locks on it (POSIX).
    """
    marks, newest = [], 0
    for name in (path, f"{path}-wal"):
        try:
            found = os.stat(name)
        except FileNotFoundError:
            marks.append("none")
            continue
        marks.append(f"{found.st_ino} {found.st_size} {found.st_mtime_ns}")
        newest = max(newest, found.st_mtime)
    if not newest or time.time() - newest < UNSETTLED:
        return None
    return ":".join(marks)


@cache
def release() -> str:
    """A mark of the programs that write the data: a new release may write them otherwise."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parents[2]
    for path in sorted(root.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
