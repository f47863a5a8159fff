"""Promise: reconciling misspelt names takes ≤ 3 × rapidfuzz alone, among 100,000 entities.

Each entity has three aliases besides its name, and four in five are public. Yardstick: rapidfuzz
looking for the same names in a list of all public names that is in memory already. What a batch
adds is fetching the public names, looking for their words, weighing, and asking for the candidates.
Also told: batches of names that are there, and the memory a batch takes.
"""

import random
import sys
from pathlib import Path

from archive import add_articles, open_archive
from timing import compare, report

ENTITIES = 100_000
ALIASES = 3
ROUNDS = 3
SYLLABLES = "ka mo lo to vi ne ri sa de ba ur en gor ski mar ta no pe li ja".split()


def words(count: int, chance: random.Random) -> list[str]:
    """Made-up words of two to four syllables, so that a name's word is in some twenty others."""
    return ["".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 4)))) for _ in range(count)]


def add_entities() -> None:
    """Entities with aliases; all but every fifth are named in a published article."""
    from articles.models import Alias, Article, Entity, Mention

    chance = random.Random(5)
    known = words(40_000, chance)

    def name() -> str:
        return " ".join(chance.choices(known, k=chance.choice((1, 2, 2, 2, 3, 3, 4)))).title()

    texts = list(Article.objects.values_list("pk", "current_text_id"))
    for first in range(0, ENTITIES, 5000):
        numbers = range(first, first + 5000)
        entities = [Entity(slug=f"e-{n}", name=name(), kind="place") for n in numbers]
        store(Entity, entities)
        store(Alias, [Alias(entity=one, name=name()) for one in entities for _ in range(ALIASES)])
        mentions = []
        for number, entity in zip(numbers, entities, strict=True):
            article, text = texts[number % len(texts)]
            start = number // len(texts) * 4
            span = {"text_version_id": text, "start": start, "end": start + 3, "exact": "abc"}
            if number % 5:
                mentions.append(Mention(article_id=article, entity=entity, **span))
        store(Mention, mentions)


def store(model, records: list) -> None:
    """Store records of one model as `save` would, without history."""
    for record in records:
        record.derive()
    model.objects.bulk_create(records, batch_size=1000, ignore_conflicts=model.__name__ == "Alias")


def memory(kind: str) -> float:
    """Megabytes this process holds (VmRSS), or held at most (VmHWM)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(kind):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> int:
    from django.db import connection
    from rapidfuzz import fuzz, process

    from articles.exchange.reconciliation.names import SPELT_LIKE, PublicNames
    from articles.exchange.reconciliation.queries import BATCH, Query
    from articles.exchange.reconciliation.reconcile import reconcile
    from articles.exchange.reconciliation.services import ENTITIES as SERVICE

    add_articles(20_000)
    add_entities()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    chance = random.Random(7)
    misspelt = {str(n): Query(text=f"kamo {n}q vinesa") for n in range(BATCH)}
    peak, idle = memory("VmHWM"), memory("VmRSS")
    reconcile(SERVICE, misspelt)
    most = memory("VmHWM")
    grown = f"{most - idle:.0f} MB" if most > peak else f"less than {peak - idle:.0f} MB"
    print(f"a batch of {BATCH} takes {grown} of memory beside the {idle:.0f} MB of the process")
    lines = PublicNames.fetch(SERVICE)._lines
    there = chance.sample(lines, BATCH)
    misspelt = [f"{name[:at]}q{name[at + 1 :]}" for name in there for at in [len(name) // 2]]
    batches = {
        "that are there": {str(n): Query(text=name) for n, name in enumerate(there)},
        "misspelt": {str(n): Query(text=name) for n, name in enumerate(misspelt)},
    }

    def alone() -> None:
        for name in misspelt:
            process.extract(name, lines, scorer=fuzz.ratio, score_cutoff=SPELT_LIKE, limit=50)

    missed = False
    for what, batch in batches.items():
        took, bare = compare(lambda batch=batch: reconcile(SERVICE, batch), alone, rounds=ROUNDS)
        told = f"{BATCH} names {what}, among {len(lines):,}"
        report(told, took, bare, f"rapidfuzz alone, {BATCH} misspelt names", 3)
        found = reconcile(SERVICE, batch).values()
        hits = sum(bool(one["result"]) for one in found)
        matches = sum(any(c["match"] for c in one["result"]) for one in found)
        print(f"  candidates for {hits}, a match for {matches}")
        missed |= took > 3 * bare
    one, _ = compare(lambda: reconcile(SERVICE, {"q": Query(text=there[0])}), int, rounds=ROUNDS)
    print(f"a batch of one: {one * 1000:.0f} ms")
    return int(missed)


if __name__ == "__main__":
    with open_archive():
        sys.exit(main())
