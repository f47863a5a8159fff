"""A dataset as CSV, row by row, however long."""

from collections.abc import Callable, Iterator, Sequence

from django.db.models import QuerySet

from ..cells import GUARD, GUARDED
from ..columns import Address, Column, ColumnType
from ..dataset import Dataset
from ..rows import Cell, column_chunks

BOM = "\ufeff".encode()
"""So that a spreadsheet takes the file for the UTF-8 it is."""

_NEVER_FORMULAE = {ColumnType.INTEGER, ColumnType.BOOLEAN, ColumnType.DATETIME}
_QUOTED = ',"\r\n'
_END = "\r\n"


def stream_csv(
    dataset: Dataset,
    queryset: QuerySet,
    *,
    public: bool = True,
    written: Callable[[int], None] | None = None,
) -> Iterator[bytes]:
    r"""The records of `queryset` as CSV (RFC 4180, rows end in \r\n), in UTF-8 with BOM.

    Memory stays flat and the number of queries depends on the number of chunks alone.
    `queryset` decides which records; with `public` it must come from `.public()`. Cells are
    guarded against being read as formulae, numbers excepted (`exchange.cells`). `written` is told
    how many rows were added.
    """
    columns = dataset.columns_for(public=public)
    yield BOM + (",".join(column.name for column in columns) + _END).encode()
    for chunk in column_chunks(columns, queryset, public=public, size=dataset.chunk):
        cells = [_cells(column, found) for column, found in zip(columns, chunk, strict=True)]
        if written is not None:
            written(len(chunk[0]))
        yield (_END.join(map(",".join, zip(*cells, strict=True))) + _END).encode()


def _cells(column: Column, cells: Sequence[Cell]) -> Sequence[str]:
    """The cells of a column of a chunk as they stand in the file.

    Column by column is twice as fast as the csv module: most hold nothing to quote, and one look
    at all their text together tells.
    """
    if column.type == ColumnType.INTEGER and not column.is_list:
        return ["" if cell is None else str(cell) for cell in cells]
    try:
        together = "".join(cells)
    except TypeError:  # there is a None among them
        cells = ["" if cell is None else str(cell) for cell in cells]
        together = "".join(cells)
    if _may_be_formula(column):
        cells = [GUARD + cell if cell and cell[0] in GUARDED else cell for cell in cells]
    if any(mark in together for mark in _QUOTED):
        return [_quoted(cell) for cell in cells]
    return cells


def _may_be_formula(column: Column) -> bool:
    return column.is_list or (
        column.type not in _NEVER_FORMULAE and not isinstance(column.getter, Address)
    )


def _quoted(cell: str) -> str:
    if '"' in cell:
        return '"' + cell.replace('"', '""') + '"'
    if "," in cell or "\n" in cell or "\r" in cell:
        return f'"{cell}"'
    return cell
