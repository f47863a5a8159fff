"""What follows from a change, brought up to date before it is committed: what readers may see, and
what they find.

Which records a change touched is read from its history rows, so it makes no difference by which
verb they were written, singly or in bulk.
"""

from collections.abc import Iterable
from functools import cache

from django.db import connection, transaction
from django.db.models import QuerySet

from ..models import (
    Alias,
    Article,
    Change,
    Citation,
    Derivation,
    DerivationSpan,
    Entity,
    Mention,
    Quotation,
    QuotationSpan,
    Source,
    SourceAgent,
    SourceAgentSpan,
    Status,
)
from ..models.advisory import Advisory, lock
from ..search.indexing import index, rebuild
from ..visibility import MANY, Records, refresh, refresh_all

Touched = dict[type, set[int]]
"""Primary keys of the records a change wrote, by model; those it deleted too."""

_DECIDING = (
    Article,
    Mention,
    Quotation,
    Citation,
    Derivation,
    DerivationSpan,
    SourceAgent,
    SourceAgentSpan,
)
"""What decides whether an entity or a source is public."""

_MODELS = (*_DECIDING, QuotationSpan, Entity, Alias, Source)
"""That, and what readers search."""


def follow(change: Change) -> None:
    """Bring up to date what follows from all that `change` wrote."""
    touched = _touched(change)
    many = sum(map(len, touched.values())) > MANY
    if any(touched.values()):
        # All rows together are not locked: while they are gone through, nobody else may follow.
        lock(Advisory.FOLLOWING, shared=not many)
    if many:
        _index(_written(change), refresh_all())
    elif any(touched.values()):
        unsure = _unsure(touched)
        # Two at once giving an entity other names must not each index it without the other's:
        # what is looked at for `refresh` stays locked.
        named = _owners(Alias, touched[Alias], "entity_id")
        unsure.entities |= named
        turned = refresh(unsure)
        quotations = _owners(QuotationSpan, touched[QuotationSpan], "quotation_id")
        in_articles = Quotation.objects.filter(article__in=touched[Article])
        if touched[Article]:
            quotations.update(in_articles.order_by().values_list("pk", flat=True))
        searched = {
            "articles": touched[Article],
            "quotations": touched[Quotation] | quotations,
            "entities": touched[Entity] | named,
            "sources": touched[Source],
        }
        _index(searched, turned)


@transaction.atomic
def follow_all() -> None:
    """Bring up to date what follows from all records there are, however they were written."""
    lock(Advisory.FOLLOWING)
    refresh_all()
    rebuild()


@transaction.atomic
def mend_visibility() -> Records:
    """Show and hide what is not shown or hidden as it must be; return what that was."""
    lock(Advisory.FOLLOWING)
    turned = refresh_all()
    _index({}, turned)
    return turned


def _index(searched: dict[str, Iterable[int]], turned: Records) -> None:
    """Let readers find what was touched, and what became visible or invisible."""
    for kind, keys in searched.items():
        index(kind, keys)
    index("entities", turned.entities)
    index("sources", turned.sources)


def _touched(change: Change) -> Touched:
    """What the change wrote; of very much, only as much as tells that it is."""
    touched: Touched = {model: set() for model in _MODELS}
    with connection.cursor() as cursor:
        cursor.execute(_rows_of_change(), [*[change.pk] * len(_MODELS), MANY + 1])
        for number, key in cursor.fetchall():
            touched[_MODELS[number]].add(key)
    return touched


@cache
def _rows_of_change() -> str:
    """SQL put together once: a dozen querysets would take longer than the database does."""
    quoted = connection.ops.quote_name
    parts = (
        f"SELECT {number:d}, id FROM {quoted(model.history.model._meta.db_table)}"  # noqa: S608
        " WHERE change_id = %s"
        for number, model in enumerate(_MODELS)
    )
    return f"{' UNION ALL '.join(parts)} LIMIT %s"


def _written(change: Change) -> dict[str, Iterable[int]]:
    """All that is searched of what the change wrote, a few keys in memory at a time."""

    def of(model: type, name: str = "id") -> QuerySet:
        return model.history.filter(change=change).order_by().values_list(name, flat=True)

    renamed = Alias.history.filter(id__in=of(Alias)).order_by().values_list("entity_id", flat=True)
    in_articles = Quotation.objects.filter(article__in=of(Article)).order_by()
    found = {
        "articles": of(Article).distinct(),
        "quotations": of(Quotation).union(
            of(QuotationSpan, "quotation_id"), in_articles.values_list("pk", flat=True)
        ),
        "entities": of(Entity).union(renamed),
        "sources": of(Source).distinct(),
    }
    return {kind: keys.iterator() for kind, keys in found.items()}


def _owners(model: type, parts: set[int], name: str) -> set[int]:
    """What the parts belong to, or belonged to before."""
    if not parts:
        return set()
    rows = model.history.filter(id__in=parts).order_by()
    return set(rows.values_list(name, flat=True))


def _unsure(touched: Touched) -> Records:
    """Entities and sources that what was touched leads to, or led to before."""
    unsure = Records()
    articles = _ever_public(touched[Article])
    if articles:
        _look_at(unsure, Article.history.filter(id__in=articles), "publisher_id")
    for model, names in (
        (Mention, ("entity_id",)),
        (Quotation, ("speaker_id", "source_id")),
        (Citation, ("source_id",)),
    ):
        if articles:
            _look_at(unsure, model.objects.filter(article__in=articles), *names)
        if touched[model]:
            rows = model.history.filter(id__in=touched[model])
            public = _ever_public(set(rows.order_by().values_list("article_id", flat=True)))
            _look_at(unsure, rows.filter(article_id__in=public), *names)
    for model, span_model, owner, names in (
        (Derivation, DerivationSpan, "derivation_id", ("source_id", "derived_from_id")),
        (SourceAgent, SourceAgentSpan, "agent_id", ("source_id", "entity_id")),
    ):
        keys = _owners(span_model, touched[span_model], owner)
        if articles:
            stated = span_model.objects.filter(text_version__article__in=articles)
            keys.update(stated.order_by().values_list(owner, flat=True))
        if keys:
            _look_at(unsure, model.objects.filter(pk__in=keys), *names)
        if touched[model]:
            _look_at(unsure, model.history.filter(id__in=touched[model]), *names)
    return unsure


def _ever_public(articles: set[int]) -> set[int]:
    """Those of the articles readers see, or have seen: of a draft nothing follows."""
    if not articles:
        return set()
    now = Article.objects.filter(pk__in=articles, status=Status.PUBLISHED)
    before = Article.history.filter(id__in=articles, status=Status.PUBLISHED)
    found = now.order_by().values_list("id", flat=True)
    return set(found.union(before.order_by().values_list("id", flat=True)))


def _look_at(unsure: Records, rows: QuerySet, *names: str) -> None:
    """Add the entities and sources that columns of `rows` lead to."""
    for values in rows.order_by().values_list(*names).distinct():
        for name, key in zip(names, values, strict=True):
            if key is not None:
                _kind(unsure, name).add(key)


def _kind(unsure: Records, name: str) -> set[int]:
    return unsure.sources if name in ("source_id", "derived_from_id") else unsure.entities
