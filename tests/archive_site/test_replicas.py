"""Reads of readers' pages go to a replica; everything else stays on the main database."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.contrib.auth.models import Group
from django.db import router
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from archive_site import replicas
from archive_site.replicas import ReadingMiddleware, reading


@pytest.fixture
def two_replicas(monkeypatch):
    monkeypatch.setattr(replicas, "replicas", lambda: ["replica_1", "replica_2"])


def test_outside_a_readers_page_everything_is_on_the_main_database(two_replicas):
    assert router.db_for_read(Group) == "default"
    assert router.db_for_write(Group) == "default"


def test_a_page_reads_from_one_replica_and_writes_to_none(two_replicas):
    with reading():
        first = router.db_for_read(Group)
        assert first.startswith("replica_")
        assert {router.db_for_read(Group) for _ in range(50)} == {first}
        assert router.db_for_write(Group) == "default"
    assert router.db_for_read(Group) == "default"


def test_pages_are_spread_over_all_replicas(two_replicas):
    chosen = set()
    for _ in range(100):
        with reading():
            chosen.add(router.db_for_read(Group))
    assert chosen == {"replica_1", "replica_2"}


def test_without_replicas_the_main_database_answers():
    with reading():
        assert router.db_for_read(Group) == "default"


def test_replicas_are_never_migrated(two_replicas):
    assert router.allow_migrate("default", "articles")
    assert not router.allow_migrate("replica_1", "articles")


def database_used(method="get", address="/articles/", cookies=None):
    request = getattr(RequestFactory(), method)(address)
    request.COOKIES.update(cookies or {})
    used = []

    def view(request):
        used.append(router.db_for_read(Group))
        return HttpResponse()

    ReadingMiddleware(view)(request)
    assert router.db_for_read(Group) == "default"
    return used[0].partition("_")[0]


@pytest.mark.parametrize(
    ("request_", "database"),
    [
        ({}, "replica"),
        ({"method": "head"}, "replica"),
        ({"method": "post"}, "default"),
        ({"address": "/admin/articles/article/"}, "default"),
        ({"cookies": {"sessionid": "an editor, who must see what she just saved"}}, "default"),
    ],
)
def test_only_readers_read_from_a_replica(two_replicas, request_, database):
    assert database_used(**request_) == database


def test_a_streamed_download_reads_from_its_replica_to_the_end(two_replicas):
    used = []

    def rows():
        for _ in range(3):
            used.append(router.db_for_read(Group))
            yield b"row\n"

    def view(request):
        used[:] = [router.db_for_read(Group)]  # of which state the answer is, the view says
        return StreamingHttpResponse(rows())

    for _ in range(20):
        response = ReadingMiddleware(view)(RequestFactory().get("/articles.csv"))
        assert router.db_for_read(Group) == "default"
        assert response.getvalue() == b"row\n" * 3
        assert len(used) == 4
        assert len(set(used)) == 1
        assert used[0].startswith("replica_")
        assert router.db_for_read(Group) == "default"


AS_SERVED = """
import sys

import django

django.setup()
from django.test import Client

for cookies in ({}, {"sessionid": "an-editor"}):
    for address in ("/articles.csv", "/articles/"):
        client = Client(headers={"host": "localhost"})
        client.cookies.load(cookies)
        answer = client.get(address)
        assert answer.status_code == 200, answer
        found = b"Out of date" in b"".join(answer)
        assert found is not bool(cookies), (address, cookies)
"""


def test_a_real_replica_answers_readers_and_only_them(tmp_path, settings):
    if not (settings.BASE_DIR / "fixtures" / "founding_document.json").exists():
        pytest.skip("fixtures/founding_document.json has not been made yet")
    main, copy = tmp_path / "main.sqlite3", tmp_path / "copy.sqlite3"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "archive_site.settings",
        "DATABASE_URL": f"sqlite:///{main}",
        "REPLICA_URLS": f"sqlite:///{copy}",
        "SITE_URL": "http://localhost",
        "ALLOWED_HOSTS": "",
        "DEBUG": "1",  # plain static files
    }

    def run(*arguments):
        subprocess.run(
            [sys.executable, *arguments], cwd=settings.BASE_DIR, env=environment, check=True
        )

    run("manage.py", "migrate", "--verbosity", "0")
    run("manage.py", "loaddata", "--verbosity", "0", "founding_document")
    with closing(sqlite3.connect(main)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("UPDATE articles_article SET title = 'Out of date'")
        target.commit()
    run("-c", AS_SERVED)
