"""Finding entities and sources by their names while somebody types, and likely duplicates.

Accents, capitals and kinds of quotation mark do not matter (`text.folding`).
"""

from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from ..models import Derivation, Entity, Source
from ..text.folding import fold
from .ranking import ENTITIES, SOURCES, Named, all_names, begins, best, contains, one_of
from .spelling import FORGIVEN_IN, Differences, alike, misspelt, words

LONGEST = 500
"""Characters of a query that are looked at: no name is longer."""
CLOSEST = 50
"""So many names that are nearly those asked for are looked up."""


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """An entity, the name or alias of it that was found, and how many mentions it has."""

    entity: Entity
    name: str
    mentions: int


def find_entities(query: str, *, limit: int = 12) -> list[FoundEntity]:
    """Entities with a name or alias in which every word of `query` occurs, best first.

    Exact names, then those that begin with the query, then those in which its words begin
    words, then others; among equals those mentioned more often, then by name. When there is
    none, those whose spelling is close. At most 4 queries.
    """
    return [_found(entity) for entity in _search(ENTITIES, query, limit)]


def near_duplicates(name: str, *, limit: int = 5) -> list[FoundEntity]:
    """Entities with a name or alias so like `name` that the same may be meant, likest first.

    Equal but for accents and capitals, spelt nearly so, with the words in another order, or
    with one word more or less. 2 queries.
    """
    name = fold(name)[:LONGEST]
    if not name:
        return []
    return [
        _found(entity) for entity in _nearest(ENTITIES, alike(name, all_names(ENTITIES)), limit)
    ]


def find_sources(query: str, *, limit: int = 12) -> list[Source]:
    """Sources by title, as `find_entities`, with `derivations` and what they derive from.

    Among equals come first those quoted and cited more often. At most 5 queries.
    """
    found = _search(SOURCES, query, limit)
    derivations = Derivation.objects.select_related("derived_from")
    prefetch_related_objects(found, Prefetch("derivations", queryset=derivations))
    return found


def _search(named: Named, query: str, limit: int) -> list:
    query = fold(query)[:LONGEST].strip()
    if not query:
        return []
    found = best(named, begins(query), limit)
    if len(found) < limit:
        found = best(named, contains(query, words(query)), limit)
    if found or len(query) < FORGIVEN_IN:
        return found
    return _nearest(named, misspelt(query, all_names(named)), limit)


def _nearest(named: Named, differences: Differences, limit: int) -> list:
    names = sorted(differences, key=lambda name: (differences[name], name))[:CLOSEST]
    if not names:
        return []
    return best(named, one_of({name: differences[name] for name in names}), limit)


def _found(entity: Entity) -> FoundEntity:
    return FoundEntity(entity, entity.matched, entity.uses)
