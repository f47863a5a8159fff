"""Promise: at 100,000 articles a list costs the same on page 1 and on page 1000, facets included.

The archive has 1,000,000 mentions, 300,000 quotations, 100,000 entities and 20,000 sources
(`python bench_lists.py 10000` makes a tenth of it). Measured is the time the server takes for a
whole page; yardsticks, in the same run: the bare query for fifty rows of the list by an index, and
the bare COUNT of all of them. “First” is the first time after something was written to the
archive, when the facets are counted; after that they are remembered. Detail pages stand beside
them.
"""

import sys
import time
from collections.abc import Callable

from archive import add_large_archive, open_archive
from timing import compare, median

ROUNDS = 5
LARGEST_RATIO = 1.5  # of page 1000 to page 1

LISTS = {
    "articles": (
        "",
        "sort=title",
        "language=en",
        "q=railway",
        "entity=entity-1",
        "source=source-1",
    ),
    "quotations": ("", "sort=-date", "kind=mixed", "speaker=entity-1", "source=source-1"),
    "sources": ("", "sort=-date", "kind=report", "origin=root"),
    "entities": ("", "sort=kind", "kind=place", "q=baba"),
    "corrections": ("", "sort=at"),
}
DETAILS = {
    "article": "/articles/article-2/",
    "entity, the most frequent": "/entities/entity-1/",
    "entity, a rare one": "/entities/entity-5000/",
    "source, the most used": "/sources/source-1/",
    "source, a rare one": "/sources/source-5000/",
    "quotation": "/quotations/quo-000000000002/",
}


def seconds(call: Callable[[], object], rounds: int = ROUNDS) -> float:
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        call()
        times.append(time.perf_counter() - begin)
    return median(times)


def deep(name: str, query: str) -> str:
    """What asks for page 1000, or for the one in the middle of a shorter list."""
    from django.http import QueryDict

    from articles.filters import FILTERS

    found = FILTERS[name](QueryDict(query), queryset=FILTERS[name]._meta.model.objects.public())
    total = found.qs.count()
    row = found.qs[min(999 * 50, total // 2)]
    return f"{query}&after={row.public_id}".lstrip("&")


def yardsticks(name: str) -> tuple[float, float]:
    """Seconds for fifty rows by an index, and for the count of all."""
    from articles.filters import FILTERS

    rows = FILTERS[name](queryset=FILTERS[name]._meta.model.objects.public()).qs
    return seconds(lambda: list(rows[:50])), seconds(lambda: rows.order_by().count())


def main(count: int) -> None:
    with open_archive():
        from django.conf import settings
        from django.db import connection
        from django.test import Client

        settings.ALLOWED_HOSTS = ["testserver"]
        sizes = {"mentions": 10 * count, "quotations": 3 * count}
        add_large_archive(count, **sizes, entities=count, sources=count // 5)
        client = Client()

        def get(address: str) -> None:
            answer = client.get(address)
            assert answer.status_code == 200, f"{address}: {answer.status_code}"

        get("/data/")  # what is loaded once is no part of a page
        print(f"{connection.vendor}, {count:,} articles; milliseconds")
        print(f"{'page':42}{'first':>8}{'then':>8}{'deep':>8}   50 rows  count")
        worst = 0.0
        for name, queries in LISTS.items():
            bare, whole = yardsticks(name)
            for query in queries:
                address = f"/{name}/?{query}".rstrip("?")
                first = seconds(lambda address=address: get(address), rounds=1)
                further = f"/{name}/?{deep(name, query)}"
                page, thousandth = compare(
                    lambda address=address: get(address),
                    lambda further=further: get(further),
                    rounds=ROUNDS,
                )
                worst = max(worst, thousandth / page)
                times = "".join(f"{number * 1000:8.0f}" for number in (first, page, thousandth))
                print(f"{address:42}{times}{bare * 1000:10.1f}{whole * 1000:7.0f}")
        verdict = "met" if worst <= LARGEST_RATIO else "MISSED"
        print(f"page 1000 to page 1, the worst: {worst:.2f} (target ≤ {LARGEST_RATIO}, {verdict})")
        for what, address in DETAILS.items():
            first = seconds(lambda address=address: get(address), rounds=1)
            page = seconds(lambda address=address: get(address))
            print(f"{what:42}{first * 1000:8.0f}{page * 1000:8.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
