"""Datasets: citations, and the words that make them."""

from ...models import Citation, CitationRole, CitationSpan, Stance
from ..columns import NOTE, Column, ColumnType, Relation, editorial, identity, reference
from ..dataset import Dataset
from .spans import SHOWN, SPAN, STATE, offsets_of, text_version_of, words_of

_WORDS = Relation(CitationSpan, "citation_id", ("start",), readers=SHOWN)

CITATIONS = Dataset(
    name="citations",
    title="Citations",
    description="Which article relies on which source.",
    model=Citation,
    is_public=True,
    columns=(
        *identity("articles:article", "article__slug", "public_id"),
        *reference("article", "title", "the article"),
        *reference("source", "title", "the source it relies on"),
        Column(
            "role",
            "role",
            ColumnType.ENUM,
            "What the source is to the article.",
            choices=CitationRole,
        ),
        Column(
            "stance",
            "stance",
            ColumnType.ENUM,
            "Whether the source supports or contradicts the article.",
            choices=Stance,
        ),
        Column("locator", "locator", ColumnType.TEXT, "Where in the source."),
        text_version_of(_WORDS),
        *offsets_of(_WORDS, "start", "end", "exact"),
        words_of(_WORDS, "exact", "The words with which the article refers to the source."),
        NOTE,
    ),
    editorial=editorial(),
)

CITATION_SPANS = Dataset(
    name="citation_spans",
    title="Citation spans",
    description="The words with which articles refer to sources.",
    model=CitationSpan,
    is_public=True,
    columns=(
        *identity("articles:article", "citation__article__slug", "public_id"),
        Column(
            "article_id",
            "citation__article__public_id",
            ColumnType.IDENTIFIER,
            "Id of the article.",
        ),
        Column("article", "citation__article__title", ColumnType.TEXT, "Title of the article."),
        Column("citation_id", "citation__public_id", ColumnType.IDENTIFIER, "Id of the citation."),
        *SPAN,
        STATE,
    ),
    editorial=editorial(),
)
