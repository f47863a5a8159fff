"""What readers find: records of a kind that have what was asked for, the best first."""

from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import QuerySet

from ..models import Article
from .engines import Within, engine_of
from .hits import HITS, Hit
from .query import Query


@dataclass(frozen=True)
class Results:
    """Some of the records found, and how many there are in all."""

    hits: list[Hit]
    total: int


def search(
    kind: str, query: Query, *, within: QuerySet | None = None, limit: int = 20, offset: int = 0
) -> Results:
    """Public records of a kind (`engines.tables.KINDS`) that a query finds, the best first.

    `within` limits them to records of a queryset, such as a filter's. A title counts more than a
    text; what is found alike comes in the order the archive got it. At most 4 queries, however
    many are found.
    """
    if not query.wanted:
        return Results([], 0)
    alias = router.db_for_read(Article)
    try:
        among = None if within is None else _within(within, alias)
    except EmptyResultSet:  # a filter that lets nothing pass, known without asking
        return Results([], 0)
    engine = engine_of(connections[alias])
    with connections[alias].cursor() as cursor:
        found = engine.find(cursor, kind, query, among, limit, offset)
        total = found.total
        if offset and not found.keys:
            total = engine.find(cursor, kind, query, among, 1, 0).total
    # The index holds what readers may see and nothing else; should it ever hold more, this gate
    # keeps it from them.
    hits = HITS[kind](found.keys, query, alias) if found.keys else ()
    shown = {hit.record.pk: hit for hit in hits}
    return Results([shown[key] for key in found.keys if key in shown], total)


def _within(rows: QuerySet, alias: str) -> Within:
    return Within(*rows.order_by().using(alias).values("pk").query.get_compiler(alias).as_sql())
