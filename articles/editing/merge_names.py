"""What becomes of the names and identifiers of an entity merged into another."""

from dataclasses import dataclass, field

from ..models import Alias, Entity, Identifier, Scheme


@dataclass(frozen=True)
class Conflict:
    """Both entities have an identifier of one authority; `into` keeps one of the two.

    `leaves`: whether it leaves its own to the merged entity and takes the other's.
    """

    scheme: str
    label: str
    own: list[Identifier]
    others: list[Identifier]
    leaves: bool


@dataclass
class Names:
    """Aliases and identifiers that go to the other entity, and those that do not."""

    aliases: list[Alias] = field(default_factory=list)
    staying: list[Alias] = field(default_factory=list)
    added: Alias | None = None
    """The preferred name of the merged entity as an alias, if that is a new one."""
    identifiers: list[Identifier] = field(default_factory=list)
    given: list[Identifier] = field(default_factory=list)
    """Identifiers that the merged entity gets instead."""
    conflicts: list[Conflict] = field(default_factory=list)


def plan_names(merged: Entity, into: Entity, leave: frozenset[str], *, locking: bool) -> Names:
    """Names of `merged` become aliases of `into`, unless it has them; identifiers go, unless it
    has one of that authority and the authority is not in `leave`.
    """
    names = Names()
    known = {(alias.name, alias.language) for alias in _parts(Alias, into, locking)}
    for alias in _parts(Alias, merged, locking):
        has = alias.name == into.name or (alias.name, alias.language) in known
        (names.staying if has else names.aliases).append(alias)
    called = {into.name, *(name for name, _ in known), *(alias.name for alias in names.aliases)}
    if merged.name not in called:
        names.added = Alias(entity=into, name=merged.name, language=merged.name_language)
    own, others = (_parts(Identifier, entity, locking) for entity in (into, merged))
    for scheme in Scheme:
        has = [identifier for identifier in own if identifier.scheme == scheme]
        comes = [identifier for identifier in others if identifier.scheme == scheme]
        if has and comes:
            conflict = Conflict(scheme.value, scheme.label, has, comes, scheme in leave)
            names.conflicts.append(conflict)
            if not conflict.leaves:
                continue
            names.given += has
        names.identifiers += comes
    return names


def _parts(model, entity: Entity, locking: bool) -> list:
    rows = model.objects.filter(entity=entity).order_by("pk")
    return list(rows.select_for_update() if locking else rows)
