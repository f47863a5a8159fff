"""Files of the whole archive are of one moment, and keep nobody from writing."""

import json
import time
from threading import Thread

import pytest
from django.db import connection

from articles.exchange.standards import whole_archive
from articles.exchange.writing.state import UNSETTLED
from articles.models import Article
from tests.editing import scene


def settled_tag(client, address: str) -> str:
    """The tag of a file, under which it is not sent again.

    On PostgreSQL what is written to other databases of the server, as by other workers, ends a tag
    too: asked again is until nobody wrote in between.
    """
    for _ in range(100):
        tag = client.get(address).headers["ETag"]
        if client.get(address, headers={"If-None-Match": tag}).status_code == 304:
            return tag
    pytest.fail("The same file was sent again every time.")


@pytest.mark.django_db(transaction=True)
def test_others_write_while_a_file_is_half_read_which_is_not_sent_twice(monkeypatch, client):
    monkeypatch.setattr(whole_archive, "_PIECE", 1)
    monkeypatch.setattr(whole_archive, "BATCH", 1)
    for title in ("A", "C"):
        scene.quotation(scene.draft(title))
    for article in Article.objects.all():
        scene.publish(article)
    time.sleep(UNSETTLED)
    tag = settled_tag(client, "/data/citations.bib")
    stream = whole_archive.annotations_jsonld()
    read = [next(stream), next(stream), next(stream)]

    def write():
        scene.quotation(article := scene.draft("B"))
        scene.publish(article)
        connection.close()

    writer = Thread(target=write)
    writer.start()
    writer.join(timeout=15)
    assert not writer.is_alive(), "the writer waits for the reader"
    assert json.loads(b"".join([*read, *stream]))["total"] == 2, "as it stood at the beginning"
    assert Article.objects.public().count() == 3
    assert client.get("/data/citations.bib", headers={"If-None-Match": tag}).status_code == 200
    stopped = whole_archive.corpus_tei()
    next(stopped)
    assert connection.in_atomic_block
    stopped.close()
    assert not connection.in_atomic_block, "who goes away halfway leaves nothing open"
