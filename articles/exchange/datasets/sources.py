"""Datasets: sources, who has a part in them, and what they derive from."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ...models import (
    AgentRole,
    Basis,
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
from .spans import SHOWN, SPAN, STATE, words_of

_AGENTS = Relation(SourceAgent, "source_id", ("entity__name_folded",), part="role")
_EVIDENCE = Relation(DerivationSpan, "derivation_id", ("text_version_id", "start"), readers=SHOWN)

_PARTS = {
    AgentRole.ATTRIBUTED_TO: "entities that made it",
    AgentRole.RELEASED_BY: "entities that released it",
    AgentRole.ACCESSED_THROUGH: "entities through which it was accessed",
    AgentRole.PUBLISHED_BY: "entities that published it",
    AgentRole.HELD_BY: "entities that hold it",
}
_BASIS = Column(
    "basis",
    "basis",
    ColumnType.ENUM,
    "stated: a text says so; inferred: the editor concludes it (see note).",
    choices=Basis,
)


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
        _BASIS,
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
        _BASIS,
        Column(
            "evidence_article_id",
            Listed(_EVIDENCE, "text_version__article__public_id"),
            ColumnType.IDENTIFIER,
            "Ids of the articles that state it, item for item beside evidence.",
        ),
        words_of(_EVIDENCE, "evidence", "The words that state it."),
        NOTE,
    ),
    editorial=editorial(),
)


@dataclass(frozen=True)
class Evidence(Dataset):
    """Words that state a claim: readers get those of claims they may see, in texts they may see.

    `claim` is the field that leads to the claim.
    """

    claim: str = ""

    def queryset(self, *, public: bool) -> QuerySet:
        found = super().queryset(public=public)
        if not public:
            return found
        claims = self.model._meta.get_field(self.claim).related_model.objects.public()
        return found.filter(**{f"{self.claim}__in": claims})


def _evidence(name: str, title: str, model, owner: str, page_of: str, what: str) -> Dataset:
    return Evidence(
        claim=owner,
        name=name,
        title=title,
        description=f"The words that state {what}.",
        model=model,
        is_public=True,
        columns=(
            *identity("articles:source", page_of, "public_id"),
            Column(
                f"{owner}_id",
                f"{owner}__public_id",
                ColumnType.IDENTIFIER,
                f"Id of what they state: {what}.",
            ),
            Column(
                "article_id",
                "text_version__article__public_id",
                ColumnType.IDENTIFIER,
                "Id of the article they stand in.",
            ),
            Column(
                "article",
                "text_version__article__title",
                ColumnType.TEXT,
                "Title of the article they stand in.",
            ),
            *SPAN,
            STATE,
        ),
        editorial=editorial(),
    )


DERIVATION_SPANS = _evidence(
    "derivation_spans",
    "Derivation spans",
    DerivationSpan,
    "derivation",
    "derivation__source__slug",
    "a derivation",
)
SOURCE_AGENT_SPANS = _evidence(
    "source_agent_spans",
    "Source agent spans",
    SourceAgentSpan,
    "agent",
    "agent__source__slug",
    "a part in a source",
)
