"""The two services: their records, the types and properties these have, their addresses."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Choices, Count, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from ... import models
from ...models import (
    Citation,
    Entity,
    EntityKind,
    Mention,
    Quotation,
    RelationKind,
    Source,
    SourceKind,
)
from ..columns import Column, ColumnType, Listed, Relation
from ..dataset import Dataset
from ..datasets import DATASETS
from .properties import Property, properties_of

_ID = "slug-here"  # stands for an id while an address is worked out
_TEMPLATE = "{{id}}"  # as the specification writes it


@dataclass(frozen=True)
class Service:
    """A reconciliation service for the public records of one model.

    `label` is the field that names a record, `page` the URL name of its page. Each record has
    exactly one type, which is its kind.
    """

    name: str
    model: type[Model]
    dataset: Dataset
    label: str
    page: str
    kinds: type[Choices]
    properties: dict[str, Property]

    @property
    def types(self) -> list[dict[str, str]]:
        """The types a record may have."""
        return [self.type_of(str(kind)) for kind in self.kinds.values]

    def type_of(self, kind: str) -> dict[str, str]:
        """The type of records of a kind."""
        return {"id": kind, "name": str(self.kinds(kind).label)}

    @property
    def names(self) -> tuple[str, ...]:
        """The properties whose values are names of the record."""
        return tuple(name for name in (self.label, "aliases") if name in self.properties)

    @property
    def endpoint(self) -> str:
        """The absolute address of the service."""
        return settings.SITE_URL + reverse("articles:reconcile", args=[self.name])

    @property
    def preview(self) -> str:
        """The absolute address of a record's preview, as a template."""
        address = reverse("articles:reconcile-preview", args=[self.name, _ID])
        return settings.SITE_URL + address.replace(_ID, _TEMPLATE)

    @property
    def view(self) -> str:
        """The absolute address of a record's page, as a template; ids lead on to it."""
        address = reverse(f"articles:{self.page}", args=[_ID])
        return settings.SITE_URL + address.replace(_ID, _TEMPLATE)


def _count(name: str, model: type[Model], field: str, what: str) -> Column:
    """A column that counts public records of `model` which lead to the row by `field`."""
    rows = model.objects.public().filter(**{field: OuterRef("pk")}).order_by().values(field)
    number = Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)
    return Column(name, number, ColumnType.INTEGER, what)


def _related(kind: RelationKind) -> tuple[Column, Column]:
    """Two columns with the entities that an entity stands to in one way."""
    relations = Relation(models.Relation, "entity_id", ("other__name_folded",), part="kind")
    ids, names = (Listed(relations, f"other__{path}", kind) for path in ("public_id", "name"))
    what = f"The entities it stands to as “{kind.label}”."
    return (
        Column(f"{kind}_id", ids, ColumnType.IDENTIFIER, what),
        Column(str(kind), names, ColumnType.TEXT, what),
    )


ENTITIES = Service(
    name="entities",
    model=Entity,
    dataset=DATASETS["entities"],
    label="name",
    page="entity",
    kinds=EntityKind,
    properties=properties_of(
        DATASETS["entities"],
        _count("mentions", Mention, "entity", "How many passages name it."),
        _count("quotations", Quotation, "speaker", "How many quotations are its words."),
        *(column for kind in RelationKind for column in _related(kind)),
        service="entities",
    ),
)
SOURCES = Service(
    name="sources",
    model=Source,
    dataset=DATASETS["sources"],
    label="title",
    page="source",
    kinds=SourceKind,
    properties=properties_of(
        DATASETS["sources"],
        _count("quotations", Quotation, "source", "How many quotations stand in it."),
        _count("citations", Citation, "source", "How often articles rely on it."),
        service="entities",
    ),
)
SERVICES = {service.name: service for service in (ENTITIES, SOURCES)}
"""By name, which is part of the address: `/reconcile/entities/`."""
