"""What a concurrent writer could break is locked here, for the length of the transaction.

A verb that needs several of these locks takes them in the order of this module, so that two verbs
do not wait for each other. Where a form cannot keep to it (a new source is stored, and its address
chosen, before where it comes from), the database ends one of the two; `ledger.change` says so.
"""

from collections.abc import Iterable
from zlib import crc32

from django.db import connection
from django.db.models import QuerySet

from ..models import Article
from ..models.advisory import Advisory, lock, lock_name
from .ledger import Stale


def lock_derivations() -> None:
    """Let nobody else add a derivation: two at once could close a circle neither sees."""
    lock(Advisory.DERIVATIONS)


def lock_relations() -> None:
    """Let nobody else add a relation: two at once could close a circle neither sees."""
    lock(Advisory.RELATIONS)


def lock_reports() -> None:
    """Let nobody else send a report: together they could be more than an hour takes."""
    lock(Advisory.REPORTS)


def lock_arrivals() -> None:
    """Let nobody else take in a file: two at once could both be the same text."""
    lock(Advisory.ARRIVALS)


def lock_article(article: Article) -> Article:
    """The article as stored now; other writers of it or its annotations wait.

    On SQLite a write transaction is alone anyway. Raises Stale when the article is gone.
    """
    # Its text is fetched afterwards, by itself: a join would show the text from before the wait.
    locked = Article.objects.select_for_update(no_key=True).filter(pk=article.pk).first()
    if locked is None:
        raise Stale(None, "This article was deleted by somebody else in the meantime.")
    return locked


def lock_articles(articles: QuerySet) -> None:
    """As `lock_article`, for all of `articles`, in the order of their keys."""
    list(articles.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def lock_records(model, keys: Iterable[int]) -> list:
    """Records as stored now, in the order of `keys`; nobody else changes them, and whoever is to
    refer to one of them waits (see `hold`). Raises Stale when one is gone.
    """
    keys = list(keys)
    rows = model.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    found = {record.pk: record for record in rows}
    if len(found) < len(set(keys)):
        what = model._meta.verbose_name
        raise Stale(None, f"This {what} was deleted by somebody else in the meantime.")
    return [found[key] for key in keys]


def hold(model, key: int) -> int | None:
    """Let nobody merge or delete a record until what has come to refer to it is committed; return
    the key of the record it was merged into, or None if it stands.

    Any number may hold it at once. On PostgreSQL a foreign key by itself is checked at the end,
    when a merge would no longer see what refers to the record it merged.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    lock = " FOR KEY SHARE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT merged_into_id FROM {table} WHERE id = %s{lock}", [key])  # noqa: S608
        row = cursor.fetchone()
    return row and row[0]


def hold_all(model, keys: Iterable[int]) -> None:
    """As `hold`, for many records of which it is known that they stand."""
    keys = sorted(set(keys))
    if connection.vendor != "postgresql" or not keys:
        return  # a write transaction of SQLite is alone anyway
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {table} WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE",  # noqa: S608
            [keys],
        )


def lock_slug(model, stem: str) -> None:
    """Let nobody else look for a free slug of this `stem`: both would find the same one."""
    lock_name(Advisory.SLUGS, crc32(f"{model._meta.model_name} {stem}".encode()) - 2**31)
