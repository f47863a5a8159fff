"""A dataset as CSV, row by row, however long."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet

from ..cells import GUARD, GUARDED
from ..columns import Column, ColumnType
from ..dataset import Dataset
from ..rows import Cell, column_chunks

BOM = "\ufeff".encode()
"""So that a spreadsheet takes the file for the UTF-8 it is."""

_NEVER_FORMULAE = {ColumnType.INTEGER, ColumnType.BOOLEAN, ColumnType.DATETIME}


def stream_csv(dataset: Dataset, queryset: QuerySet, *, public: bool = True) -> Iterator[bytes]:
    r"""The records of `queryset` as CSV (RFC 4180, rows end in \r\n), in UTF-8 with BOM.

    Memory stays flat and the number of queries depends on the number of chunks alone.
    `queryset` decides which records; with `public` it must come from `.public()`. Cells are
    guarded against being read as formulae, numbers excepted (`exchange.cells`).
    """
    columns = dataset.columns_for(public=public)
    yield BOM + _encode([[column.name for column in columns]])
    for chunk in column_chunks(columns, queryset, public=public):
        cells = [_guarded(column, found) for column, found in zip(columns, chunk, strict=True)]
        yield _encode(zip(*cells, strict=True))


def _encode(rows: Iterable[Iterable[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _guarded(column: Column, cells: Sequence[Cell]) -> Sequence[Cell]:
    if column.type in _NEVER_FORMULAE and not column.is_list:
        return cells
    return [GUARD + cell if cell and cell[0] in GUARDED else cell for cell in cells]
