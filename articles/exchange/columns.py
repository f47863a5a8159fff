"""A column: its name, where its value comes from, and what it means.

Declared once, a column serves the public CSV, the editors' export, the importer, the command
line and the data dictionary. Names are constants, never translated. What is not declared is
never written: a new field of a model does not become public by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from django.conf import settings
from django.db.models import Choices, Model, Q, QuerySet
from django.db.models.expressions import Combinable
from django.urls import reverse


class ColumnType(StrEnum):
    """What a cell holds, once guard and list have been undone (`exchange.cells`)."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"  # true, false
    DATE = "date"  # EDTF (ISO 8601-2)
    DATETIME = "datetime"  # ISO 8601, UTC
    IDENTIFIER = "identifier"
    URL = "url"
    ENUM = "enum"
    JSON = "json"  # an object, keys in order


@dataclass(frozen=True)
class Relation:
    """Records that belong to a row, fetched once for every chunk of rows.

    `owner` is the field that leads to the row's primary key, `order` the order of the items,
    `part` a field by which they are shared out among columns. Readers get those of
    `model.objects.public()` for which `readers` holds too, or all, if the model has no gate of
    its own because its records are as visible as the row (`as_owner`).
    """

    model: type[Model]
    owner: str
    order: tuple[str, ...]
    part: str = ""
    readers: Q = field(default_factory=Q)
    as_owner: bool = False

    def queryset(self, *, public: bool) -> QuerySet:
        """The records, of all rows."""
        found = self.model.objects.all()
        if public and not self.as_owner:
            found = self.model.objects.public().filter(self.readers)
        return found.order_by(*self.order, "pk")


@dataclass(frozen=True)
class Listed:
    """A list cell: `path` of every related record, or of those whose `part` field says so."""

    relation: Relation
    path: str
    part: str = ""
    distinct: bool = False


@dataclass(frozen=True)
class Address:
    """An absolute address in the archive: a page, and the record's place on it.

    `page` is a URL name, `path` leads to its argument, `fragment` to the id of the place.
    """

    page: str
    path: str
    fragment: str = ""

    @property
    def paths(self) -> tuple[str, ...]:
        return (self.path, self.fragment) if self.fragment else (self.path,)

    def writer(self) -> Callable[..., str]:
        """A function of the values at `paths`; the URL is worked out once."""
        before, after = reverse(self.page, args=["slug-here"]).split("slug-here")
        before = settings.SITE_URL + before
        if self.fragment:
            return lambda argument, place: f"{before}{argument}{after}#{place}"
        return lambda argument: f"{before}{argument}{after}"


@dataclass(frozen=True)
class Column:
    """One column of a dataset.

    `getter` is a field path or database expression (fetched with the row), an `Address`, or
    `Listed`, which makes the cell a list. `unit` names what numbers count.
    """

    name: str
    getter: str | Combinable | Address | Listed
    type: ColumnType
    description: str
    unit: str = ""
    choices: type[Choices] | None = None

    @property
    def is_list(self) -> bool:
        return isinstance(self.getter, Listed)


def identity(page: str, path: str = "slug", fragment: str = "") -> tuple[Column, Column]:
    """The two columns every dataset begins with."""
    where = "Its place on that page." if fragment else "Its page."
    return (
        Column("id", "public_id", ColumnType.IDENTIFIER, "Permanent id of the record."),
        Column("url", Address(page, path, fragment), ColumnType.URL, f"{where} Absolute address."),
    )


def reference(name: str, label: str, what: str) -> tuple[Column, Column]:
    """The `_id` column and the label column of a foreign key; `label` is a field of the other."""
    return (
        Column(f"{name}_id", f"{name}__public_id", ColumnType.IDENTIFIER, f"Id of {what}."),
        Column(name, f"{name}__{label}", ColumnType.TEXT, f"Heading of {what}."),
    )


def editorial(*extra: Column) -> tuple[Column, ...]:
    """The columns that editors get besides those of readers."""
    return (
        *extra,
        Column(
            "row_version",
            "row_version",
            ColumnType.INTEGER,
            "Rises with every change. An import that names an older one is refused.",
        ),
        Column("created_at", "created_at", ColumnType.DATETIME, "When it was recorded."),
        Column("modified_at", "modified_at", ColumnType.DATETIME, "When it was last changed."),
    )


NOTE = Column("note", "note", ColumnType.TEXT, "The editor’s own remark.")
MERGED_INTO = Column(
    "merged_into_id",
    "merged_into__public_id",
    ColumnType.IDENTIFIER,
    "Id of the record this one was merged into; empty for one in its own right.",
)
