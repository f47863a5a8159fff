"""What will become of everything that refers to a record merged into another.

The preview and the merge make the same plan, so they cannot differ.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q, QuerySet

from ..models import (
    Alias,
    Article,
    Citation,
    CitationSpan,
    Derivation,
    DerivationSpan,
    Entity,
    Identifier,
    Mention,
    Quotation,
    Relation,
    RelationSpan,
    Source,
    SourceAgent,
    SourceAgentSpan,
)
from .circles import circles_made
from .merge_names import Names, plan_names


class Reference(NamedTuple):
    """A field that leads to an entity or a source.

    `alike`: the columns by which, beside this one, two rows say the same.
    """

    model: type
    field: str
    alike: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As merges store it: `mention.entity`."""
        return f"{self.model._meta.model_name}.{self.field}"


REFERENCES = {
    Entity: (
        Reference(Mention, "entity", ("text_version_id", "start", "end")),
        Reference(Quotation, "speaker"),
        Reference(SourceAgent, "entity", ("source_id", "role")),
        Reference(Relation, "entity", ("kind", "other_id")),
        Reference(Relation, "other", ("kind", "entity_id")),
        Reference(Article, "publisher"),
    ),
    Source: (
        Reference(Citation, "source", ("article_id", "locator")),
        Reference(Quotation, "source"),
        Reference(Derivation, "source", ("derived_from_id",)),
        Reference(Derivation, "derived_from", ("source_id",)),
        Reference(SourceAgent, "source", ("role", "entity_id")),
    ),
}
NAMES = (Reference(Alias, "entity"), Reference(Identifier, "entity"))

WORDS = {
    Citation: Reference(CitationSpan, "citation", ("text_version_id", "start", "end")),
    Derivation: Reference(DerivationSpan, "derivation", ("text_version_id", "start", "end")),
    SourceAgent: Reference(SourceAgentSpan, "agent", ("text_version_id", "start", "end")),
    Relation: Reference(RelationSpan, "relation", ("text_version_id", "start", "end")),
}
"""Claims that a text states, with what leads from its words to the claim."""


class Row(NamedTuple):
    """A row by its primary key and its public id."""

    pk: int
    public_id: str


class Twin(NamedTuple):
    """Two rows that will say the same: one goes."""

    reference: Reference
    gone: Row
    kept: Row


class Words(NamedTuple):
    """A span that goes on as evidence of the claim that is kept."""

    reference: Reference
    span: Row
    gone: Row
    kept: Row


@dataclass
class Plan:
    """What a merge does: rows that move, twins of which one goes, names; and what refuses it."""

    merged: Entity | Source
    into: Entity | Source
    moves: dict[Reference, list[Row]] = field(default_factory=dict)
    twins: list[Twin] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    refusals: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def told(self) -> dict:
        """What is stored with the merge, to undo it: public ids by what they are of."""
        removed: dict[str, dict[str, str]] = {}
        for twin in self.twins:
            kind = twin.reference.model._meta.model_name
            removed.setdefault(kind, {})[twin.gone.public_id] = twin.kept.public_id
        words: dict[str, dict[str, str]] = {}
        for one in self.words:
            words.setdefault(one.reference.name, {})[one.span.public_id] = one.gone.public_id
        return {
            "moved": {
                reference.name: [row.public_id for row in rows]
                for reference, rows in self.moves.items()
                if rows
            },
            "given": [identifier.public_id for identifier in self.names.given],
            "removed": removed,
            "words": words,
        }


def plan(merged, into, *, leave: frozenset[str] = frozenset(), locking: bool = False) -> Plan:
    """What merging one entity or source into another does, as things stand.

    `leave`: schemes whose identifiers `into` leaves to the merged record, for the other's.
    With `locking` the rows found are locked until the transaction ends.
    """
    made = Plan(merged, into)
    for reference in REFERENCES[type(merged)]:
        _plan_rows(made, reference, merged.pk, into.pk, locking=locking)
    _plan_words(made, locking=locking)
    if isinstance(merged, Entity):
        made.names = plan_names(merged, into, leave, locking=locking)
        for reference, parts in zip(
            NAMES, (made.names.aliases, made.names.identifiers), strict=True
        ):
            made.moves[reference] = [Row(part.pk, part.public_id) for part in parts]
    made.refusals += circles_made(merged, into)
    if merged.kind != into.kind:
        made.warnings.append(
            f"They are of different kinds: “{merged}” is called {merged.get_kind_display()}, "
            f"“{into}” {into.get_kind_display()}."
        )
    return made


def lock_referring(*records) -> None:
    """Let nobody else change what refers to entities or sources, names included."""
    names = NAMES if isinstance(records[0], Entity) else ()
    for reference in (*REFERENCES[type(records[0])], *names):
        rows = _rows(reference, [record.pk for record in records])
        list(rows.select_for_update().values_list("pk"))


def articles_concerned(record) -> QuerySet[Article]:
    """Articles in which something refers to an entity or a source."""
    found = Q()
    for model, name, _ in REFERENCES[type(record)]:
        if model is Article:
            found |= Q(**{name: record.pk})
        elif any(one.name == "article" for one in model._meta.fields):
            found |= Q(pk__in=model.objects.filter(**{name: record.pk}).values("article"))
    return Article.objects.filter(found)


def _plan_rows(made: Plan, reference: Reference, old: int, new: int, *, locking: bool) -> None:
    """Share out the rows that lead to `old`: they move, unless one like them leads to `new`."""
    kept = dict(_by_likeness(reference, {new: new}, locking=locking)) if reference.alike else {}
    moving = made.moves.setdefault(reference, [])
    for likeness, row in _by_likeness(reference, {old: new}, locking=locking):
        if reference.alike and likeness in kept:
            made.twins.append(Twin(reference, row, kept[likeness]))
        else:
            moving.append(row)


def _plan_words(made: Plan, *, locking: bool) -> None:
    """What becomes of the words that state claims of which one goes."""
    by_reference: dict[Reference, dict[int, Twin]] = {}
    for twin in made.twins:
        if twin.reference.model in WORDS:
            words = WORDS[twin.reference.model]
            by_reference.setdefault(words, {})[twin.gone.pk] = twin
    for reference, twins in by_reference.items():
        to = {pk: twin.kept.pk for pk, twin in twins.items()}
        kept = dict(_by_likeness(reference, {pk: pk for pk in to.values()}, locking=locking))
        owners = dict(_rows(reference, to).values_list("pk", reference.field))
        for likeness, row in _by_likeness(reference, to, locking=locking):
            twin = twins[owners[row.pk]]
            if likeness in kept:
                made.twins.append(Twin(reference, row, kept[likeness]))
            else:
                made.words.append(Words(reference, row, twin.gone, twin.kept))


def _by_likeness(
    reference: Reference, to: dict[int, int], *, locking: bool
) -> Iterator[tuple[tuple, Row]]:
    """Rows that lead to the keys of `to`, with what would tell them from others if they led to
    its values. What has no place, an orphan, is like no other.
    """
    rows = _rows(reference, to)
    if locking:
        rows = rows.select_for_update()
    for pk, public_id, owner, *values in rows.values_list(
        "pk", "public_id", reference.field, *reference.alike
    ):
        likeness = (to[owner], *values, pk if None in values else 0)
        yield likeness, Row(pk, public_id)


def _rows(reference: Reference, keys) -> QuerySet:
    found = reference.model.objects.filter(**{f"{reference.field}__in": list(keys)})
    return found.order_by("pk")
