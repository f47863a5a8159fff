"""Names readers may have meant, when what they typed finds nothing."""

from django.db import router

from ..models import Alias, Entity, Source
from .query import Query
from .ranking import ENTITIES, SOURCES, all_names
from .spelling import FORGIVEN_IN, Differences, misspelt, words

LONGEST = 100
"""Characters of words that may be a name misspelt."""
WORDS = 6
"""A name hardly has more; each is compared with every word of every name."""


def near_names(query: Query, limit: int = 5) -> list[Entity | Source]:
    """Public entities and sources with names nearly like all that is asked for, the nearest first.

    Of what is not public no name is looked at. At most 5 queries.
    """
    text = " ".join(stretch.text for clause in query.wanted for stretch in clause.stretches)
    if not FORGIVEN_IN <= len(text) <= LONGEST or len(words(text)) > WORDS:
        return []
    using = router.db_for_read(Entity)
    entities = misspelt(text, all_names(ENTITIES, public=True, using=using))
    sources = misspelt(text, all_names(SOURCES, public=True, using=using))
    apart: list[tuple[int, str, Entity | Source]] = []
    for name, entity in _named(entities):
        apart.append((entities[name], name, entity))
    for source in Source.objects.public().filter(title_folded__in=_nearest(sources)):
        apart.append((sources[source.title_folded], source.title_folded, source))
    apart.sort(key=lambda one: (one[0], one[1], one[2].pk))
    found = {(type(record), record.pk): record for _, _, record in reversed(apart)}
    return list(reversed(found.values()))[:limit]


def _named(names: Differences) -> list[tuple[str, Entity]]:
    nearest = _nearest(names)
    own = Entity.objects.public().filter(name_folded__in=nearest)
    others = Alias.objects.public().filter(name_folded__in=nearest).select_related("entity")
    return [
        *((entity.name_folded, entity) for entity in own),
        *((alias.name_folded, alias.entity) for alias in others),
    ]


def _nearest(names: Differences) -> list[str]:
    return sorted(names, key=lambda name: (names[name], name))[:50]
