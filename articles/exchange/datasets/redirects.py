"""Datasets: addresses that records once had, which lead to where they are now."""

from ...models import ArticlePastSlug, EntityPastSlug, SourcePastSlug
from ..columns import Address, Column, ColumnType, reference
from ..dataset import Dataset


def _redirects(model, kind: str, label: str) -> Dataset:
    plural = model._meta.get_field("record").related_model._meta.verbose_name_plural
    return Dataset(
        name=f"{kind}_redirects",
        title=f"{kind.capitalize()} redirects",
        description=f"Past addresses of {plural}: each leads to where the record is now.",
        model=model,
        is_public=True,
        columns=(
            Column("id", "slug", ColumnType.IDENTIFIER, "The past slug; no other record has it."),
            Column("url", Address(f"articles:{kind}", "slug"), ColumnType.URL, "The past address."),
            *reference("record", label, f"the {kind} it leads to"),
            Column(
                "retired_at", "retired_at", ColumnType.DATETIME, "Until when it was the address."
            ),
        ),
    )


ARTICLE_REDIRECTS = _redirects(ArticlePastSlug, "article", "title")
SOURCE_REDIRECTS = _redirects(SourcePastSlug, "source", "title")
ENTITY_REDIRECTS = _redirects(EntityPastSlug, "entity", "name")
