"""Promise: import by command in ≤ 2 × a bare `bulk_create` of the very same rows, in flat memory.

100,000 articles with their texts, then 1,000,000 mentions in them, each from one CSV file. What is
imported is validated, compared with the file, and has its history; yardstick: the same rows,
history and text versions included, as instances made beforehand, by `bulk_create` alone.
`python bench_import.py 10000 100000` takes other numbers of articles and mentions.
"""

import csv
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from archive import open_archive, text
from timing import report

BATCH = 5000
BODY = text(2000)
LENGTH = 12


def write(file: Path, header: list[str], rows: Iterator[list]) -> None:
    """A CSV file with these rows."""
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(header)
        writer.writerows(rows)


def articles(count: int, publishers: list[str]) -> Iterator[list]:
    """Rows of articles as somebody's own list would have them, the text in the row."""
    for n in range(count):
        yield [
            f"article-{n}",
            f"Article {n}, “quoted”, with | and é",
            "Somebody" if n % 3 else "",
            publishers[n % len(publishers)],
            f"https://example.org/{n}",
            f"{1900 + n % 120}-{1 + n % 12:02d}",
            "en",
            f"{BODY}{n}",
        ]


def mentions(count: int, ids: list[str], entities: list[str]) -> Iterator[list]:
    """Rows of mentions, those of one article after those of another."""
    each = -(-count // len(ids))
    for n in range(count):
        start = n % each * LENGTH
        yield [
            ids[n // each],
            1,
            start,
            start + LENGTH,
            BODY[start : start + LENGTH],
            entities[n % len(entities)],
        ]


def bare(connection, models: list) -> float:
    """Seconds of storing all rows there are of these models anew by `bulk_create` alone."""
    seconds = 0.0
    with connection.cursor() as cursor:
        for model in models:
            table = model._meta.db_table
            cursor.execute(f"CREATE TABLE bench_{table} AS SELECT * FROM {table}")
        cursor.execute("UPDATE articles_article SET current_text_id = NULL")
        for model in reversed(models):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
    for model in models:
        table = model._meta.db_table
        names = [field.attname for field in model._meta.concrete_fields]
        last = 0
        while True:
            key = model._meta.pk.column
            rows = list(
                model.objects.raw(
                    f"SELECT * FROM bench_{table} WHERE {key} > %s ORDER BY {key} LIMIT {BATCH}",
                    [last],
                )
            )
            if not rows:
                break
            last = rows[-1].pk
            fresh = [model(**{name: getattr(row, name) for name in names}) for row in rows]
            if model._meta.model_name == "article":
                for one in fresh:
                    one.current_text_id = None  # as the texts are not there yet
            begin = time.perf_counter()
            model.objects.bulk_create(fresh)
            seconds += time.perf_counter() - begin
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE bench_{table}")
    return seconds


def main(article_count: int, mention_count: int) -> None:
    with open_archive(), tempfile.TemporaryDirectory() as folder:
        from django.db import connection, transaction

        from articles.exchange.loading import load, tables_in
        from articles.models import Article, Entity, Mention, TextVersion

        for n in range(50):
            Entity.objects.create(slug=f"entity-{n}", name=f"Entity {n}", kind="organisation")
        entities = list(Entity.objects.values_list("public_id", flat=True))

        def imported(name: str, header: str, rows: Iterator[list]) -> float:
            file = Path(folder) / f"{name}.csv"
            write(file, header.split(","), rows)
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            begin = time.perf_counter()
            loaded = load(tables_in(file), by=None)
            seconds = time.perf_counter() - begin
            assert not loaded.problems, list(loaded.problems)[:5]
            grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            print(f"{loaded.total('new'):,} {name}: {seconds:.1f} s, memory +{grown:.0f} MB")
            return seconds

        def compared(what: str, ours: float, models: list) -> None:
            with transaction.atomic():
                theirs = bare(connection, models)
                transaction.set_rollback(True)
            report(what, ours, theirs, "bulk_create of the same rows", 2)

        header = "slug,title,byline,publisher_id,address,published,language,body"
        ours = imported("articles", header, articles(article_count, entities))
        kinds = [Article, TextVersion, Article.history.model, TextVersion.history.model]
        compared(f"import of {article_count:,} articles", ours, kinds)

        ids = list(Article.objects.order_by("pk").values_list("public_id", flat=True))
        header = "article_id,text_version,start,end,exact,entity_id"
        ours = imported("mentions", header, mentions(mention_count, ids, entities))
        compared(f"import of {mention_count:,} mentions", ours, [Mention, Mention.history.model])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3] or (100_000, 1_000_000)))
