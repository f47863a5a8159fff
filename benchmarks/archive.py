"""A generated archive to measure on, in a database that is thrown away.

`open_archive()` migrates an empty database of its own: SQLite in a temporary folder, or, when
BENCHMARK_URL names a PostgreSQL database, one called test_… beside it. Rows are made by
`bulk_create`: what is measured is reading. `add_large_archive` makes a whole one, with everything.
"""

import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from large_archive import add_large_archive

__all__ = ["add_annotated_article", "add_articles", "add_large_archive", "open_archive", "text"]

PROJECT = Path(__file__).resolve().parent.parent
WORDS = (
    "the of and a in to was Army Japan Berlin treaty plan officers headquarters verdict says "
    "report agency documents East during war signed railway territory considered between"
).split()


@contextmanager
def open_archive() -> Iterator[None]:
    """Django set up on an empty, migrated database that is gone afterwards."""
    sys.path.insert(0, str(PROJECT))
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATABASE_URL": os.environ.get(
                "BENCHMARK_URL", f"sqlite:///{folder}/benchmark.sqlite3"
            ),
            "DJANGO_SETTINGS_MODULE": "archive_site.settings",
            "SECRET_KEY": "signs-nothing-the-database-is-thrown-away",
            "SITE_URL": "http://localhost",
            "REPLICA_URLS": "",
            "DEBUG": "1",  # plain static files
        }
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connection

        settings.DEBUG = False
        if connection.vendor == "sqlite":  # a file, not Django's test database in memory
            call_command("migrate", verbosity=0)
            yield
            return
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)


def text(characters: int, seed: int = 1) -> str:
    """Paragraphs of about 600 characters, `characters` long in all."""
    chance = random.Random(seed)
    words, length = [], 0
    while length < characters:
        word = chance.choice(WORDS)
        words.append(word + ("\n" if chance.random() < 0.01 else " "))
        length += len(word) + 1
    return "".join(words)[:characters]


def add_annotated_article(slug: str, body: str, annotations: int):
    """A published article with `annotations` spans: four mentions to one quotation of a span."""
    from articles.models import (
        Article,
        Entity,
        Mention,
        Quotation,
        QuotationSpan,
        Source,
        Status,
        TextVersion,
    )

    article = Article.objects.create(slug=slug, title=slug, status=Status.PUBLISHED)
    version = TextVersion.objects.create(article=article, number=1, body=body)
    Article.objects.filter(pk=article.pk).update(current_text=version)
    entities = [
        Entity.objects.get_or_create(
            slug=f"entity-{n}", defaults={"name": f"Entity {n}", "kind": "place"}
        )[0]
        for n in range(25)
    ]
    source, _ = Source.objects.get_or_create(
        slug="source", defaults={"title": "Source", "kind": "document"}
    )
    chance = random.Random(2)
    made: dict[type, list] = {Mention: [], QuotationSpan: []}
    for number in range(1, annotations + 1):
        length = 200 if number % 5 == 0 else 12
        start = chance.randrange(len(body) - length)
        if number % 5 == 0:
            quotation = Quotation.objects.create(
                article=article, number=number, kind="direct", speaker=entities[0], source=source
            )
            span = QuotationSpan(quotation=quotation, role="content")
        else:
            span = Mention(article=article, entity=entities[number % 25])
        span.place(version, start, start + length)
        span.derive()
        made[type(span)].append(span)
    for model, spans in made.items():
        model.objects.bulk_create(spans, batch_size=1000, ignore_conflicts=True)
    return article


def add_articles(count: int) -> None:
    """`count` published articles with publishers and short texts."""
    from articles.models import Article, Entity, Status, TextVersion

    publishers = [
        Entity.objects.create(slug=f"publisher-{n}", name=f"Publisher {n}", kind="organisation")
        for n in range(50)
    ]
    body = text(200)
    for first in range(0, count, 5000):
        articles = [
            Article(
                slug=f"article-{n}",
                title=f"Article {n}, =“quoted”, with | and é",
                byline="Somebody" if n % 3 else "",
                publisher=publishers[n % 50],
                url=f"https://example.org/{n}",
                published=f"{1900 + n % 120}-{1 + n % 12:02d}",
                status=Status.PUBLISHED,
            )
            for n in range(first, min(first + 5000, count))
        ]
        for article in articles:
            article.derive()
        Article.objects.bulk_create(articles)
        versions = [TextVersion(article=article, number=1, body=body) for article in articles]
        for version in versions:
            version.derive()
        TextVersion.objects.bulk_create(versions)
        for article, version in zip(articles, versions, strict=True):
            article.current_text = version
        Article.objects.bulk_update(articles, ["current_text"])
