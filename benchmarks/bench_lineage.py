"""Promise: 100,000 derivations are no hindrance, on a page or in the report on lineage.

One source comes, by ways that part and meet, from 90,000 others through 100,000 derivations; over
all these sources 100,000 articles make 300,000 claims. Yardsticks: for a page, the recursive query
that finds the derivations, alone; for the report, reading the same rows by bare SQL and walking
the edges once in topological order. `make bench` prints times, ratios and memory.
"""

import random
import resource
import time
import tracemalloc
from collections import defaultdict

from archive import open_archive
from large_archive import store
from timing import compare, report

EDGES, SOURCES, ARTICLES, CLAIMS = 100_000, 90_000, 100_000, 300_000

RECURSION = """
    WITH RECURSIVE above(id) AS (
        SELECT %s
        UNION
        SELECT derivation.derived_from_id
          FROM articles_derivation derivation JOIN above ON above.id = derivation.source_id
    )
    SELECT derivation.id, derivation.source_id, derivation.derived_from_id
      FROM articles_derivation derivation JOIN above ON above.id = derivation.source_id
"""
BARE_ROWS = (
    "SELECT id, publisher_id FROM articles_article WHERE status = 'published'",
    "SELECT id, article_id, source_id FROM articles_quotation",
    "SELECT id, article_id, source_id FROM articles_citation",
    "SELECT source_id, derived_from_id FROM articles_derivation",
)


def main() -> None:
    with open_archive():
        first = fill()
        from django.db import DEFAULT_DB_ALIAS, connection
        from django.test import RequestFactory

        from articles.independence import of_archive
        from articles.lineage import NEAREST, lineage
        from articles.models import Source
        from articles.pages.lineage import lineage as page
        from articles.rendering.chain import chain
        from articles.rendering.lineage_drawing import draw_source

        source = Source.objects.get(pk=first)

        def recursion() -> list:
            with connection.cursor() as cursor:
                cursor.execute(RECURSION, [first])
                return cursor.fetchall()

        def shown() -> None:
            origins = lineage([source], evidence=True, most=NEAREST)
            chain(origins, source)
            draw_source(origins, source)

        def bare() -> None:
            with connection.cursor() as cursor:
                for sql in BARE_ROWS:
                    cursor.execute(sql)
                    rows = cursor.fetchall()
            walk(rows)

        assert len(recursion()) == EDGES
        print(f"{EDGES:,} derivations above one source, {ARTICLES:,} articles, {CLAIMS:,} claims")
        report(
            "Lineage of that source, as its page shows it",
            *compare(shown, recursion, rounds=5),
            "the recursive query alone",
            12,
        )
        report(
            "Report on the archive",
            *compare(lambda: of_archive(DEFAULT_DB_ALIAS), bare, rounds=3),
            "bare rows and one walk",
            20,
        )
        request = RequestFactory().get("/lineage/")
        time.sleep(0.2)  # until the state of the database can be told
        page(request)
        begin = time.perf_counter()
        page(request)
        print(f"  its page, once remembered: {(time.perf_counter() - begin) * 1000:.1f} ms")
        tracemalloc.start()
        remembered = of_archive(DEFAULT_DB_ALIAS)
        kept, peak = (size / 1e6 for size in tracemalloc.get_traced_memory())
        assert len(remembered.standings) == ARTICLES
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  memory: {kept:.0f} MB kept, {peak:.0f} MB at work; process {most:.0f} MB at most")


def walk(edges: list[tuple[int, int]]) -> int:
    """How many nodes a plain topological walk comes by."""
    behind, waiting = defaultdict(list), defaultdict(int)
    for derived, origin in edges:
        behind[derived].append(origin)
        waiting[origin] += 1
    ready = [node for node in behind if not waiting[node]]
    count = 0
    while ready:
        count += 1
        for origin in behind.get(ready.pop(), ()):
            waiting[origin] -= 1
            if not waiting[origin]:
                ready.append(origin)
    return count


def fill() -> int:
    """Make the archive; return the key of the source that all others stand behind."""
    from articles.editing.bulk import know_sizes
    from articles.models import Article, Citation, Derivation, Entity, Quotation, Source
    from articles.visibility import refresh_all

    chance = random.Random(5)
    keys = range(1, SOURCES + 1)
    # Each from one shortly before it, so that all are behind the first; then ways that meet.
    pairs = {(chance.randrange(max(1, n - 300), n), n) for n in keys[1:]}
    while len(pairs) < EDGES:
        upper = chance.randrange(1, SOURCES)
        pairs.add((upper, chance.randrange(upper + 1, min(upper + 300, SOURCES + 1))))
    claim = {"kind": "was_derived_from", "basis": "inferred", "note": "So it seems."}
    store(Source, (_named("source", n) | {"kind": "report"} for n in keys))
    store(
        Derivation,
        (claim | {"source_id": derived, "derived_from_id": origin} for derived, origin in pairs),
    )
    store(
        Entity,
        (
            _named("publisher", n) | {"kind": "organisation", "name": "P", "name_folded": "p"}
            for n in range(50)
        ),
    )
    store(
        Article,
        (
            _named("article", n) | {"status": "published", "publisher_id": 1 + n % 50}
            for n in range(ARTICLES)
        ),
    )
    store(
        Quotation,
        (
            {
                "article_id": 1 + n % ARTICLES,
                "number": 1 + n // ARTICLES,
                "kind": "direct",
                "speaker_description": "somebody",
                "source_id": chance.choice(keys) if n else 1,
            }
            for n in range(CLAIMS - ARTICLES)
        ),
    )
    store(
        Citation,
        ({"article_id": 1 + n, "source_id": chance.choice(keys)} for n in range(ARTICLES)),
    )
    refresh_all()
    know_sizes()
    return 1


def _named(kind: str, n: int) -> dict:
    named = {"slug": f"{kind}-{n}", "title": f"{kind} {n}", "title_folded": f"{kind} {n}"}
    return named if kind != "publisher" else {"slug": named["slug"]}


if __name__ == "__main__":
    main()
