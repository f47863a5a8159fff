"""Promise: 100,000 articles × 12 columns as CSV in ≤ 3 × the database's own CSV, in flat memory.

Yardstick: the `sqlite3 -csv` command, or psql's COPY on PostgreSQL, for the rows of the very
query that the stream asks. `python bench_csv.py 1000000` takes another number of articles.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from archive import add_articles, open_archive
from timing import compare, report

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


def main(count: int) -> None:
    with open_archive(), tempfile.TemporaryDirectory() as folder:
        from django.db import connection

        from articles.exchange.dataset import Dataset
        from articles.exchange.datasets import PUBLIC
        from articles.exchange.writing.csv_stream import stream_csv

        add_articles(count)
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
            with (Path(folder) / "ours.csv").open("wb") as file:
                file.writelines(stream_csv(twelve, rows))

        command = database_command(connection)
        if command is None:
            print("The database's own command is not installed: no yardstick, nothing measured.")
            return

        def theirs() -> None:
            with (Path(folder) / "theirs.csv").open("wb") as file:
                subprocess.run(command, stdout=file, check=True)

        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        streamed, copied = compare(ours, theirs, rounds=5)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        columns = ", ".join(column.name for column in twelve.columns)
        print(f"columns: {columns}")
        report(f"CSV of {count:,} articles", streamed, copied, command[0], 3)
        print(f"  peak memory grew by {grown:.0f} MB while streaming")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
