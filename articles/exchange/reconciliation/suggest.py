"""Suggestions while somebody types: records, properties and types.

Names that begin with what was typed come first, found by the index; only when there are too few,
all names are looked through for words that begin so, and if there are none, for other spellings.
"""

from ...models import Alias, Entity
from ...text.folding import fold
from .identity import named_in, standing
from .names import PublicNames
from .queries import LONGEST_TEXT
from .services import Service

SHOWN = 10
FURTHEST = 200
"""So many suggestions can be asked for, page after page (`cursor`)."""

_LAST = "\U0010ffff"


def suggest_entities(service: Service, prefix: str, cursor: int = 0) -> list[dict]:
    """Records with a name that begins with `prefix`, or in which its words begin words, or that is
    spelt like it; or with this id or address. The first `cursor` are left out. At most 5 queries.
    """
    prefix = prefix.strip()[:LONGEST_TEXT]
    name, wanted = fold(prefix), min(cursor, FURTHEST) + SHOWN
    if not name:
        return []
    keys = dict.fromkeys(standing(service, filter(None, [named_in(prefix, service)])).values())
    public = service.model.objects.public()
    begun = public.filter(pk__in=_beginning(service, name))
    keys |= dict.fromkeys(
        begun.order_by(f"{service.label}_folded", "pk").values_list("pk", flat=True)[:wanted]
    )
    if len(keys) < wanted:
        names = PublicNames.fetch(service)
        keys |= dict.fromkeys(names.beginning(name, wanted))
        if not keys:
            keys |= dict.fromkeys(names.like(name))
    chosen = list(keys)[cursor : cursor + SHOWN] if cursor <= FURTHEST else []
    found = public.in_bulk(chosen)
    return [_suggested(service, found[key]) for key in chosen if key in found]


def suggest_properties(service: Service, prefix: str) -> list[dict]:
    """Properties with an id or a name in which `prefix` stands; all, if it is empty."""
    asked = prefix.strip().casefold().replace("_", " ")
    return [
        {"id": one.id, "name": one.name, "description": one.description}
        for one in service.properties.values()
        if asked in one.name.casefold() or asked in one.id.replace("_", " ")
    ]


def suggest_types(service: Service, prefix: str) -> list[dict]:
    """Types with an id or a name in which `prefix` stands; all, if it is empty."""
    asked = prefix.strip().casefold()
    return [one for one in service.types if asked in one["id"] or asked in one["name"].casefold()]


def _beginning(service: Service, name: str):
    """Primary keys of records, public or not, with a folded name that begins so."""
    begins = {"gte": name, "lt": name + _LAST}
    own = {f"{service.label}_folded__{how}": value for how, value in begins.items()}
    found = service.model.objects.filter(**own).order_by().values("pk")
    if service.model is not Entity:
        return found
    aliases = {f"name_folded__{how}": value for how, value in begins.items()}
    return found.union(Alias.objects.filter(**aliases).order_by().values("entity_id"))


def _suggested(service: Service, record) -> dict:
    return {
        "id": record.public_id,
        "name": getattr(record, service.label),
        "description": record.description,
        "notable": [service.type_of(record.kind)],
    }
