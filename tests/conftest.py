"""What every test may use."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import SimpleTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

hypothesis_settings.register_profile(
    "local", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# The same examples every time: a red run on the server can be repeated at a desk.
hypothesis_settings.register_profile(
    "ci", parent=hypothesis_settings.get_profile("local"), derandomize=True
)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") == "true" else "local")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what uses a database; give tests with real transactions the migrations' rows back.

    Such a test empties the whole database when it ends, groups and permissions included; where
    another comes after it on the same worker, they are put back first. Tests without the mark
    need not be run once more on another database: `make test ARGS="-m database"`.
    """
    for item in items:
        marker = item.get_closest_marker("django_db")
        fixtures = set(getattr(item, "fixturenames", ()))
        by_class = issubclass(getattr(item, "cls", None) or object, SimpleTestCase)
        if {"transactional_db", "live_server"} & fixtures or (
            marker and marker.kwargs.get("transaction")
        ):
            if "leaves_nothing" not in fixtures:  # all cases of one test share the list
                item.fixturenames += ["django_db_serialized_rollback", "leaves_nothing"]
        elif "rows_of_migrations" not in fixtures and (
            marker or by_class or {"db", "django_db_setup"} & fixtures
        ):
            item.fixturenames.insert(0, "rows_of_migrations")
        if item.get_closest_marker("any_database"):
            continue
        if (
            marker
            or by_class
            or {"db", "transactional_db", "live_server", "django_db_setup"} & fixtures
        ):
            item.add_marker("database")


_emptied: set[str] = set()
"""Databases that a test with real transactions left empty."""


@pytest.fixture(scope="session", autouse=True)
def postgresql_is_emptied_by_rows():
    """PostgreSQL makes the files of every table and index anew for TRUNCATE: four seconds."""

    def deletes(self, style, tables, **options):
        return [f"DELETE FROM {self.quote_name(table)};" for table in tables]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(DatabaseOperations, "sql_flush", deletes)
        yield


@pytest.fixture
def leaves_nothing(django_db_blocker):
    """Forget what is indexed, in no table of Django's, and note that the database will be empty."""
    yield
    from articles.search.engines.tables import KEYS, KINDS, table

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for name in (*map(table, KINDS), KEYS):
            cursor.execute(f"DELETE FROM {name}")
    # Other databases, such as a test's own replica, hold nothing of the migrations.
    _emptied.update(
        alias for alias in connections if hasattr(connections[alias], "_test_serialized_contents")
    )


@pytest.fixture
def rows_of_migrations(request):
    """Put back what the migrations made, if a test before this one left nothing."""
    if not _emptied:
        return
    request.getfixturevalue("django_db_setup")
    with request.getfixturevalue("django_db_blocker").unblock():
        for alias in tuple(_emptied):
            found = connections[alias]
            found.creation.deserialize_db_from_string(found._test_serialized_contents)
            _emptied.remove(alias)


@pytest.fixture
def founding(db):
    """The archive as a newcomer finds it: the founding document, annotated and published."""
    fixture = settings.BASE_DIR / "fixtures" / "founding_document.json"
    if not fixture.exists():
        pytest.skip("fixtures/founding_document.json has not been made yet")
    from articles.models import Article
    from tests.standing import load_fixture

    load_fixture(fixture)
    return Article.objects.get()


@pytest.fixture(scope="session")
def html_errors(tmp_path_factory):
    """A function from pages (`{name: html}`) to what the Nu HTML checker holds against them.

    Needs Java and VNU_JAR, the path of the checker's vnu.jar (the npm package vnu-jar).
    """
    jar = os.environ.get("VNU_JAR")
    if not jar or not Path(jar).exists() or not shutil.which("java"):
        reason = "no Nu HTML checker: VNU_JAR must name its vnu.jar, and java be installed"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)

    def check(pages: dict[str, str]) -> list[str]:
        folder = tmp_path_factory.mktemp("pages")
        names = {}
        for number, (name, html) in enumerate(pages.items()):
            path = folder / f"{number}.html"
            path.write_text(html, encoding="utf-8")
            names[path.as_uri().replace("file:///", "file:/")] = name
        report = subprocess.run(
            [
                "java",
                "-jar",
                jar,
                "--format",
                "json",
                "--stdout",
                "--exit-zero-always",
                *folder.iterdir(),
            ],
            capture_output=True,
            check=True,
        )
        return [
            f"{names[message['url']]}: {message['message']} … {message.get('extract', '')!r}"
            for message in json.loads(report.stdout)["messages"]
            if message["type"] != "info"
        ]

    return check
