"""What a cell stands for: the way back from the columns as they are declared.

A column whose getter is a field of the model is written to that field; one that leads to the
public id of another record is a reference; one that leads to a user name is that person. All
others (labels, counts, addresses, lists) follow from these, and are compared once all is stored.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import models

from ...models.identity import Identified
from ...models.record import LanguageField
from ..columns import Column, ColumnType
from ..dataset import Dataset
from ..rows import moment

_TRUE, _FALSE = {"true", "yes", "1"}, {"false", "no", "0"}
_VERBATIM = {ColumnType.TEXT, ColumnType.JSON}


@dataclass(frozen=True)
class Value:
    """A column that is written: to which field, and how its cell is read.

    `target` is the model a reference leads to, None for a plain value. `is_settable` is false for
    what nobody enters by hand (row versions, the status): only a record that comes back into the
    archive brings it along.
    """

    column: Column
    field: models.Field
    target: type[models.Model] | None = None

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def is_settable(self) -> bool:
        return self.field.editable

    def read(self, cell: str) -> Any:
        """The value a cell stands for; for a reference the id. Raises ValueError."""
        if self.column.type not in _VERBATIM or isinstance(self.field, LanguageField):
            cell = cell.strip()
        if self.target is not None:
            return cell or None
        return _READ.get(self.column.type, _text)(cell, self)

    def canonical(self, cell: str) -> str:
        """The cell as the archive would write it. Raises ValueError."""
        return written(self.column, self.read(cell))


def values_of(dataset: Dataset) -> dict[str, Value]:
    """The columns of a dataset that are written, by name; `id` is not among them."""
    found = (
        _value(dataset.model, column)
        for column in dataset.columns_for(public=False)
        if column.name != "id"
    )
    return {value.name: value for value in found if value is not None}


def written(column: Column, value: Any) -> str:
    """A value as its cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return moment(value)
    if column.type == ColumnType.JSON:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def whole_number(cell: str) -> int | None:
    """The number a cell stands for, counted from 0; None if it is none, or beyond all counting."""
    return int(cell) if cell.isascii() and cell.isdecimal() and len(cell) <= 18 else None


def _value(model: type[models.Model], column: Column) -> Value | None:
    if not isinstance(column.getter, str):
        return None
    name, _, rest = column.getter.partition("__")
    if name == "pk":
        return None
    field = model._meta.get_field(name)
    if not rest:
        return None if field.is_relation else Value(column, field)
    target = field.related_model
    if rest == "public_id" and issubclass(target, Identified):
        return Value(column, field, target)
    if rest == "username" and target._meta.label == settings.AUTH_USER_MODEL:
        return Value(column, field, target)
    return None


def _text(cell: str, value: Value) -> str:
    return cell


def _number(cell: str, value: Value) -> int | None:
    if not cell and value.field.null:
        return None
    number = whole_number(cell)
    if number is None:
        raise ValueError(f"“{cell}” is not a whole number." if cell else "A number is missing.")
    return number


def _truth(cell: str, value: Value) -> bool:
    if cell.lower() not in _TRUE | _FALSE:
        raise ValueError(f"“{cell}” is neither true nor false.")
    return cell.lower() in _TRUE


def _moment(cell: str, value: Value) -> datetime | None:
    if not cell and value.field.null:
        return None
    try:
        found = datetime.fromisoformat(cell)
    except ValueError:
        found = None
    if found is None or "T" not in cell.replace(" ", "T"):
        raise ValueError(f"“{cell}” is no moment; one looks like 2026-09-27T10:30:00Z.")
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _choice(cell: str, value: Value) -> str:
    choices = value.column.choices
    if choices is not None and cell not in choices.values:
        raise ValueError(f"“{cell}” is not one of: {', '.join(choices.values)}.")
    return cell


def _object(cell: str, value: Value) -> Any:
    try:
        found = json.loads(cell)
    except ValueError as error:
        raise ValueError(f"This is not JSON: {error}.") from error
    if not isinstance(found, dict):
        raise ValueError("This is no JSON object.")
    return found


_READ: dict[ColumnType, Callable[[str, Value], Any]] = {
    ColumnType.INTEGER: _number,
    ColumnType.BOOLEAN: _truth,
    ColumnType.DATETIME: _moment,
    ColumnType.ENUM: _choice,
    ColumnType.JSON: _object,
}
