"""File formats of the admin and of `import_data`: CSV, XLSX and JSON.

CSV and XLSX go through spreadsheets, so their cells are guarded when written and unguarded when
read (`exchange.cells`); JSON is not. All cells are read as text: the importer says what they mean.
"""

import csv
import io
import json
import re

from import_export.formats.base_formats import CSV, JSON, XLSX
from tablib import Dataset

from ..text.encodings import UndecidedEncoding, decode
from .cells import cell_text, guard, join_list, unguard
from .spreadsheet import (
    LONGEST_XLSX_CELL,
    UnreadableFile,
    is_cut_off,
    sheet_of,
    sheet_rows,
    units,
)
from .writing.csv_stream import BOM

LONGEST_CSV_CELL = 50_000_000
"""Characters; the csv module would stop at 131,072, less than a long article."""
_DELIMITERS = ",;\t"
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_CODED = re.compile("_x[0-9A-Fa-f]{4}_")


class Csv(CSV):
    """CSV in any encoding that can be told; semicolons and tabs are understood too."""

    def is_binary(self) -> bool:
        return True  # we decode: as a text file its line ends would be changed

    def get_read_mode(self) -> str:
        return "rb"

    def create_dataset(self, in_stream: bytes | str, **kwargs) -> Dataset:
        """Read a file. Raises UnreadableFile."""
        text = _decode(in_stream) if isinstance(in_stream, bytes) else in_stream
        first_line = text.partition("\n")[0]
        delimiter = max(_DELIMITERS, key=first_line.count)
        csv.field_size_limit(LONGEST_CSV_CELL)
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            return _table(lines, unguard)
        except csv.Error as error:
            raise UnreadableFile(f"Near line {lines.line_num}: {error}.") from error

    def export_data(self, dataset: Dataset, **kwargs) -> bytes:
        r"""Write a file: UTF-8 with BOM, rows end in \r\n (RFC 4180)."""
        file = io.StringIO(newline="")
        writer = csv.writer(file)
        writer.writerow(dataset.headers)
        writer.writerows(_guarded(row) for row in dataset)
        return BOM + file.getvalue().encode()


class Xlsx(XLSX):
    """XLSX; a cell that would be cut off is refused."""

    def create_dataset(self, in_stream: bytes) -> Dataset:
        """Read the one sheet that holds anything. Raises UnreadableFile."""
        return _table(sheet_rows(in_stream), unguard)

    def export_data(self, dataset: Dataset, **kwargs) -> bytes:
        """Write a file. Raises ValueError, naming the cell, for what would not come back."""
        for number, row in enumerate(dataset, 2):
            for name, cell in zip(dataset.headers, row, strict=True):
                if isinstance(cell, str) and (why := _lost_in_xlsx(cell)):
                    raise ValueError(f"Row {number}, {name}: {why} Export as CSV or JSON instead.")
        return sheet_of(dataset.headers, map(_guarded, dataset), dataset.title or "")


class Json(JSON):
    """JSON: a list of objects with the same names. Lists may be written as such."""

    def create_dataset(self, in_stream: bytes | str, **kwargs) -> Dataset:
        """Read a file. Raises UnreadableFile."""
        text = _decode(in_stream) if isinstance(in_stream, bytes) else in_stream
        try:
            found = read_json(text)
        except ValueError as error:
            raise UnreadableFile(f"This is not JSON: {error}.") from error
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            raise UnreadableFile("The file must hold a list of objects.")
        headers = list(found[0]) if found else []
        for number, row in enumerate(found, 1):
            if set(row) != set(headers):
                odd = ", ".join(sorted(set(row) ^ set(headers)))
                raise UnreadableFile(f"Object {number} differs from the first in: {odd}.")
        rows = ([json_cell(row[name]) for name in headers] for row in found)
        return _table([headers, *rows], str)


FORMATS = [Csv, Xlsx, Json]
"""What a ModelAdmin sets as `formats`."""


def read_json(text: str) -> object:
    """JSON as the standard has it. Raises ValueError, for numbers that are none (NaN), too."""
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_once)
    except RecursionError as error:
        raise ValueError("lists stand in lists more often than can be read") from error


def json_cell(value: object) -> str:
    """What a value of JSON is as a cell: a list of values as a list cell, an object as JSON."""
    if isinstance(value, list):
        return join_list(map(cell_text, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return cell_text(value)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _once(pairs: list[tuple[str, object]]) -> dict:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{twice}” stands in one object twice")
    return found


def _lost_in_xlsx(cell: str) -> str:
    """Why a cell would not come back from a spreadsheet as it is; empty if it would."""
    if is_cut_off(cell):
        return f"{units(cell):,} characters; a spreadsheet cell holds {LONGEST_XLSX_CELL:,}."
    if found := _UNWRITABLE.search(cell):
        return f"the character U+{ord(found[0]):04X}, which a spreadsheet does not keep."
    if found := _CODED.search(cell):
        return f"“{found[0]}”, which a spreadsheet takes for a coded character."
    return ""


def _decode(data: bytes) -> str:
    try:
        return decode(data).text
    except UndecidedEncoding as error:
        raise UnreadableFile(str(error)) from error


def _table(lines, undo) -> Dataset:
    """The rows as text; empty columns at the right are left out, empty rows keep their number."""
    rows = ([cell_text(cell) for cell in line] for line in lines)
    headers = [name.strip() for name in next(rows, [])]
    while headers and not headers[-1]:
        headers.pop()
    table = Dataset(headers=headers)
    for number, row in enumerate(rows, 2):
        if not any(row):
            table.append([""] * len(headers))
            continue
        if any(row[len(headers) :]) or len(row) < len(headers):
            raise UnreadableFile(
                f"Row {number} has {len(row)} cells, the first row has {len(headers)}."
            )
        table.append([undo(cell) for cell in row[: len(headers)]])
    while len(table) and not any(table[-1]):
        del table[-1]
    return table


def _guarded(row) -> list:
    return [guard(cell) if isinstance(cell, str) else cell for cell in row]
