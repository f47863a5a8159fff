"""Properties of records: the public columns of their dataset, to compare by and to fetch."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from ...models import Scheme
from ...text.dates import MalformedDate, PartialDate
from ...text.dates import parse as parse_date
from ...text.folding import fold
from ...text.web_address import canonical
from ..cells import split_list
from ..columns import Column, ColumnType
from ..dataset import Dataset
from ..rows import Cell

LONGEST_DATE = 30
"""Characters: to find out that something longer is no date could take long."""

_NOT_PROPERTIES = {"id"}


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property: its text, and the id of the record it is, if it is one."""

    text: str
    id: str = ""


@dataclass(frozen=True)
class Property:
    """One property, from one column, or from two where the values are records (ids, labels).

    `service` names the service that knows these records.
    """

    id: str
    name: str
    description: str
    column: Column
    ids: Column | None = None
    service: str = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        return (self.column, self.ids) if self.ids else (self.column,)

    @property
    def is_identifier(self) -> bool:
        """Whether a value names one record alone, at an authority or by its web address."""
        return self.id in Scheme.values or self.id == "address"

    def values(self, cells: dict[str, Cell]) -> list[Value]:
        """The values in the cells of a row, by name of column."""
        texts = _items(self.column, cells)
        ids = _items(self.ids, cells) if self.ids else [""] * len(texts)
        return [Value(text, key) for text, key in zip(texts, ids, strict=True)]

    def agreement(self, asked: Sequence[Value], found: Sequence[Value]) -> float | None:
        """How well what a record has agrees with what is asked, from 0 to 1: the best of any two.

        None if nothing can be said: the record has no value, or no value asked can be read.
        Identifiers and dates agree or do not; a date agrees with every date it may be.
        """
        agreed = [self._agreement(one, other) for one in asked for other in found]
        return max((degree for degree in agreed if degree is not None), default=None)

    def _agreement(self, asked: Value, found: Value) -> float | None:
        if self.is_identifier:
            return float(same_identifier(asked.text, found.text))
        if self.column.type == ColumnType.DATE:
            return _may_be_the_same(asked.text, found.text)
        if asked.id and found.id:
            return float(asked.id == found.id)
        return fuzz.ratio(fold(asked.text), fold(found.text)) / 100


def properties_of(dataset: Dataset, *more: Column, service: str = "") -> dict[str, Property]:
    """The properties of a dataset's records, by id: its public columns, and `more`.

    Columns `x_id` and `x` make one property `x`, whose values `service` knows.
    """
    columns = {c.name: c for c in (*dataset.columns_for(public=True), *more)}
    found = {}
    for name, column in columns.items():
        labelled = name.endswith("_id") and name.removesuffix("_id") in columns
        if name in _NOT_PROPERTIES or labelled:
            continue
        label = Scheme(name).label if name in Scheme.values else name.replace("_", " ")
        found[name] = Property(name, label, column.description, column)
        if ids := columns.get(f"{name}_id"):
            found[name] = replace(found[name], ids=ids, service=service)
    return found


def identifier_forms(value: str) -> set[str]:
    """How an identifier may be stored that is written so; an authority's perhaps as its address."""
    whole = value.strip().rstrip("/")
    bare = whole.rpartition("/")[2].replace(" ", "")
    return {whole, f"{whole}/", bare, bare.upper(), bare.lower()} - {"", "/"}


def same_identifier(one: str, other: str) -> bool:
    """Whether two ways to write an identifier or a web address mean the same."""
    return other.strip() in identifier_forms(one) or (
        "://" in one and canonical(one) == canonical(other)
    )


def _items(column: Column, cells: dict[str, Cell]) -> list[str]:
    cell = cells[column.name]
    if cell is None or cell == "":
        return []
    return split_list(cell) if column.is_list else [str(cell)]


def _may_be_the_same(one: str, other: str) -> float | None:
    first, second = _date(one), _date(other)
    if first is None or second is None:
        return None
    return float(first.earliest <= second.latest and second.earliest <= first.latest)


@lru_cache(maxsize=10_000)
def _date(text: str) -> PartialDate | None:
    """A date, its time of day left out; None for what is none, or has no year."""
    day = text.strip().partition("T")[0]
    if len(day) > LONGEST_DATE:
        return None
    try:
        date = parse_date(day)
    except MalformedDate:
        return None
    return date if date.is_dated else None
