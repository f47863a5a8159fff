"""Promise: 100,000 articles × 12 columns as CSV in ≤ 3 × the database's own CSV, in flat memory.

Yardstick: the `sqlite3 -csv` command, or psql's COPY on PostgreSQL, for the rows of the very
query that the stream asks. Memory is that of a process of its own that does nothing else: its peak
while it streams, less what it held when idle. `python bench_csv.py 1000000` takes another number of
articles.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from archive import add_articles, open_archive
from timing import compare, report

LARGEST_GROWTH = 50  # MB

# What the stream's own query fetches for its twelve columns.
QUERY = """
SELECT article.id, article.public_id, article.slug, article.title, article.title_supplied,
       article.byline, publisher.public_id, publisher.name, article.url, article.published,
       article.language, article.rights
  FROM articles_article article
  LEFT JOIN articles_entity publisher ON publisher.id = article.publisher_id
 WHERE article.status = 'published'
 ORDER BY article.title_folded, article.id
"""


def database_command(connection) -> list[str] | None:
    """The database's own way to write QUERY as CSV, or None where its command is missing."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        command = ["sqlite3", "-csv", "-header", str(settings["NAME"]), QUERY]
    else:
        address = {"-h": settings["HOST"], "-p": settings["PORT"], "-U": settings["USER"]}
        options = [part for pair in address.items() if pair[1] for part in map(str, pair)]
        copy = f"COPY ({QUERY.strip()}) TO STDOUT WITH (FORMAT csv, HEADER)"
        command = ["psql", "-qX", *options, "-d", str(settings["NAME"]), "-c", copy]
    return command if shutil.which(command[0]) else None


def database_url(connection) -> str:
    """How another process opens the database that is measured."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    login = settings["USER"] + (f":{settings['PASSWORD']}" if settings["PASSWORD"] else "")
    return f"postgres://{login}@{settings['HOST']}:{settings['PORT'] or 5432}/{settings['NAME']}"


def memory(kind: str) -> int:
    """Kilobytes this process holds (VmRSS), or held at most (VmHWM)."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition(f"{kind}:")[2].split()[0])


def stream_in_this_process() -> None:
    """Print by how many MB streaming makes the idle process grow, for each way to stream."""
    import django

    django.setup()
    from articles.editing.snapshot import snapshot
    from articles.exchange.datasets import PUBLIC
    from articles.exchange.writing.bundle import members, zipped
    from articles.exchange.writing.csv_stream import stream_csv
    from articles.exchange.writing.jsonl_stream import stream_jsonl

    def rows(dataset):
        return dataset.queryset(public=True).order_by("pk")

    def everything():
        from django.utils import timezone

        return zipped(members(PUBLIC.values(), public=True, date=timezone.now(), rows=rows))

    articles = PUBLIC["articles"]
    for what, stream in (
        ("CSV of articles", lambda: stream_csv(articles, rows(articles))),
        ("JSON Lines of articles", lambda: stream_jsonl(articles, rows(articles))),
        ("zip of everything", everything),
    ):
        with Path(os.devnull).open("wb") as nowhere, snapshot():
            nowhere.write(next(stream()))  # what is loaded once is no growth
            idle = memory("VmRSS")
            size = sum(map(nowhere.write, stream()))
        grown = (memory("VmHWM") - idle) / 1024
        verdict = "met" if grown <= LARGEST_GROWTH else "MISSED"
        print(
            f"  {what}, {size / 1e6:,.0f} MB: memory grew by {grown:.0f} MB from {idle / 1024:.0f}"
            f" (target ≤ {LARGEST_GROWTH}, {verdict})"
        )


def main(count: int) -> None:
    with open_archive(), tempfile.TemporaryDirectory() as folder:
        from django.db import connection

        from articles.editing.snapshot import snapshot
        from articles.exchange.dataset import Dataset
        from articles.exchange.datasets import PUBLIC
        from articles.exchange.writing.csv_stream import stream_csv

        add_articles(count)
        if connection.vendor == "postgresql":  # as autovacuum does within a minute
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        declared = PUBLIC["articles"]
        twelve = Dataset(
            declared.name,
            declared.title,
            declared.description,
            declared.model,
            declared.columns[:12],
            is_public=True,
        )
        rows = declared.queryset(public=True).order_by("title_folded", "pk")

        def ours() -> None:
            with (Path(folder) / "ours.csv").open("wb") as file, snapshot():
                file.writelines(stream_csv(twelve, rows))

        command = database_command(connection)
        if command is None:
            print("The database's own command is not installed: no yardstick, nothing measured.")
            return

        def theirs() -> None:
            with (Path(folder) / "theirs.csv").open("wb") as file:
                subprocess.run(command, stdout=file, check=True)

        streamed, copied = compare(ours, theirs, rounds=5)
        columns = ", ".join(column.name for column in twelve.columns)
        print(f"columns: {columns}")
        report(f"CSV of {count:,} articles", streamed, copied, command[0], 3)
        if Path("/proc/self/status").exists():
            subprocess.run(
                [sys.executable, __file__, "memory"],
                env={**os.environ, "DATABASE_URL": database_url(connection), "DEBUG": ""},
                check=True,
            )


if __name__ == "__main__":
    if sys.argv[1:] == ["memory"]:
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
        stream_in_this_process()
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
