"""Datasets: quotations, and their pieces."""

from ...models import Medium, Quotation, QuotationKind, QuotationSpan, SpanRole
from ..columns import NOTE, Column, ColumnType, Relation, editorial, identity, reference
from ..dataset import Dataset
from .spans import CONTEXT, PLACE, STATE, offsets_of, shown_context, text_version_of, words_of

_PIECES = Relation(QuotationSpan, "quotation_id", ("role", "order"), part="role")

_WORDS = {
    SpanRole.CONTENT: "What is said, piece by piece: “A,” she said, “B” has two.",
    SpanRole.CUE: "The words that make it a quotation, such as says, according to.",
    SpanRole.ATTRIBUTION: "The words naming speaker or source.",
    SpanRole.ADDRESSEE: "The words naming who is spoken to.",
}

QUOTATIONS = Dataset(
    name="quotations",
    title="Quotations",
    description="Who says what, in which source: one row per quotation.",
    model=Quotation,
    is_public=True,
    columns=(
        *identity("articles:quotation", "public_id"),
        *reference("article", "title", "the article it stands in"),
        Column("number", "number", ColumnType.INTEGER, "Its permanent number in the article."),
        Column(
            "kind",
            "kind",
            ColumnType.ENUM,
            "direct: in quotation marks here; indirect: reported; mixed: partly both.",
            choices=QuotationKind,
        ),
        Column("medium", "medium", ColumnType.ENUM, "How it was uttered.", choices=Medium),
        *reference("speaker", "name", "the entity that says it"),
        Column(
            "speaker_description",
            "speaker_description",
            ColumnType.TEXT,
            "Who says it, if not named. Of these, speaker and no_speaker_reason, one is given.",
        ),
        Column(
            "no_speaker_reason",
            "no_speaker_reason",
            ColumnType.TEXT,
            "Why there is no speaker.",
        ),
        *reference("source", "title", "the source it stands in"),
        *(words_of(_PIECES, role.value, what, role.value) for role, what in _WORDS.items()),
        text_version_of(_PIECES),
        *(
            column
            for role in _WORDS
            for column in offsets_of(
                _PIECES, f"{role.value}_start", f"{role.value}_end", role.value, role.value
            )
        ),
        NOTE,
    ),
    editorial=editorial(),
)

QUOTATION_SPANS = Dataset(
    name="quotation_spans",
    title="Quotation spans",
    description="The pieces of quotations: one row per span.",
    model=QuotationSpan,
    is_public=True,
    columns=(
        *identity("articles:article", "quotation__article__slug", "public_id"),
        Column(
            "article_id",
            "quotation__article__public_id",
            ColumnType.IDENTIFIER,
            "Id of the article.",
        ),
        Column("article", "quotation__article__title", ColumnType.TEXT, "Title of the article."),
        Column(
            "quotation_id", "quotation__public_id", ColumnType.IDENTIFIER, "Id of the quotation."
        ),
        Column("quotation", "quotation__number", ColumnType.INTEGER, "Its number in the article."),
        Column("role", "role", ColumnType.ENUM, "What the piece does.", choices=SpanRole),
        Column("order", "order", ColumnType.INTEGER, "Its place among pieces of that role."),
        *PLACE,
        *shown_context("quotation__article"),
        STATE,
    ),
    editorial=editorial(*CONTEXT),
)
