"""A large archive to measure on: 100,000 articles, 1,000,000 mentions and all that goes with them.

How often something is named, quoted or used falls off as in real archives (Zipf): the first entity
stands in every tenth mention, most stand in one or two. Rows go in by the engine's bulk way, below
the verbs; the same call makes the same archive, every passage in its place.
"""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from chance import often
from large_text import FILLERS, Text
from store import LONG_AGO, store

SEED = 7
SYLLABLES = "ba che do fu ga hi jo ku la mer no or pa ri sta tu va wen yo zha".split()
LANGUAGES = (
    ["en"] * 50 + ["en-GB"] * 8 + ["en-US"] * 6 + ["ru"] * 10 + ["de"] * 8 + ["ja"] * 6
    + ["fr"] * 4 + ["ar"] * 3 + ["zh-Hans"] * 2 + ["es", "pl", "uk"]
)  # fmt: skip
PUBLISHERS = 2000
BATCH = 5000


def add_large_archive(
    articles: int = 100_000,
    *,
    mentions: int = 1_000_000,
    quotations: int = 300_000,
    entities: int = 100_000,
    sources: int = 20_000,
) -> None:
    """Fill an empty database; of mentions and quotations there are about so many.

    One article in thirty is a draft, one in a hundred keeps its text to itself. Entities and
    sources are the more used the lower their number: `entity-1`, `source-1` are the most frequent.
    What readers may see is brought up to date; the search index is not. A database that holds
    articles is left as it is.
    """
    from articles import models
    from articles.editing.bulk import know_sizes
    from articles.visibility import refresh_all

    if models.Article.objects.exists():
        return
    chance = random.Random(SEED)
    names = [_name(n, entities) for n in range(entities)]
    store(models.Entity, _entities(names, chance))
    store(models.Alias, _aliases(names))
    store(models.Source, _sources(sources, chance))
    store(models.Derivation, _derivations(sources, chance))
    store(models.SourceAgent, _agents(sources, entities, chance))
    store(models.Article, _articles(articles, min(PUBLISHERS, entities), chance))
    store(models.Citation, _citations(articles, sources, chance))
    store(models.Correction, _corrections(articles // 5))
    many = (mentions / articles, quotations / articles)
    stored: Counter = Counter()
    for first in range(1, articles + 1, BATCH):
        numbers = range(first, min(first + BATCH, articles + 1))
        texts = [Text(number, names, many, chance) for number in numbers]
        said = [row for text in texts for row in text.quotations(sources, chance)]
        pieces = [span for text in texts for span in text.spans]
        for number, piece in enumerate(pieces, stored[models.Quotation] + 1):
            piece["quotation_id"] = number
        for model, rows in (
            (models.TextVersion, [text.version for text in texts]),
            (models.Mention, [row for text in texts for row in text.mentions]),
            (models.Quotation, said),
            (models.QuotationSpan, pieces),
        ):
            store(model, rows, first=stored[model] + 1)
            stored[model] += len(rows)
    _settle(models)
    refresh_all()
    know_sizes()


def _name(number: int, count: int) -> str:
    """A name of its own for each number below `count`, in no order."""
    scrambled = (number * 7919 + 13) % count if count % 7919 else number
    parts = []
    for _ in range(4):
        scrambled, rest = divmod(scrambled, len(SYLLABLES))
        parts.append(SYLLABLES[rest])
    first, last = "".join(parts[:2]).capitalize(), "".join(parts[2:]).capitalize()
    return f"{first} {last}" if not scrambled else f"{first} {last} {scrambled}"


def _entities(names: list[str], chance: random.Random) -> Iterator[dict]:
    from articles.models import EntityKind
    from articles.text.folding import fold

    kinds = [*EntityKind.values, "person", "person", "organisation", "place"]
    for number, name in enumerate(names, 1):
        yield {
            "slug": f"entity-{number}",
            "name": name,
            "name_folded": fold(name),
            "kind": "organisation" if number <= PUBLISHERS else chance.choice(kinds),
        }


def _aliases(names: list[str]) -> Iterator[dict]:
    from articles.text.folding import fold

    for number in range(1, len(names) + 1, 2):
        name = f"{names[number - 1]} the Elder"
        yield {"entity_id": number, "name": name, "name_folded": fold(name)}


def _sources(count: int, chance: random.Random) -> Iterator[dict]:
    from articles.models import SourceKind
    from articles.text.folding import fold

    for number in range(1, count + 1):
        title = f"{chance.choice(FILLERS).capitalize()}, file {(number * 7919) % 10007}"
        date = _date(chance)
        yield {
            "slug": f"source-{number}",
            "title": title,
            "title_folded": fold(title),
            "kind": chance.choice(SourceKind.values),
            "description": "A file of the archive.",
            **_dated("date", date),
        }


def _derivations(sources: int, chance: random.Random) -> Iterator[dict]:
    """Three quarters of the sources derive from one or two before them: chains, no cycles."""
    for number in range(2, sources + 1):
        if number % 4:
            for origin in {chance.randrange(1, number) for _ in range(1 + number % 2)}:
                yield {
                    "source_id": number,
                    "derived_from_id": origin,
                    "kind": "was_derived_from",
                    "basis": "inferred",
                    "note": "By its wording.",
                }


def _agents(sources: int, entities: int, chance: random.Random) -> Iterator[dict]:
    for number in range(1, sources + 1):
        yield {
            "source_id": number,
            "entity_id": often(entities, chance),
            "role": "released_by" if number % 3 else "held_by",
            "basis": "inferred",
            "note": "By its seal.",
        }


def _articles(count: int, publishers: int, chance: random.Random) -> Iterator[dict]:
    from articles.text.folding import fold

    for number in range(1, count + 1):
        # Titles recur, as they do: "Weather report".
        title = f"{chance.choice(FILLERS).capitalize()}, part {chance.randrange(1, count)}"
        status = "draft" if number % 30 == 7 else "withdrawn" if number % 500 == 3 else "published"
        yield {
            "slug": f"article-{number}",
            "title": title,
            "title_folded": fold(title),
            "byline": "Somebody" if number % 3 else "",
            "publisher_id": often(publishers, chance) if number % 40 else None,
            "url": f"https://example.org/{number}",
            "language": chance.choice(LANGUAGES),
            "status": status,
            "status_reason": "A copy." if status == "withdrawn" else "",
            "text_is_public": number % 100 != 50,
            "created_at": LONG_AGO + timedelta(minutes=number),
            **_dated("published", _date(chance)),
        }


def _date(chance: random.Random) -> tuple[str, int, int]:
    from articles.text.dates import UNDATED_EARLIEST, UNDATED_LATEST

    if chance.random() < 0.03:
        return "", UNDATED_EARLIEST, UNDATED_LATEST
    year, month = chance.randrange(1900, 2020), chance.randrange(1, 13)
    if chance.random() < 0.2:
        return f"{year}", year * 10000 + 101, year * 10000 + 1231
    day = chance.randrange(1, 29)
    key = year * 10000 + month * 100 + day
    return f"{year}-{month:02}-{day:02}", key, key


def _dated(name: str, date: tuple[str, int, int]) -> dict:
    return dict(zip((name, f"{name}_earliest", f"{name}_latest"), date, strict=True))


def _citations(articles: int, sources: int, chance: random.Random) -> Iterator[dict]:
    roles = ["primary", "secondary", "secondary", "background"]
    for article in range(1, articles + 1):
        cited = {often(sources, chance) for _ in range(chance.choice((0, 1, 1, 2)))}
        for source in sorted(cited):
            yield {"article_id": article, "source_id": source, "role": chance.choice(roles)}


def _corrections(count: int) -> Iterator[dict]:
    for number in range(1, count + 1):
        yield {
            "article_id": number * 5,
            "kind": "description_corrected",
            "record": f"art-{number * 5:012}",
            "label": "A title",
            "previous": "title: An old title",
            "new": "title: A title",
            "reason": "Misread.",
            "at": LONG_AGO + timedelta(hours=number),
        }


def _settle(models) -> None:
    """What refers to rows that came later: current texts, spans' quotations, counters of keys."""
    from django.core.management.color import no_style
    from django.db import connection

    tables = [
        model for model in vars(models).values() if isinstance(model, type)
        and hasattr(model, "_meta") and not model._meta.abstract
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET current_text_id = id")
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
