"""Filters of past addresses, one for each kind of record that has an address of its own."""

from ..models import (
    Article,
    ArticlePastSlug,
    Entity,
    EntityPastSlug,
    Source,
    SourcePastSlug,
)
from .base import FilterForm, RecordFilter, RecordLinkFilter, Sort


def _sorts(kind: str, heading: str) -> dict[str, Sort]:
    by_heading = (f"record__{heading}", "record_id", "retired_at")
    return {
        kind: Sort(f"{kind}, A to Z", by_heading),
        "-at": Sort("newest first", ("-retired_at",)),
    }


class ArticleRedirectFilter(RecordFilter):
    """Past addresses of articles."""

    SORTS = _sorts("article", "title_folded")
    article = RecordLinkFilter(
        Article, "record", label="Article", help_text="The last part of the article’s address."
    )

    class Meta:
        model = ArticlePastSlug
        fields: list[str] = []
        form = FilterForm


class SourceRedirectFilter(RecordFilter):
    """Past addresses of sources."""

    SORTS = _sorts("source", "title_folded")
    source = RecordLinkFilter(
        Source, "record", label="Source", help_text="The last part of the source’s address."
    )

    class Meta:
        model = SourcePastSlug
        fields: list[str] = []
        form = FilterForm


class EntityRedirectFilter(RecordFilter):
    """Past addresses of entities."""

    SORTS = _sorts("entity", "name_folded")
    entity = RecordLinkFilter(
        Entity, "record", label="Entity", help_text="The last part of the entity’s address."
    )

    class Meta:
        model = EntityPastSlug
        fields: list[str] = []
        form = FilterForm
