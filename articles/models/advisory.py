"""PostgreSQL's advisory locks: they stand for no row, and are held to the end of the transaction.

On SQLite a write transaction is alone anyway.
"""

from enum import IntEnum

from django.db import connection


class Advisory(IntEnum):
    """What is locked; any numbers, as long as nothing else takes them."""

    DERIVATIONS = 0x61726368
    SLUGS = 0x61726369
    REPORTS = 0x61726370
    ARRIVALS = 0x61726371
    RELATIONS = 0x61726372
    FOLLOWING = 0x61726373
    """Bringing up to date what follows from a change: in small together, in large alone."""


def lock(what: Advisory, *, shared: bool = False) -> None:
    """Wait until nobody else holds it; `shared`, until nobody holds it alone."""
    if connection.vendor == "postgresql":
        function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [what])


def lock_name(what: Advisory, name: int) -> None:
    """As `lock`, for one of many names: a signed integer of four bytes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [what, name])
