"""The whole archive as one TEI corpus, written piece by piece."""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db.models import Prefetch, QuerySet
from lxml import etree

from ....models import Derivation, Entity, EntityKind, Relation, Source, SourceAgent
from ..addresses import SITE_NAME, site_address
from ..public_article import PublicArticle, add_names
from .document import document
from .elements import TEI, Element, element
from .entities import (
    IN_CLASSES,
    IN_PARTICIPANTS,
    IN_SETTING,
    LISTS,
    STANDING_OFF,
    entity_item,
)
from .header import CONVENTIONS, publication
from .relations import relation_item
from .sources import derivation_item, source_item

CHUNK = 500
"""Records fetched at a time."""


def tei_corpus(articles: Iterable[PublicArticle]) -> Iterator[bytes]:
    """A `teiCorpus`: one header with all entities and sources, then a document for each article.

    Documents point to the lists in the corpus' header by the same ids as in files of their own.
    """
    buffer = io.BytesIO()
    with etree.xmlfile(buffer, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{TEI}}}teiCorpus", nsmap={None: TEI}):
            for step in (_header(xml), _standing_off(xml), _documents(xml, articles)):
                for _ in step:
                    xml.flush()
                    yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.BytesIO) -> bytes:
    """What was written since; the buffer is empty afterwards."""
    written = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return written


def _documents(xml, articles: Iterable[PublicArticle]) -> Iterator[None]:
    written = False
    for one in articles:
        written = True
        xml.write(document(one, with_lists=False))
        yield
    if not written:  # a corpus has a document
        xml.write(_nothing())
        yield


def _header(xml) -> Iterator[None]:
    with _opened(xml, "teiHeader"):
        with _opened(xml, "fileDesc"):
            xml.write(element("titleStmt", element("title", SITE_NAME)))
            xml.write(publication(element("idno", site_address("home"), type="URI")))
            with _opened(xml, "sourceDesc"):
                xml.write(element("p", "Published texts, kept verbatim; each says where it stood."))
            yield from _sources(xml)
        with _opened(xml, "encodingDesc"):
            xml.write(element("editorialDecl", element("p", CONVENTIONS)))
            yield from _entities(xml, IN_CLASSES, "classDecl")
        with _opened(xml, "profileDesc"):
            yield from _entities(xml, IN_PARTICIPANTS, "particDesc")
            yield from _entities(xml, IN_SETTING, "settingDesc")


def _standing_off(xml) -> Iterator[None]:
    """Events and works, then how all entities stand to one another."""
    relations = Relation.objects.public().select_related("entity", "other").order_by("pk")
    kinds = _there_are(STANDING_OFF)
    if not kinds and not relations.exists():
        return
    with _opened(xml, "standOff"):
        yield from _lists(xml, kinds)
        if relations.exists():
            with _opened(xml, "listRelation"):
                for relation in relations.iterator(chunk_size=CHUNK):
                    xml.write(relation_item(relation))
                    yield


def _sources(xml) -> Iterator[None]:
    sources = Source.objects.public().order_by("title_folded", "pk")
    agents = SourceAgent.objects.public().select_related("entity").order_by("pk")
    told = sources.prefetch_related(Prefetch("agents", agents, to_attr="parts"))
    if not sources.exists():
        return
    with _opened(xml, "sourceDesc"), _opened(xml, "listBibl", type="sources"):
        for source in told.iterator(chunk_size=CHUNK):
            xml.write(source_item(source, source.parts))
            yield
        derivations = Derivation.objects.public().select_related("source", "derived_from")
        for derivation in derivations.order_by("pk").iterator(chunk_size=CHUNK):
            xml.write(derivation_item(derivation))
            yield


def _entities(xml, kinds: Iterable[EntityKind], around: str) -> Iterator[None]:
    """The lists of some kinds, in an element that is left out with all of them."""
    kinds = _there_are(kinds)
    if not kinds:
        return
    with _opened(xml, around):
        yield from _lists(xml, kinds)


def _there_are(kinds: Iterable[EntityKind]) -> list[EntityKind]:
    return [kind for kind in kinds if Entity.objects.public().filter(kind=kind).exists()]


def _lists(xml, kinds: Iterable[EntityKind]) -> Iterator[None]:
    for kind in kinds:
        with _opened(xml, LISTS[kind]):
            for entity in _chunked(Entity.objects.public().filter(kind=kind)):
                xml.write(entity_item(entity))
                yield


def _chunked(entities: QuerySet) -> Iterator[Entity]:
    """Entities by name, with their names and identifiers, some hundred at a time."""
    chunk: list[Entity] = []
    for entity in entities.order_by("name_folded", "pk").iterator(chunk_size=CHUNK):
        chunk.append(entity)
        if len(chunk) == CHUNK:
            add_names(chunk)
            yield from chunk
            chunk = []
    add_names(chunk)
    yield from chunk


@contextmanager
def _opened(xml, tag: str, **attributes: str):
    with xml.element(f"{{{TEI}}}{tag}", attributes):
        yield


def _nothing() -> Element:
    return element(
        "TEI",
        element(
            "teiHeader",
            element(
                "fileDesc",
                element("titleStmt", element("title", "No article is public yet")),
                publication(),
                element("sourceDesc", element("p", "Nothing.")),
            ),
        ),
        element("text", element("body", element("p"))),
    )
