"""Data extension: the values of properties of records that were reconciled.

Values are text as in our CSV (a date only partly known has no other form that says so), numbers,
or records of the other service, which are reconciled at once.
"""

from collections.abc import Iterable

from ..columns import Column, ColumnType
from ..rows import Cell, rows
from .identity import standing
from .properties import Property, Value
from .queries import Extension, Fetched
from .services import SERVICES, Service

_KEY = Column("_key", "pk", ColumnType.INTEGER, "Primary key.")


def extend(service: Service, asked: Extension) -> dict:
    """The data extension response: {"meta": properties, "rows": values by id and property}.

    Ids come back as they were sent. Those of merged records give the values of the record that
    stands for them; an id that readers do not know has no values.
    """
    properties = {one.property.id: one for one in asked.properties}
    keys = standing(service, asked.ids.values())
    cells = _cells(service, set(keys.values()), [one.property for one in properties.values()])
    found = {}
    for sent, name in asked.ids.items():
        row = cells.get(keys.get(name, 0))
        found[sent] = {
            key: _written(one, row, service) if row else [] for key, one in properties.items()
        }
    return {"meta": [_meta(one.property) for one in properties.values()], "rows": found}


def proposed(service: Service, kind: str, limit: int | None) -> dict:
    """Properties worth fetching for records of a type; all types have the same."""
    listed = [{"id": one.id, "name": one.name} for one in service.properties.values()]
    said = {} if limit is None else {"limit": limit}
    return {"properties": listed[:limit], "type": kind, **said}


def _cells(
    service: Service, keys: set[int], properties: Iterable[Property]
) -> dict[int, dict[str, Cell]]:
    columns = {column.name: column for one in properties for column in one.columns}
    if "aliases" in columns:  # which of them are in a language
        languages = service.properties["alias_languages"].column
        columns[languages.name] = languages
    listed = [_KEY, *columns.values()]
    queryset = service.model.objects.public().filter(pk__in=keys).order_by("pk")
    found = {}
    for row in rows(listed, queryset, public=True):
        cells = dict(zip((column.name for column in listed), row, strict=True))
        found[cells["_key"]] = cells
    return found


def _written(asked: Fetched, cells: dict[str, Cell], service: Service) -> list[dict]:
    values = asked.property.values(cells)
    if asked.language and asked.property.id == "aliases":
        languages = service.properties["alias_languages"].values(cells)
        values = [
            value
            for value, spoken in zip(values, languages, strict=True)
            if spoken.text.lower() == asked.language
        ]
    return [_one(asked.property, value) for value in values[: asked.limit or None]]


def _one(known: Property, value: Value) -> dict:
    if known.ids is not None:
        return {"id": value.id, "name": value.text}
    if known.column.type == ColumnType.INTEGER:
        return {"int": int(value.text)}
    return {"str": value.text}


def _meta(known: Property) -> dict:
    meta = {"id": known.id, "name": known.name}
    if known.service:
        meta["service"] = SERVICES[known.service].endpoint
    return meta
