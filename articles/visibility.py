"""Keeping what readers may see in step with what is published.

Whether an entity or a source is public follows from other records, and asking for it anew on every
page would read the whole archive. So it is held in a column, `is_public`, which every change to the
archive brings up to date before it is committed. `EntityQuerySet.reachable` and
`SourceQuerySet.reachable` define it. Articles say themselves whether they are public.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from .lineage import above
from .models import Citation, Derivation, Entity, Quotation, Source, SourceAgent, Status
from .models.advisory import Advisory, lock

MANY = 5000
"""Of more records than these, all are gone through at once."""


@dataclass
class Records:
    """Keys of entities and sources."""

    entities: set[int] = field(default_factory=set)
    sources: set[int] = field(default_factory=set)


def refresh(unsure: Records) -> Records:
    """Set `is_public` of what may have become visible or invisible; return what did.

    The rows looked at stay locked to the end of the transaction (of very many, Advisory.FOLLOWING
    instead): two changes at once, each taking away one of the last two reasons to show a record,
    must not each rely on the other's.
    """
    if not (unsure.entities or unsure.sources):
        return Records()
    sources = _locked_with_origins(unsure.sources)
    if len(unsure.entities) + len(sources) > MANY:
        # Of two at once that come to this, each waiting for the other, the database ends one.
        lock(Advisory.FOLLOWING)
        return refresh_all()
    turned = _set(Source, sources, _shown(set(sources)))
    entities = _locked(Entity, unsure.entities | _agents_of(turned))
    reachable = Entity.objects.filter(pk__in=entities).reachable()
    return Records(_set(Entity, entities, _keys(reachable)), turned)


def refresh_all() -> Records:
    """Set `is_public` of every entity and source; return those of which it was wrong.

    The caller holds Advisory.FOLLOWING.
    """
    return Records(sources=_set_all(Source), entities=_set_all(Entity))


def wrong(model) -> set[int]:
    """Keys of the entities or sources whose `is_public` is not what the definition says."""
    return _keys(model.objects.reachable()) ^ _keys(model.objects.filter(is_public=True))


def _set_all(model) -> set[int]:
    reachable = _keys(model.objects.reachable())
    public = _keys(model.objects.filter(is_public=True))
    return _set(model, {key: key in public for key in reachable ^ public}, reachable)


def _keys(rows) -> set[int]:
    return set(rows.order_by().values_list("pk", flat=True))


def _set(model, was: dict[int, bool], shown: set[int]) -> set[int]:
    """Make those of `was` public that are among `shown`, the others not; return what turned."""
    turned = [key for key, public in was.items() if public is not (key in shown)]
    for first in range(0, len(turned), MANY):
        for value in (True, False):
            batch = [key for key in turned[first : first + MANY] if (key in shown) is value]
            if batch:
                model.objects.filter(pk__in=batch).update(is_public=value)
    return set(turned)


def _locked_with_origins(keys: set[int]) -> dict[int, bool]:
    """As `_locked`, for `keys` and everything these sources derive from, unless they are many."""
    if len(keys) > MANY:
        return dict.fromkeys(keys, False)
    locked: dict[int, bool] = {}
    while new := set(above(keys)) - locked.keys():
        # Whoever held one of them before may have added to what is behind it.
        locked |= _locked(Source, new)
    return locked


def _locked(model, keys: Iterable[int]) -> dict[int, bool]:
    """`is_public` by key, locked in the order of the keys: no two changes wait for each other."""
    rows = model.objects.select_for_update(no_key=True).filter(pk__in=keys)
    return dict(rows.order_by("pk").values_list("pk", "is_public"))


def _shown(keys: set[int]) -> set[int]:
    """Which of these sources readers may see; `keys` must hold all that they derive from."""
    if not keys:
        return set()
    used = {"article__status": Status.PUBLISHED, "source": OuterRef("pk")}
    claimed = Derivation.objects.claimed()
    from_others = claimed.filter(derived_from=OuterRef("pk"), source__is_public=True)
    shown = _keys(
        Source.objects.filter(pk__in=keys).filter(
            Exists(Citation.objects.filter(**used))
            | Exists(Quotation.objects.filter(**used))
            | Exists(from_others.exclude(source__in=keys))
        )
    )
    origins: dict[int, list[int]] = {}
    edges = claimed.filter(source__in=keys, derived_from__in=keys)
    for derived, origin in edges.order_by().values_list("source", "derived_from"):
        origins.setdefault(derived, []).append(origin)
    pending = list(shown)
    while pending:
        for origin in origins.get(pending.pop(), ()):
            if origin not in shown:
                shown.add(origin)
                pending.append(origin)
    return shown


def _agents_of(sources: set[int]) -> set[int]:
    """Entities that are an agent of one of these sources."""
    agents = SourceAgent.objects.filter(source__in=sources)
    return set(agents.order_by().values_list("entity", flat=True))
