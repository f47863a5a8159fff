"""Out of the archive and into it again, for the tests beside this file."""

import io
from pathlib import Path
from zipfile import ZipFile

from django.core.management import call_command
from django.db import connection

from articles.exchange.loading import Loaded, load, tables_in

JOURNALS = {"changes.csv", "transfers.csv"}
"""They tell what was done to an archive, and stay with it."""


def exported(path: Path) -> dict[str, bytes]:
    """The editors' export of everything into a folder or zip: tables by file name."""
    call_command("export_data", "--editorial", "--out", str(path), stdout=io.StringIO())
    if path.suffix == ".zip":
        with ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    else:
        files = {file.name: file.read_bytes() for file in path.iterdir()}
    return {n: data for n, data in files.items() if n.endswith(".csv") and n not in JOURNALS}


def empty() -> None:
    """Remove every record, the history and the accounts."""
    tables = [
        table
        for table in connection.introspection.table_names()
        if table.startswith("articles_") or table in ("auth_user", "auth_user_groups")
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = ", ".join(tables)
            connection.check_constraints()
            cursor.execute(f"TRUNCATE {names} CASCADE")
            return
        with connection.constraint_checks_disabled():
            for table in reversed(tables):
                cursor.execute(f"DELETE FROM {table}")


def imported(path: Path) -> Loaded:
    """Import a file, folder or zip as the operator; every row must be right."""
    loaded = load(tables_in(path), by=None)
    assert [str(problem) for problem in loaded.problems] == []
    return loaded
