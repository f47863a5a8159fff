"""Rows of a dataset, fetched in chunks with a fixed number of queries for each."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC
from itertools import islice

from django.db.models import Case, QuerySet, Value, When

from .cells import join_list
from .columns import Address, Column, ColumnType, Listed, Relation

CHUNK = 2000
"""Rows fetched at a time; memory does not grow beyond that."""

Cell = str | int | None
_EXPRESSION = "exchange_"  # before the names of annotations, so that they meet no field


def rows(columns: Sequence[Column], queryset: QuerySet, *, public: bool) -> Iterator[tuple]:
    """The cells of every record in `queryset`, in its order: str, int, or None for nothing.

    `queryset` decides which records; `public` decides what their list cells hold: what readers
    may see, or everything.
    """
    for chunk in column_chunks(columns, queryset, public=public):
        yield from zip(*chunk, strict=True)


def column_chunks(
    columns: Sequence[Column],
    queryset: QuerySet,
    *,
    public: bool,
    typed: bool = False,
    size: int = CHUNK,
) -> Iterator[list[Sequence]]:
    """As `rows`, but column by column: for each chunk a list of equally long columns.

    `typed` gives values instead of cells: truths, lists of items, objects. `size` is the number
    of rows of a chunk.
    """
    computed = {c.name: found for c in columns if (found := _expression(c, typed=typed))}
    expressions = {_EXPRESSION + name: found for name, found in computed.items()}
    paths = _paths(columns, computed)
    writers = [_writer(column, paths, computed, typed=typed) for column in columns]
    relations = _relations(columns)
    asked = queryset.annotate(**expressions).values_list(*paths)
    values = iter(asked.iterator(chunk_size=size))
    while chunk := list(islice(values, size)):
        fields = list(zip(*chunk, strict=True))
        lists = {
            relation: _related(relation, parts, fields[0], public=public)
            for relation, parts in relations.items()
        }
        yield [write(fields, lists) for write in writers]


def _paths(columns: Sequence[Column], computed: Mapping[str, object]) -> list[str]:
    """What one row of the main query holds: the primary key, then each path once."""
    paths = {"pk": None}
    for column in columns:
        if isinstance(column.getter, Address):
            paths.update(dict.fromkeys(column.getter.paths))
        elif not isinstance(column.getter, Listed):
            paths[_path(column, computed)] = None
    return list(paths)


def _path(column: Column, computed: Mapping[str, object]) -> str:
    return _EXPRESSION + column.name if column.name in computed else column.getter


def _expression(column: Column, *, typed: bool):
    """What the database computes for a column; None for a plain field or what we compute."""
    if column.type == ColumnType.BOOLEAN and not typed:
        is_true = When(**{column.getter: True}, then=Value("true"))
        return Case(is_true, default=Value("false"))  # as text: SQLite's 0 and 1 cost a loop
    return None if isinstance(column.getter, str | Address | Listed) else column.getter


def _relations(columns: Sequence[Column]) -> dict[Relation, list[Listed]]:
    relations: dict[Relation, list[Listed]] = defaultdict(list)
    for column in columns:
        if isinstance(column.getter, Listed):
            relations[column.getter.relation].append(column.getter)
    return dict(relations)


def _writer(
    column: Column, paths: list[str], computed: Mapping[str, object], *, typed: bool
) -> Callable[..., Sequence]:
    """A function of a chunk's fields and lists that gives the column's cells, or values."""
    getter = column.getter
    if isinstance(getter, Listed):
        write = (lambda items: items or []) if typed else _list_cell
        return lambda fields, lists: list(
            map(write, map(lists[getter.relation][getter].get, fields[0]))
        )
    if isinstance(getter, Address):
        write = getter.writer()
        places = [paths.index(path) for path in getter.paths]
        return lambda fields, lists: list(map(write, *(fields[place] for place in places)))
    place = paths.index(_path(column, computed))
    if column.type == ColumnType.DATETIME:
        return lambda fields, lists: [moment(value) for value in fields[place]]
    if column.type == ColumnType.JSON and not typed:
        return lambda fields, lists: [_object(value) for value in fields[place]]
    return lambda fields, lists: fields[place]


def moment(value) -> str | None:
    """A moment as its cell: ISO 8601 in UTC."""
    return value and value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _list_cell(items: list | None) -> str | None:
    return items and join_list("" if item is None else str(item) for item in items)


def _object(value) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _related(
    relation: Relation, wanted: list[Listed], pks: Sequence[int], *, public: bool
) -> dict[Listed, dict[int, list]]:
    """The items of the lists of a chunk, by primary key; rows without items are left out."""
    head = [relation.owner, *([relation.part] if relation.part else [])]
    paths = list(dict.fromkeys([*head, *(listed.path for listed in wanted)]))
    items: dict[Listed, dict[int, list]] = {item: defaultdict(list) for item in wanted}
    takers = [
        (listed.part, paths.index(listed.path), listed.distinct, items[listed]) for listed in wanted
    ]
    found = relation.queryset(public=public).filter(**{f"{relation.owner}__in": pks})
    for values in found.values_list(*paths):
        for part, place, distinct, by_owner in takers:
            if part and values[1] != part:
                continue
            if not distinct or values[place] not in by_owner[values[0]]:
                by_owner[values[0]].append(values[place])
    return items
