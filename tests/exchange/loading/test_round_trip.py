"""Everything out, the archive emptied, everything in again: nothing differs."""

from pathlib import Path

from django.core.management import call_command
from django.db import connection

from articles.exchange.loading import load, tables_in

JOURNALS = {"changes.csv", "transfers.csv"}
"""They tell what was done to an archive, and stay with it."""


def exported(folder: Path) -> dict[str, bytes]:
    """The editors' export of everything, by file name."""
    call_command("export_data", "--editorial", "--out", str(folder), verbosity=0)
    files = {file.name: file.read_bytes() for file in sorted(folder.glob("*.csv"))}
    return {name: data for name, data in files.items() if name not in JOURNALS}


def empty() -> None:
    """Remove every record, the history and the accounts."""
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for table in reversed(connection.introspection.table_names(cursor)):
            if table.startswith("articles_") or table == "auth_user":
                cursor.execute(f"DELETE FROM {table}")


def test_once_round(archive, tmp_path):
    before = exported(tmp_path / "before")
    empty()
    loaded = load(tables_in(tmp_path / "before"), by=None)
    assert [str(problem) for problem in loaded.problems] == []
    after = exported(tmp_path / "after")
    for name in before:
        assert after[name] == before[name], name
    assert after == before
    again = load(tables_in(tmp_path / "after"), by=None)
    assert [str(problem) for problem in again.problems] == []
    assert again.total("new") == again.total("changed") == 0
