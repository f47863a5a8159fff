"""Aliases and identifiers of an entity, as lists in the entity's own row.

A list in the file is the whole list: what it leaves out is removed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from ...editing import records
from ...models import Alias, Entity, Identifier, Scheme
from ..cells import join_list

ALIASES, LANGUAGES = "aliases", "alias_languages"


def aliases_cell(entity: Entity) -> str:
    """The names of the aliases, in the order of the export."""
    return join_list(alias.name for alias in entity.aliases.all())


def alias_languages_cell(entity: Entity) -> str:
    """The languages of the aliases, item for item beside their names."""
    return join_list(alias.language for alias in entity.aliases.all())


def identifiers_cell(scheme: str) -> Callable[[Entity], str]:
    """A function that gives an entity's identifiers of one authority."""
    return lambda entity: join_list(
        found.value for found in entity.identifiers.all() if found.scheme == scheme
    )


@dataclass
class Plan:
    """What has to be done to an entity's parts, each with the column that asks for it."""

    remove: list[tuple[str, Alias | Identifier]] = field(default_factory=list)
    change: list[tuple[str, Alias]] = field(default_factory=list)
    add: list[tuple[str, Alias | Identifier]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.remove or self.change or self.add)

    def carry_out(self, entity: Entity, *, by) -> None:
        """Do it by the verbs. Raises ValidationError by column, PermissionDenied, Stale."""
        for column, part in self.remove:
            _at(column, part, records.delete, part, by=by, based_on=part.row_version)
        for column, part in self.change:
            _at(column, part, records.change, part, by=by, based_on=part.row_version)
        for column, part in self.add:
            part.entity = entity
            _at(column, part, records.add, part, by=by)


def plan_parts(entity: Entity, wanted: dict[str, list[str]]) -> Plan:
    """Compare the lists a file asks for, by column, with what the entity has.

    Raises ValidationError by column when the lists of names and languages do not match.
    """
    plan = Plan()
    if LANGUAGES in wanted and ALIASES not in wanted:
        raise ValidationError({LANGUAGES: "Languages without the column “aliases”."})
    if ALIASES in wanted:
        _plan_aliases(entity, wanted[ALIASES], wanted.get(LANGUAGES), plan)
    for scheme in Scheme.values:
        if scheme in wanted:
            _plan_identifiers(entity, scheme, wanted[scheme], plan)
    return plan


def _plan_aliases(
    entity: Entity, names: list[str], languages: list[str] | None, plan: Plan
) -> None:
    if languages and len(languages) != len(names):
        raise ValidationError(
            {LANGUAGES: f"{len(languages)} languages stand beside {len(names)} aliases."}
        )
    left = list(entity.aliases.all()) if entity.pk else []
    unmatched = []
    for name, language in zip(names, languages or [""] * len(names), strict=True):
        same = [alias for alias in left if alias.name == name and language in ("", alias.language)]
        if same:
            left.remove(same[0])
        else:
            unmatched.append((name, language))
    for name, language in unmatched:
        same = [alias for alias in left if alias.name == name]
        if same:
            left.remove(same[0])
            same[0].language = language
            plan.change.append((LANGUAGES, same[0]))
        else:
            new = Alias(name=name, language=language or entity.name_language)
            plan.add.append((ALIASES, new))
    plan.remove += [(ALIASES, alias) for alias in left]


def _plan_identifiers(entity: Entity, scheme: str, values: list[str], plan: Plan) -> None:
    has = list(entity.identifiers.all()) if entity.pk else []
    left = {found.value: found for found in has if found.scheme == scheme}
    for value in dict.fromkeys(value.strip() for value in values):
        if left.pop(value, None) is None:
            plan.add.append((scheme, Identifier(scheme=scheme, value=value)))
    plan.remove += [(scheme, found) for found in left.values()]


def _at(column: str, part, verb: Callable, *args, **kwargs) -> None:
    try:
        verb(*args, **kwargs)
    except ValidationError as error:
        shown = part.name if isinstance(part, Alias) else part.value
        raise ValidationError({column: [f"{shown}: {text}" for text in error.messages]}) from error
