"""A process killed in the middle of a verb leaves nothing half done, on the database in use."""

import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

KILLS = 8
"""In CI; `python -m tests.editing.killed --kills 100` takes its time."""


@pytest.fixture
def empty_database(tmp_path, django_db_setup, django_db_blocker):
    """The URL of a database that is there for this test only, of the engine the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'killed.sqlite3'}"
        return
    import psycopg

    with django_db_blocker.unblock():
        known = connection.get_connection_params()
    name = f"{known['dbname']}_killed"
    server = {key: known[key] for key in ("host", "port", "user", "password") if known.get(key)}

    def administer(sql: str) -> None:
        with psycopg.connect(**server, dbname="postgres", autocommit=True) as session:
            session.execute(sql)

    administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    administer(f'CREATE DATABASE "{name}"')
    login = quote(server.get("user", ""), safe="")
    if "password" in server:
        login += ":" + quote(server["password"], safe="")
    host = quote(server.get("host", ""), safe="")
    yield f"postgres://{login}@{host}:{server.get('port', 5432)}/{name}"
    administer(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_killed_in_the_middle_nothing_is_half_done(empty_database):
    ran = subprocess.run(
        [sys.executable, "-m", "tests.editing.killed", "--kills", str(KILLS)],
        env=os.environ
        | {
            "DATABASE_URL": empty_database,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        },
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert f"{KILLS} killed" in ran.stdout
