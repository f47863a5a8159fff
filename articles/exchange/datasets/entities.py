"""Datasets: entities, their other names and their identifiers elsewhere."""

from ...models import Alias, Entity, EntityKind, Identifier, Scheme
from ..columns import (
    MERGED_INTO,
    NOTE,
    Column,
    ColumnType,
    Listed,
    Relation,
    editorial,
    identity,
    reference,
)
from ..dataset import Dataset

_ALIASES = Relation(Alias, "entity_id", ("name_folded",), as_owner=True)
_IDENTIFIERS = Relation(Identifier, "entity_id", ("value",), part="scheme", as_owner=True)

ENTITIES = Dataset(
    name="entities",
    title="Entities",
    description="Persons, organisations, places, events, works and concepts, each once.",
    model=Entity,
    is_public=True,
    columns=(
        *identity("articles:entity"),
        Column("slug", "slug", ColumnType.IDENTIFIER, "Last part of the page’s address."),
        Column("name", "name", ColumnType.TEXT, "Preferred name."),
        Column("name_language", "name_language", ColumnType.TEXT, "BCP 47 tag of the name."),
        Column("kind", "kind", ColumnType.ENUM, "What it is.", choices=EntityKind),
        Column("description", "description", ColumnType.TEXT, "One neutral sentence."),
        Column("began", "began", ColumnType.DATE, "When it was born, founded or begun."),
        Column("ended", "ended", ColumnType.DATE, "When it died, was dissolved or ended."),
        Column("aliases", Listed(_ALIASES, "name"), ColumnType.TEXT, "Other names."),
        Column(
            "alias_languages",
            Listed(_ALIASES, "language"),
            ColumnType.TEXT,
            "BCP 47 tags, item for item beside aliases.",
        ),
        *(
            Column(
                scheme.value,
                Listed(_IDENTIFIERS, "value", scheme.value),
                ColumnType.IDENTIFIER,
                f"Identifier at {scheme.label}.",
            )
            for scheme in Scheme
        ),
        NOTE,
    ),
    editorial=editorial(MERGED_INTO),
)

ALIASES = Dataset(
    name="aliases",
    title="Aliases",
    description="Other names of entities.",
    model=Alias,
    is_public=True,
    columns=(
        *identity("articles:entity", "entity__slug", "public_id"),
        *reference("entity", "name", "the entity"),
        Column("name", "name", ColumnType.TEXT, "The other name."),
        Column("language", "language", ColumnType.TEXT, "BCP 47 tag of the name."),
    ),
    editorial=editorial(),
)

IDENTIFIERS = Dataset(
    name="identifiers",
    title="Identifiers",
    description="Entities’ ids in authority files.",
    model=Identifier,
    is_public=True,
    columns=(
        *identity("articles:entity", "entity__slug", "public_id"),
        *reference("entity", "name", "the entity"),
        Column("scheme", "scheme", ColumnType.ENUM, "The authority.", choices=Scheme),
        Column("value", "value", ColumnType.IDENTIFIER, "The id there."),
    ),
    editorial=editorial(),
)
