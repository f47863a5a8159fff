"""Chains that would lead back to where they began: derivations, and relations that are one-way."""

from collections.abc import Iterable, Iterator

from .. import graph
from ..models import ONE_WAY, Derivation, Entity, Relation, RelationKind, Source
from ..models.relation import edges_from
from .checking import Problem, Progress


def check_circles(progress: Progress) -> Iterator[Problem]:
    """No source derives from itself, however far round; no entity is, say, part of itself."""
    derivations = Derivation.objects.order_by("pk").values_list("source", "derived_from")
    yield from _closed(derivations, Source, "derives from itself", progress)
    for kind in ONE_WAY:
        relations = Relation.objects.filter(kind=kind).order_by("pk").values_list("entity", "other")
        yield from _closed(relations, Entity, f"“{kind.label}” leads back to it", progress)


def circles_made(merged: Entity | Source, into: Entity | Source) -> list[str]:
    """Why two cannot be made one: a sentence for each chain by which one leads to the other."""
    if isinstance(merged, Source):
        return list(_derived_from_itself(merged, into))
    return list(_related_to_itself(merged, into))


def _derived_from_itself(merged: Source, into: Source) -> Iterator[str]:
    edges = list(Derivation.objects.order_by("pk").values_list("source", "derived_from"))
    for one, other in ((merged, into), (into, merged)):
        if way := _way(edges, one, other):
            yield (
                f"“{one}” derives from “{other}” ({way}); as one source it would derive from "
                "itself. Change or delete a derivation on this way first."
            )


def _related_to_itself(merged: Entity, into: Entity) -> Iterator[str]:
    """No relation is to itself, of whatever kind; one-way ones do not lead there either."""
    both = (merged.pk, into.pk)
    direct = Relation.objects.filter(entity__in=both, other__in=both).order_by("pk")
    found = [
        *edges_from(both, ONE_WAY),
        *direct.exclude(kind__in=ONE_WAY).values_list("kind", "entity", "other"),
    ]
    for kind in RelationKind:
        edges = [edge for of, *edge in found if of == kind]
        for one, other in ((merged, into), (into, merged)):
            if way := _way(edges, one, other):
                yield (
                    f"“{kind.label}” leads from “{one}” to “{other}” ({way}); as one entity it "
                    "would lead to itself. Change or delete a relation on this way first."
                )


def _way(edges: Iterable, one, other) -> str:
    """The records on a shortest way from one to the other, named; empty if none leads there."""
    circle = graph.would_cycle(edges, other.pk, one.pk)
    if not circle:
        return ""
    records = type(one).objects.in_bulk(circle)
    return " → ".join(f"“{records[key]}”" for key in circle[1:])


def _closed(rows: Iterable, model, what: str, progress: Progress) -> Iterator[Problem]:
    """Each circle that pairs of keys of `model` close, told once."""
    edges = list(rows)
    progress(len(edges))
    while True:
        try:
            graph.roots(edges, [start for start, _ in edges])
            return
        except graph.CycleError as error:
            records = model.objects.in_bulk(error.path)
            chain = " → ".join(f"“{records[key]}”" for key in error.path)
            yield Problem(records[error.path[0]], f"{what}: {chain}")
            edges.remove(tuple(error.path[:2]))
