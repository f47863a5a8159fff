"""What readers are shown of the records that were found: names and passages, marked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.db import connections
from django.db.models import Model, Prefetch

from ..models import Alias, Article, Entity, Quotation, QuotationSpan, Source, SpanRole
from .query import Query
from .snippets import Piece, Snippet, marked, snippet


@dataclass(slots=True)
class Hit:
    """A record that was found, and the best passage of what is said in it or of it.

    `name` is what it goes by; `also` another name of an entity, in which it was found.
    """

    record: Model
    query: Query
    name: str
    snippet: Snippet | None = None
    also: tuple[Alias, list[Piece]] | None = None

    @property
    def title(self) -> list[Piece]:
        """The name in pieces, with what was looked for marked."""
        return marked(self.name, self.query)


def _in_order(model: type[Model], *names: str) -> list[str]:
    """Names of columns as `from_db` expects them: in the order of the model."""
    return [field.attname for field in model._meta.concrete_fields if field.attname in names]


_ARTICLE = _in_order(
    Article, "id", "slug", "title", "title_supplied", "language", "published", "text_is_public"
)
_PUBLISHER = _in_order(Entity, "id", "slug", "name", "name_language")
_publisher = Article._meta.get_field("publisher")
_BODY = "current_text__body"
_KEYS = -1
"""Stands for the keys in the statement below."""


def articles(keys: Sequence[int], query: Query, alias: str) -> Iterable[Hit]:
    """Public articles among `keys`, with the best passage of those whose text may be shown."""
    statement, parameters = _article_statement(alias)
    at = parameters.index(_KEYS)
    marks = ", ".join(["%s"] * len(keys))
    with connections[alias].cursor() as cursor:
        cursor.execute(
            statement.replace("IN (%s)", f"IN ({marks})"),
            [*parameters[:at], *keys, *parameters[at + 1 :]],
        )
        rows = cursor.fetchall()
    for body, *values in rows:
        article = Article.from_db(alias, _ARTICLE, values[: len(_ARTICLE)])
        publisher = values[len(_ARTICLE) :]
        known = Entity.from_db(alias, _PUBLISHER, publisher) if any(publisher) else None
        _publisher.set_cached_value(article, known)
        text = snippet(body, query, article.title) if article.text_is_public else None
        yield Hit(article, query, article.title, text)


@cache
def _article_statement(alias: str) -> tuple[str, list]:
    """The statement behind `articles`. To have it written anew for every search would take longer
    than to carry it out.
    """
    publisher = (f"publisher__{name}" for name in _PUBLISHER)
    rows = Article.objects.public().filter(pk__in=[_KEYS]).order_by()
    columns = rows.values_list(_BODY, *_ARTICLE, *publisher)
    statement, parameters = columns.query.get_compiler(alias).as_sql()
    return statement, list(parameters)


def quotations(keys: Sequence[int], query: Query, alias: str) -> Iterable[Hit]:
    """Public quotations among `keys`, with their words, and their speaker if only described."""
    content = QuotationSpan.objects.public().filter(role=SpanRole.CONTENT).order_by("order", "pk")
    records = (
        Quotation.objects.public()
        .filter(pk__in=keys)
        .select_related("article", "speaker", "source")
        .prefetch_related(Prefetch("spans", queryset=content, to_attr="content_spans"))
    )
    for record in records:
        words = " … ".join(span.exact for span in record.content_spans)
        yield Hit(record, query, record.speaker_description, snippet(words, query))


def entities(keys: Sequence[int], query: Query, alias: str) -> Iterable[Hit]:
    """Public entities among `keys`, with what is said of them."""
    records = Entity.objects.public().filter(pk__in=keys).prefetch_related("aliases")
    for record in records:
        hit = Hit(record, query, record.name, snippet(record.description, query))
        if not _has_match(hit.title):
            names = ((name, marked(name.name, query)) for name in record.aliases.all())
            hit.also = next((one for one in names if _has_match(one[1])), None)
        yield hit


def sources(keys: Sequence[int], query: Query, alias: str) -> Iterable[Hit]:
    """Public sources among `keys`, with what is said of them."""
    for record in Source.objects.public().filter(pk__in=keys):
        yield Hit(record, query, record.title, snippet(record.description, query))


def _has_match(pieces: list[Piece]) -> bool:
    return any(piece.found for piece in pieces)


HITS: dict[str, Callable[[Sequence[int], Query, str], Iterable[Hit]]] = {
    "entities": entities,
    "sources": sources,
    "quotations": quotations,
    "articles": articles,
}
"""By kind: hits for keys of records, in any order; what is not public is left out."""
