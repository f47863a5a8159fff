"""What a concurrent writer could break is locked here, for the length of the transaction.

A verb that needs several of these locks takes them in the order of this module, so that two verbs
do not wait for each other. Where a form cannot keep to it (a new source is stored, and its address
chosen, before where it comes from), the database ends one of the two; `ledger.change` says so.
"""

from zlib import crc32

from django.db import connection

from ..models import Article
from .ledger import Stale

# Names of PostgreSQL's advisory locks; any numbers, as long as nothing else takes them.
_DERIVATIONS = 0x61726368
_SLUGS = 0x61726369


def lock_derivations() -> None:
    """Let nobody else add a derivation: two at once could close a circle neither sees."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_DERIVATIONS])


def lock_article(article: Article) -> Article:
    """The article as stored now; other writers of it or its annotations wait.

    On SQLite a write transaction is alone anyway. Raises Stale when the article is gone.
    """
    # Its text is fetched afterwards, by itself: a join would show the text from before the wait.
    locked = Article.objects.select_for_update(no_key=True).filter(pk=article.pk).first()
    if locked is None:
        raise Stale(None, "This article was deleted by somebody else in the meantime.")
    return locked


def lock_slug(model, stem: str) -> None:
    """Let nobody else look for a free slug of this `stem`: both would find the same one."""
    if connection.vendor == "postgresql":
        key = crc32(f"{model._meta.model_name} {stem}".encode()) - 2**31  # fits a signed integer
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_SLUGS, key])
