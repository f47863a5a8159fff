"""Entities by how often something is so of them, for a short list with bars."""

from collections import Counter
from dataclasses import dataclass

from ..models import Entity


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity, its number, and that in percent of the greatest."""

    entity: Entity
    number: int
    percent: float


def most_frequent(numbers: Counter[int], count: int) -> list[Ranked]:
    """The `count` entities (by primary key) with the greatest numbers. One query."""
    most = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))[:count]
    entities = Entity.objects.public().in_bulk([key for key, _ in most])
    rows = [(entities[key], number) for key, number in most if key in entities]
    rows.sort(key=lambda row: (-row[1], row[0].name_folded, row[0].pk))
    return [Ranked(entity, number, round(100 * number / rows[0][1], 1)) for entity, number in rows]
