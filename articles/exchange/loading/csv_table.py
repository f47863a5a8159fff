"""CSV in whatever encoding and with whatever separator a spreadsheet wrote it."""

import csv
from collections.abc import Iterator, Sequence

from ..cells import unguard
from ..formats import LONGEST_CSV_CELL
from .lines import lines_of
from .table import Open, Row, Table, UnreadableTable

_DELIMITERS = ",;\t"
_CSV_ERRORS = {
    "unexpected end of data": "a quotation mark is opened that is never closed",
    **{
        f"'{mark}' expected after '\"'": "text follows the quotation mark that closes a cell; "
        "within a cell, a quotation mark is written twice"
        for mark in _DELIMITERS
    },
    "field larger than field limit": "a cell is too long",
}
"""What the csv module says, in plain words."""


def csv_table(dataset: str, file: str, opened: Open, declared: str) -> Table:
    """The table of a CSV file, read row by row. `declared` is its encoding, if that is known.

    Raises UnreadableTable, for what is found while reading too.
    """
    encoding, lines = lines_of(file, opened, declared)
    delimiter = max(_DELIMITERS, key=next(lines(), "").count)
    csv.field_size_limit(LONGEST_CSV_CELL)

    def parsed() -> Iterator[list[str]]:
        reader = csv.reader(lines(), delimiter=delimiter, strict=True)
        begun = 1
        try:
            for row in reader:
                begun = reader.line_num + 1
                yield row
        except csv.Error as error:
            reason = _CSV_ERRORS.get(str(error).partition(" (")[0], str(error))
            told = f"{file}, in the row that begins in line {begun}: {reason}."
            raise UnreadableTable(told) from error

    headers = _headers(next(parsed(), []))

    def read() -> Iterator[Row]:
        rows = parsed()
        next(rows, None)
        for number, row in enumerate(rows, 2):
            yield number, _fitted(row, len(headers))

    told = "" if encoding.lower().startswith("utf-8") else encoding
    return Table(dataset, file, headers, read, told)


def _headers(row: Sequence[str]) -> tuple[str, ...]:
    headers = [unguard(name).strip() for name in row]
    while headers and not headers[-1]:
        headers.pop()
    return tuple(headers)


def _fitted(row: list[str], columns: int) -> list[str]:
    """Cells unguarded; empty ones at the right, which spreadsheets add, left out."""
    if len(row) > columns and not any(row[columns:]):
        row = row[:columns]
    return [unguard(cell) if cell[:1] == "'" else cell for cell in row]
