"""Files of the whole archive, written article by article from one snapshot, in flat memory.

A stream that is under way sees the archive as it stood at its beginning and keeps nobody from
writing. Articles come by title, as in the list.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from itertools import islice

from django.db import router

from ...editing.snapshot import snapshot
from ...models import Article
from .addresses import SITE_NAME, site_address
from .bibtex import bibtex_entry
from .csl import csl_item
from .evidence import public_claims
from .json_text import json_items, json_line
from .public_article import (
    PublicArticle,
    add_entities,
    gather_bare,
    readable,
)
from .reference import Reference, of_article
from .ris import ris_record
from .tei import tei_corpus
from .web_annotation import annotations, head

BATCH = 100
"""Articles with all their annotations in memory at a time."""
_PIECE = 64 * 1024

Stream = Callable[[], Iterator[bytes]]


def _from_one_snapshot(stream: Callable[[], Iterable[bytes]]) -> Stream:
    """A stream of larger pieces, all of them read from the same state of the archive."""

    @wraps(stream)
    def read() -> Iterator[bytes]:
        with snapshot(router.db_for_read(Article)):
            pieces, size = [], 0
            for piece in stream():
                pieces.append(piece)
                size += len(piece)
                if size >= _PIECE:
                    yield b"".join(pieces)
                    pieces, size = [], 0
            yield b"".join(pieces)

    return read


@_from_one_snapshot
def annotations_jsonld() -> Iterator[bytes]:
    """Every annotation as one Web Annotation collection."""
    address = site_address("data-jsonld")
    opening = json_line(head(address, f"All annotations of {SITE_NAME}"))[:-1]
    page = json_line({"id": f"{address}#page", "type": "AnnotationPage", "startIndex": 0})[:-1]
    yield f'{opening}, "first": {page}, "items": ['.encode()
    total = 0

    def counted() -> Iterator[dict]:
        nonlocal total
        for one in _articles(with_entities=True):
            for annotation in annotations(one):
                total += 1
                yield annotation

    yield from (item.encode() for item in json_items(counted()))
    yield f'\n]}}, "total": {total}}}\n'.encode()


@_from_one_snapshot
def corpus_tei() -> Iterator[bytes]:
    """Every article as one TEI corpus."""
    return tei_corpus(_articles())


@_from_one_snapshot
def citations_csl() -> Iterator[bytes]:
    """A reference to every article, as CSL-JSON."""
    yield b"["
    yield from (item.encode() for item in json_items(map(csl_item, _references())))
    yield b"\n]\n"


@_from_one_snapshot
def citations_bibtex() -> Iterator[bytes]:
    """A reference to every article, as BibTeX."""
    return (f"{bibtex_entry(reference)}\n".encode() for reference in _references())


@_from_one_snapshot
def citations_ris() -> Iterator[bytes]:
    """A reference to every article, as RIS."""
    return (ris_record(reference).encode() for reference in _references())


def _references() -> Iterator[Reference]:
    articles = readable(Article.objects.all()).defer("current_text__body")
    return map(of_article, articles.order_by("title_folded", "pk").iterator())


def _articles(*, with_entities: bool = False) -> Iterator[PublicArticle]:
    articles = readable(Article.objects.all()).order_by("title_folded", "pk")
    claims = public_claims()
    waiting = articles.iterator(chunk_size=BATCH)
    while batch := list(islice(waiting, BATCH)):
        found = gather_bare(batch, claims)
        if with_entities:
            add_entities(found)
        yield from found


__all__ = [
    "Stream",
    "annotations_jsonld",
    "citations_bibtex",
    "citations_csl",
    "citations_ris",
    "corpus_tei",
]
