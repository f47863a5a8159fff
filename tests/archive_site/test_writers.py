"""Several people write at once; on SQLite, too, nobody is told that the database is locked."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction

WRITERS = 4
TURNS = 15


@pytest.mark.django_db(transaction=True)
def test_writers_wait_for_each_other_and_lose_nothing():
    Group.objects.create(pk=1000, name="0")

    def count_up(_):
        try:
            for _ in range(TURNS):
                with transaction.atomic():
                    group = Group.objects.select_for_update().get(pk=1000)
                    group.name = str(int(group.name) + 1)
                    group.save()
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(count_up, range(WRITERS)))
    assert Group.objects.get(pk=1000).name == str(WRITERS * TURNS)


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite's own settings")
def test_sqlite_runs_as_configured():
    with connection.cursor() as cursor:
        for pragma, value in (("journal_mode", "wal"), ("synchronous", 1), ("foreign_keys", 1)):
            cursor.execute(f"PRAGMA {pragma}")
            assert cursor.fetchone() == (value,)
