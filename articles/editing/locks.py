"""What a concurrent writer could break is locked here, for the length of the transaction."""

from django.db import connection

from ..models import Article

_DERIVATIONS = 0x61726368  # any number, as long as nothing else in the database takes it


def lock_article(article: Article) -> Article:
    """The article as stored now, with its current text; other writers of it wait.

    On SQLite a write transaction is alone anyway.
    """
    return (
        Article.objects.select_for_update(of=("self",), no_key=True)
        .select_related("current_text")
        .get(pk=article.pk)
    )


def lock_derivations() -> None:
    """Let nobody else add a derivation: two at once could close a circle neither sees."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_DERIVATIONS])
