"""Datasets: how entities stand to one another."""

from ...models import Relation, RelationKind, RelationSpan
from ..columns import NOTE, Column, ColumnType, editorial, identity, reference
from ..dataset import Dataset
from .evidence import BASIS, evidence, evidence_columns

RELATIONS = Dataset(
    name="relations",
    title="Relations",
    description="How one entity stands to another: its successor, part of it, party to it …",
    model=Relation,
    is_public=True,
    columns=(
        *identity("articles:entity", "entity__slug", "public_id"),
        *reference("entity", "name", "the entity"),
        Column(
            "kind",
            "kind",
            ColumnType.ENUM,
            "How it stands to the other entity, read from the one to the other.",
            choices=RelationKind,
        ),
        *reference("other", "name", "the other entity"),
        Column("date", "date", ColumnType.DATE, "When it held, as exact as it is known."),
        BASIS,
        *evidence_columns(RelationSpan, "relation_id"),
        NOTE,
    ),
    editorial=editorial(),
)

RELATION_SPANS = evidence(
    "relation_spans",
    "Relation spans",
    RelationSpan,
    "relation",
    ("articles:entity", "relation__entity__slug"),
    "a relation",
)
