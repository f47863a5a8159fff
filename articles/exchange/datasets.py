"""The datasets: what each holds, by name. The names of public ones are their addresses."""

from dataclasses import dataclass

from django.db.models import Model, QuerySet

from . import articles, citations, entities, mentions, quotations, sources
from .columns import Column


@dataclass(frozen=True)
class Dataset:
    """Records of one kind with their columns.

    `columns` are for everybody, `editorial` ones for editors besides. A dataset that is not
    `is_public` has no address and is exported in the admin only.
    """

    name: str
    title: str
    description: str
    model: type[Model]
    columns: tuple[Column, ...]
    editorial: tuple[Column, ...]
    is_public: bool = False

    def columns_for(self, *, public: bool) -> tuple[Column, ...]:
        """The columns readers, or editors, get."""
        return self.columns if public else self.columns + self.editorial

    def queryset(self, *, public: bool) -> QuerySet:
        """The records readers, or editors, get."""
        return self.model.objects.public() if public else self.model.objects.all()


_ALL = (
    Dataset(**articles.ARTICLES, is_public=True),
    Dataset(**sources.SOURCES, is_public=True),
    Dataset(**quotations.QUOTATIONS, is_public=True),
    Dataset(**entities.ENTITIES, is_public=True),
    Dataset(**mentions.MENTIONS, is_public=True),
    Dataset(**sources.DERIVATIONS, is_public=True),
    Dataset(**citations.CITATIONS, is_public=True),
    Dataset(**articles.TEXT_VERSIONS),
    Dataset(**quotations.QUOTATION_SPANS),
    Dataset(**citations.CITATION_SPANS),
    Dataset(**entities.ALIASES),
    Dataset(**entities.IDENTIFIERS),
    Dataset(**sources.SOURCE_AGENTS),
    Dataset(**sources.SOURCE_AGENT_SPANS),
    Dataset(**sources.DERIVATION_SPANS),
)

DATASETS: dict[str, Dataset] = {dataset.name: dataset for dataset in _ALL}
PUBLIC: dict[str, Dataset] = {name: found for name, found in DATASETS.items() if found.is_public}
