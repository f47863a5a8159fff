"""Of which state a download is: the same throughout, and known again when asked for anew."""

import threading
import time
from dataclasses import replace

import pytest
from django.db import connection

from articles.exchange.datasets import PUBLIC
from articles.exchange.writing.csv_stream import stream_csv
from articles.exchange.writing.state import UNSETTLED, state_of
from articles.models import Entity, TextVersion
from articles.pages import freshness
from articles.pages.downloads import in_snapshot
from tests.exchange.records import make_archive

PUBLIC_ENTITIES = replace(PUBLIC["entities"], chunk=1)


@pytest.fixture
def archive(transactional_db):
    """The small archive, stored for other connections to see."""
    made = make_archive()
    time.sleep(UNSETTLED * 1.5)
    return made


def elsewhere(write) -> None:
    """Write by another connection, or fail within seconds."""
    failed = []

    def work():
        try:
            with connection.cursor() as cursor:
                if connection.vendor == "sqlite":
                    cursor.execute("PRAGMA busy_timeout = 1000")
                else:
                    cursor.execute("SET lock_timeout = '1s'")
            write()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert not failed
    time.sleep(UNSETTLED * 1.5)


def test_downloads_and_what_is_written_meanwhile(archive, client, monkeypatch):
    """All of these in one test, because emptying the database afterwards is dear."""
    a_write_of_any_kind_changes_the_mark()
    a_long_download_is_of_one_state_and_keeps_nobody_from_writing()
    for address in ("/entities.csv", "/data/archive.zip"):
        who_goes_away_leaves_nothing_open(client, address)
    time.sleep(UNSETTLED * 1.5)
    monkeypatch.setattr(freshness, "_seen", {})
    if connection.vendor == "postgresql":  # where other tests write to the same server
        states = {"default": "1"}
        monkeypatch.setattr(freshness, "state_of", states.get)
        it_is_sent_again_only_when_something_was_written(client, lambda: states.update(default="2"))
    else:
        it_is_sent_again_only_when_something_was_written(client)


def a_write_of_any_kind_changes_the_mark() -> None:
    """Of this no Change tells, and no row version."""
    before = state_of("default")
    assert before
    if connection.vendor == "sqlite":
        assert state_of("default") == before
    elsewhere(lambda: Entity.objects.filter(slug="fsb").update(note="By hand"))
    assert state_of("default") not in (None, before)


def a_long_download_is_of_one_state_and_keeps_nobody_from_writing() -> None:
    rows = PUBLIC_ENTITIES.queryset(public=True).order_by("pk")
    before = b"".join(stream_csv(PUBLIC_ENTITIES, rows))
    pieces = in_snapshot(stream_csv(PUBLIC_ENTITIES, rows))
    begun = next(pieces) + next(pieces)
    elsewhere(lambda: Entity.objects.update(note="Since changed"))
    assert begun + b"".join(pieces) == before
    assert b"Since changed" in b"".join(in_snapshot(stream_csv(PUBLIC_ENTITIES, rows)))


def who_goes_away_leaves_nothing_open(client, address: str) -> None:
    usual = getattr(connection, "transaction_mode", None)
    answer = client.get(address)
    assert not connection.in_atomic_block
    next(iter(answer))
    assert connection.in_atomic_block
    answer.close()
    assert not connection.in_atomic_block
    assert getattr(connection, "transaction_mode", None) == usual
    Entity.objects.update(note="Written by the same connection")


def it_is_sent_again_only_when_something_was_written(client, also=lambda: None) -> None:
    address = "/entities.csv?kind=place"
    first = client.get(address)
    data, tag = first.getvalue(), first.headers["ETag"]
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "Last-Modified" not in first.headers  # another state may follow within the second
    for method in (client.get, client.head):
        again = method(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.getvalue()) == (304, b"")
        assert (again.headers["ETag"], again.cookies) == (tag, {})
    assert client.head(address).headers["ETag"] == tag
    time.sleep(1)
    dated = client.head(address).headers["Last-Modified"]
    assert client.get(address, headers={"If-Modified-Since": dated}).status_code == 304
    others = ["/entities.csv", "/entities.jsonl?kind=place", "/data/archive.zip"]
    assert len({tag, *(client.head(other).headers["ETag"] for other in others)}) == 4

    elsewhere(lambda: Entity.objects.filter(slug="moscow").update(note="By hand"))
    also()
    known = {"If-None-Match": tag, "If-Modified-Since": dated}
    answer = client.get(address, headers=known)
    assert answer.status_code == 200
    assert answer.getvalue() != data
    assert answer.headers["ETag"] != tag
    assert client.get(address, headers={"If-Modified-Since": dated}).status_code == 200


def test_without_a_state_everything_is_sent(db, client):
    """Inside a transaction nothing tells what will have been written."""
    answer = client.get("/entities.csv", headers={"If-None-Match": "*"})
    assert answer.status_code == 200
    assert "ETag" not in answer.headers


def test_a_text_need_not_be_kept_in_memory_with_many_others():
    assert PUBLIC["text_versions"].model is TextVersion
    assert PUBLIC["text_versions"].chunk < 100
