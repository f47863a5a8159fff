"""Datasets: sources, who has a part in them, and what they derive from."""

from ...models import (
    AgentRole,
    Derivation,
    DerivationKind,
    DerivationSpan,
    Source,
    SourceAgent,
    SourceAgentSpan,
    SourceKind,
)
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
from .evidence import BASIS, evidence, evidence_columns

_AGENTS = Relation(SourceAgent, "source_id", ("entity__name_folded",), part="role")

_PARTS = {
    AgentRole.ATTRIBUTED_TO: "entities that made it",
    AgentRole.RELEASED_BY: "entities that released it",
    AgentRole.ACCESSED_THROUGH: "entities through which it was accessed",
    AgentRole.PUBLISHED_BY: "entities that published it",
    AgentRole.HELD_BY: "entities that hold it",
}


def _agents(role: AgentRole, who: str) -> tuple[Column, Column]:
    return (
        Column(
            f"{role.value}_id",
            Listed(_AGENTS, "entity__public_id", role.value),
            ColumnType.IDENTIFIER,
            f"Ids of the {who}.",
        ),
        Column(
            role.value,
            Listed(_AGENTS, "entity__name", role.value),
            ColumnType.TEXT,
            f"Names of the {who}.",
        ),
    )


SOURCES = Dataset(
    name="sources",
    title="Sources",
    description="What stands behind the texts: documents, papers, datasets, reports, statements.",
    model=Source,
    is_public=True,
    columns=(
        *identity("articles:source"),
        Column("slug", "slug", ColumnType.IDENTIFIER, "Last part of the page’s address."),
        Column("title", "title", ColumnType.TEXT, "Its own title, or a plain description of it."),
        Column("kind", "kind", ColumnType.ENUM, "What it is.", choices=SourceKind),
        Column("description", "description", ColumnType.TEXT, "One neutral sentence."),
        Column("date", "date", ColumnType.DATE, "Its date, as exact as it is known."),
        Column("language", "language", ColumnType.TEXT, "BCP 47 tag; empty if not known."),
        Column("address", "url", ColumnType.URL, "Where it can be found."),
        *(column for role, who in _PARTS.items() for column in _agents(role, who)),
        NOTE,
    ),
    editorial=editorial(MERGED_INTO),
)

SOURCE_AGENTS = Dataset(
    name="source_agents",
    title="Source agents",
    description="Who made, released, published or holds a source.",
    model=SourceAgent,
    is_public=True,
    columns=(
        *identity("articles:source", "source__slug", "public_id"),
        *reference("source", "title", "the source"),
        Column("role", "role", ColumnType.ENUM, "The part.", choices=AgentRole),
        *reference("entity", "name", "the entity"),
        Column("date", "date", ColumnType.DATE, "When, as exact as it is known."),
        BASIS,
        NOTE,
    ),
    editorial=editorial(),
)

DERIVATIONS = Dataset(
    name="derivations",
    title="Derivations",
    description="Which source comes from which.",
    model=Derivation,
    is_public=True,
    columns=(
        *identity("articles:source", "source__slug", "public_id"),
        *reference("source", "title", "the source that derives"),
        Column("kind", "kind", ColumnType.ENUM, "W3C PROV relation.", choices=DerivationKind),
        *reference("derived_from", "title", "the source it derives from"),
        BASIS,
        *evidence_columns(DerivationSpan, "derivation_id"),
        NOTE,
    ),
    editorial=editorial(),
)


DERIVATION_SPANS = evidence(
    "derivation_spans",
    "Derivation spans",
    DerivationSpan,
    "derivation",
    ("articles:source", "derivation__source__slug"),
    "a derivation",
)
SOURCE_AGENT_SPANS = evidence(
    "source_agent_spans",
    "Source agent spans",
    SourceAgentSpan,
    "agent",
    ("articles:source", "agent__source__slug"),
    "a part in a source",
)
