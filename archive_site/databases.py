"""Connections made from database URLs: SQLite out of the box, PostgreSQL on a server."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SECONDS_KEPT_OPEN = 600

# Several people write at once, so a write transaction takes its lock when it begins and
# waits its turn. Without this, SQLite answers the second writer "database is locked".
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
}

# Rules about what is public make PostgreSQL expect long queries and compile them first, which
# takes seconds; run as they are they take milliseconds.
POSTGRESQL_OPTIONS = {"options": "-c jit=off"}


def from_url(url: str, root: Path) -> dict[str, Any]:
    """Return the Django settings of one database.

    A relative SQLite path counts from `root`, wherever the command is started.
    Options in the query string (`?timeout=5`, `?sslmode=require`) win over ours.
    """
    try:
        database = dj_database_url.parse(
            url, conn_max_age=SECONDS_KEPT_OPEN, conn_health_checks=True
        )
    except ValueError as error:
        raise ImproperlyConfigured(f"A database URL could not be read: {error}") from error
    if database["ENGINE"] == "django.db.backends.sqlite3":
        if database["NAME"] != ":memory:":
            database["NAME"] = str(root / database["NAME"])
        database["OPTIONS"] = {**SQLITE_OPTIONS, **database.get("OPTIONS", {})}
    if database["ENGINE"] == "django.db.backends.postgresql":
        database["OPTIONS"] = {**POSTGRESQL_OPTIONS, **database.get("OPTIONS", {})}
    return database


def from_urls(url: str, replica_urls: list[str], root: Path) -> dict[str, dict[str, Any]]:
    """Return the main database as `default` and its read replicas as `replica_1`, …"""
    databases = {"default": from_url(url, root)}
    for number, replica_url in enumerate(replica_urls, start=1):
        replica = from_url(replica_url, root)
        replica["TEST"] = {"MIRROR": "default"}
        databases[f"replica_{number}"] = replica
    return databases
