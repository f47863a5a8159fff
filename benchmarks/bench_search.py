"""Promise: ranked top 20 with highlighted snippets in ≤ 1.5 × the bare engine's own query.

100,000 articles of about 2 kB: words as frequent as in real language (Zipf), two in ten with
accents, one without spaces (Japanese, Chinese, Thai). Asked are rare, common, prefixed and East
Asian words and phrases; what is compared is the slowest but for one in twenty (p95). Yardstick: the
engine alone, on the same index, for the same twenty, with its own snippets (FTS5's `snippet`,
PostgreSQL's `ts_headline`).
`python bench_search.py 10000` takes another number of articles.
"""

import random
import sys
import time
from collections.abc import Callable

from archive import open_archive
from search_archive import add_searchable_articles, queries
from timing import report

TARGET = 1.5
TOP = 20
ROUNDS, LONG_ENOUGH = 7, 0.5  # calls of each, seconds


def p95(measured: list[float]) -> float:
    return sorted(measured)[int(len(measured) * 0.95)]


def fastest(call: Callable) -> float:
    """Seconds of the fastest of a few calls: what else the machine does is not what is compared."""
    measured: list[float] = []
    while len(measured) < ROUNDS and sum(measured) < LONG_ENOUGH:
        begin = time.perf_counter()
        call()
        measured.append(time.perf_counter() - begin)
    return min(measured)


def sqlite_alone(cursor, query) -> list:
    from articles.search.engines.sqlite import expression

    cursor.execute(
        "SELECT rowid, snippet(search_articles, -1, '<mark>', '</mark>', '…', 32)"
        " FROM search_articles WHERE search_articles MATCH %s"
        f" ORDER BY rank LIMIT {TOP}",
        [expression(query)],
    )
    return cursor.fetchall()


def postgresql_alone(cursor, query) -> list:
    from articles.search.engines.postgresql import WEIGHTS, expression

    asked = expression(query)
    cursor.execute(
        "SELECT record_id, ts_headline('simple', body, %s::tsquery) FROM ("
        " SELECT record_id, body FROM search_articles WHERE vector @@ %s::tsquery"
        f" ORDER BY ts_rank(%s, vector, %s::tsquery) DESC LIMIT {TOP}) top",
        [asked, asked, WEIGHTS, asked],
    )
    return cursor.fetchall()


def measure(kind: str, asked: list[str], cursor, alone) -> None:
    """One line: ours beside the engine's, each query in turn by both."""
    from articles.search.query import parse
    from articles.search.searching import search

    def ours(text: str):
        return search("articles", parse(text), limit=TOP)

    times: tuple[list[float], list[float]] = ([], [])
    for text in asked:
        query = parse(text)
        found, bare = ours(text), alone(cursor, query)
        assert len(found.hits) == len(bare), (text, len(found.hits), len(bare))
        calls = (lambda text=text: ours(text), lambda query=query: alone(cursor, query))
        for call, measured in zip(calls, times, strict=True):
            measured.append(fastest(call))
    report(f"{kind}, {len(asked)} queries, p95", p95(times[0]), p95(times[1]), "engine", TARGET)


def main(count: int) -> None:
    with open_archive():
        from django.db import connection

        from articles.search.indexing import rebuild

        add_searchable_articles(count)
        begin = time.perf_counter()
        rebuild()
        print(f"index of {count:,} articles: {time.perf_counter() - begin:.1f} s", end=", ")
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                alone = sqlite_alone
                cursor.execute("SELECT SUM(pgsize) FROM dbstat WHERE name LIKE 'search%%'")
            else:
                alone = postgresql_alone
                cursor.execute("VACUUM ANALYZE")
                cursor.execute("SELECT pg_total_relation_size('search_articles')")
            size = cursor.fetchone()[0]
            cursor.execute("SELECT SUM(LENGTH(body)) FROM articles_textversion")
            text = cursor.fetchone()[0]
            print(f"{size / 1e6:.0f} MB; the texts have {text / 1e6:.0f} million characters")
            for kind, asked in queries(random.Random(7)).items():
                measure(kind, asked, cursor, alone)


if __name__ == "__main__":
    main(int((sys.argv[1:2] or [100_000])[0]))
