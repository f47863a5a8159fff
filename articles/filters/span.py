"""Filters of spans: the words of quotations, citations, and what states claims."""

from ..models import (
    Article,
    CitationSpan,
    DerivationSpan,
    Entity,
    Quotation,
    QuotationSpan,
    RelationSpan,
    Source,
    SourceAgentSpan,
    SpanRole,
)
from .base import FilterForm, KindFilter, RecordFilter, RecordLinkFilter, Sort

_ARTICLE = "The last part of the article’s address."
_SOURCE = "The last part of the source’s address."


class QuotationSpanFilter(RecordFilter):
    """Pieces of quotations by article, quotation and role."""

    SORTS = {
        "article": Sort(
            "article, then quotation",
            (
                "quotation__article__title_folded",
                "quotation__article_id",
                "quotation__number",
                "role",
                "order",
            ),
        ),
    }

    article = RecordLinkFilter(Article, "quotation__article", label="Article", help_text=_ARTICLE)
    quotation = RecordLinkFilter(
        Quotation, "quotation", label="Quotation", help_text="The id of the quotation."
    )
    role = KindFilter(SpanRole, label="Role")

    class Meta:
        model = QuotationSpan
        fields: list[str] = []
        form = FilterForm


class CitationSpanFilter(RecordFilter):
    """Words that refer to sources, by article and source."""

    SORTS = {
        "article": Sort(
            "article, then place in it",
            ("citation__article__title_folded", "citation__article_id", "start", "-end"),
        ),
    }

    article = RecordLinkFilter(Article, "citation__article", label="Article", help_text=_ARTICLE)
    source = RecordLinkFilter(Source, "citation__source", label="Source", help_text=_SOURCE)

    class Meta:
        model = CitationSpan
        fields: list[str] = []
        form = FilterForm


class DerivationSpanFilter(RecordFilter):
    """Words that state derivations, by the article they stand in and the source that derives."""

    SORTS = {
        "article": Sort(
            "article, then place in it",
            ("text_version__article__title_folded", "text_version__article_id", "start", "-end"),
        ),
    }

    article = RecordLinkFilter(
        Article, "text_version__article", label="Article", help_text=_ARTICLE
    )
    source = RecordLinkFilter(Source, "derivation__source", label="Source", help_text=_SOURCE)

    class Meta:
        model = DerivationSpan
        fields: list[str] = []
        form = FilterForm


class SourceAgentSpanFilter(RecordFilter):
    """Words that state who has a part in a source, by the article they stand in and the source."""

    SORTS = DerivationSpanFilter.SORTS

    article = RecordLinkFilter(
        Article, "text_version__article", label="Article", help_text=_ARTICLE
    )
    source = RecordLinkFilter(Source, "agent__source", label="Source", help_text=_SOURCE)

    class Meta:
        model = SourceAgentSpan
        fields: list[str] = []
        form = FilterForm


class RelationSpanFilter(RecordFilter):
    """Words that state relations, by the article they stand in and the entity."""

    SORTS = DerivationSpanFilter.SORTS

    article = RecordLinkFilter(
        Article, "text_version__article", label="Article", help_text=_ARTICLE
    )
    entity = RecordLinkFilter(
        Entity, "relation__entity", label="Entity", help_text="The last part of its address."
    )

    class Meta:
        model = RelationSpan
        fields: list[str] = []
        form = FilterForm
