"""File formats of the admin and of `import_data`: CSV, XLSX and JSON.

CSV and XLSX go through spreadsheets, so their cells are guarded when written and unguarded when
read (`exchange.cells`); JSON is not. All cells are read as text: the importer says what they mean.
"""

import csv
import io
import json

from import_export.formats.base_formats import CSV, JSON, XLSX
from tablib import Dataset

from .cells import cell_text, guard, join_list, unguard
from .writing.csv_stream import BOM

LONGEST_XLSX_CELL = 32_767
"""Characters. A spreadsheet cuts off what is longer without a word."""
LONGEST_CSV_CELL = 50_000_000
"""Characters; the csv module would stop at 131,072, less than a long article."""
_DELIMITERS = ",;\t"


class UnreadableFile(ValueError):
    """The file is not what its format promises; the message is for editors."""


class Csv(CSV):
    """CSV in UTF-8, with or without BOM; semicolons and tabs are understood too."""

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
        """Read the first sheet. Raises UnreadableFile."""
        read = super().create_dataset(in_stream)
        return _table([read.headers, *read], unguard)

    def export_data(self, dataset: Dataset, **kwargs) -> bytes:
        """Write a file. Raises ValueError, naming the cell, when one is too long."""
        for number, row in enumerate(dataset, 2):
            for name, cell in zip(dataset.headers, row, strict=True):
                if isinstance(cell, str) and len(cell) > LONGEST_XLSX_CELL:
                    raise ValueError(
                        f"Row {number}, {name}: {len(cell):,} characters; a spreadsheet cell "
                        f"holds {LONGEST_XLSX_CELL:,}. Export as CSV or JSON instead."
                    )
        guarded = Dataset(*map(_guarded, dataset), headers=dataset.headers)
        return super().export_data(guarded, column_width=30)


class Json(JSON):
    """JSON: a list of objects with the same names. Lists may be written as such."""

    def create_dataset(self, in_stream: bytes | str, **kwargs) -> Dataset:
        """Read a file. Raises UnreadableFile."""
        text = _decode(in_stream) if isinstance(in_stream, bytes) else in_stream
        try:
            found = json.loads(text)
        except ValueError as error:
            raise UnreadableFile(f"This is not JSON: {error}.") from error
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            raise UnreadableFile("The file must hold a list of objects.")
        headers = list(found[0]) if found else []
        for number, row in enumerate(found, 1):
            if set(row) != set(headers):
                odd = ", ".join(sorted(set(row) ^ set(headers)))
                raise UnreadableFile(f"Object {number} differs from the first in: {odd}.")
        return _table([headers, *([row[name] for name in headers] for row in found)], str)


FORMATS = [Csv, Xlsx, Json]
"""What a ModelAdmin sets as `formats`."""


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableFile(
            f"Line {line} is not UTF-8 text. Save the file as “CSV UTF-8”."
        ) from error


def _table(lines, undo) -> Dataset:
    """The rows as text; empty columns at the right are left out, empty rows keep their number."""
    rows = ([_text(cell) for cell in line] for line in lines)
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


def _text(cell: object) -> str:
    return join_list(map(cell_text, cell)) if isinstance(cell, list) else cell_text(cell)


def _guarded(row) -> list:
    return [guard(cell) if isinstance(cell, str) else cell for cell in row]
