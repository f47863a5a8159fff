"""Rows as an XLSX file, and back, or in plain words why not all of them would come back."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter

LONGEST_XLSX_CELL = 32_767
"""Characters as spreadsheets count, emoji as two. What is longer they cut off without a word."""
LARGEST_UNPACKED = 50 * 1024 * 1024
"""Bytes of a workbook's parts together; a file that unpacks to more is refused unread."""
MOST_CELLS = 2_000_000
"""Cells of a table, empty ones between and beside the others included."""
MOST_ROWS = 1_048_576
"""The last row a spreadsheet has."""
MOST_MARKS = 500_000
"""Tags of a row, a text or a part that is no sheet: each becomes an object many times its size."""
_WIDTH = 30  # of a column, in characters

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z0-9:]+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_APART = re.compile(rb"<(?:\w+:)?(?:row|si)[ />]")  # what is read and forgotten one by one
_UNREAD = ("xl/calcChain", "xl/pivotCache/", "xl/media/")
_ADVICE = "Open it in a spreadsheet and save it as XLSX or CSV anew."


class UnreadableFile(ValueError):
    """The file is not what its format promises; the message is for editors."""


def units(text: str) -> int:
    """The length as spreadsheets count it, in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_cut_off(text: str) -> bool:
    """Whether a cell is longer than a spreadsheet keeps, or just as long as what it leaves.

    The last place may be missing, where a pair of units would have been cut in two.
    """
    return 2 * len(text) >= LONGEST_XLSX_CELL - 1 and units(text) >= LONGEST_XLSX_CELL - 1


def sheet_of(headers: Sequence[str], rows: Iterable[Sequence], title: str = "") -> bytes:
    """One sheet as an XLSX file. Text stays text, also where somebody types into its cells."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31] or None)
    sheet.freeze_panes = "A2"
    for number in range(1, len(headers) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTH
    for row in (headers, *rows):
        sheet.append(list(_cells(sheet, row)))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cells(sheet, row: Sequence) -> Iterator[object]:
    for value in row:
        if not isinstance(value, str) or not value:
            yield value
            continue
        cell = WriteOnlyCell(sheet, value)
        cell.data_type, cell.number_format = "s", "@"  # “#N/A” would be an error
        yield cell


def sheet_rows(data: bytes) -> list[tuple]:
    """The cells of the one sheet that holds anything, row by row; formulas as their results.

    All rows are as long as the widest; there are no empty rows or columns at the end.
    Raises UnreadableFile: for what is no XLSX file or too large a one, where a sheet has more than
    a table can say (merged cells, formulas without a result, a second sheet), or less (a cell that
    was cut off).
    """
    try:
        _refuse_large(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        name, rows = _only_sheet(book)
        with ZipFile(io.BytesIO(data)) as parts:
            sheets = b"".join(
                parts.read(part)
                for part in parts.namelist()
                if part.startswith("xl/worksheets/") and part.endswith(".xml")
            )
    except UnreadableFile:
        raise
    except Exception as error:  # whatever the package stumbles upon
        raise UnreadableFile(f"This is no XLSX file, or is damaged. {_ADVICE}") from error
    if merged := _MERGED.search(sheets):
        raise UnreadableFile(
            f"The cells {merged[1].decode()} are merged: split them, so that every row has cells "
            "of its own."
        )
    _refuse_cut(rows)
    if name and _FORMULA.search(sheets):
        _refuse_formulas(data, name, rows)
    return rows


def _refuse_large(data: bytes) -> None:
    """A small file may unpack to, or be read into, more than the memory holds."""
    with ZipFile(io.BytesIO(data)) as parts:
        size = sum(part.file_size for part in parts.infolist())
        if size > LARGEST_UNPACKED:
            raise UnreadableFile(
                f"The file unpacks to {size / 1024 / 1024:,.0f} MB; up to "
                f"{LARGEST_UNPACKED // 1024 // 1024} MB are read. Use CSV."
            )
        for name in parts.namelist():
            if not name.startswith(_UNREAD) and _marks(parts.read(name)) > MOST_MARKS:
                raise UnreadableFile(
                    f"The part {name} of the file has more than {MOST_MARKS:,} tags in one row, "
                    "or outside rows: no table needs so many. Use CSV."
                )


def _marks(part: bytes) -> int:
    """The most tags between two rows or shared texts."""
    most = begin = 0
    for found in _APART.finditer(part):
        most, begin = max(most, part.count(b"<", begin, found.start())), found.start()
    return max(most, part.count(b"<", begin))


def _only_sheet(book: Workbook) -> tuple[str, list[tuple]]:
    found = {}
    for sheet in book.worksheets:
        if rows := _filled(sheet):
            found[sheet.title] = rows
    if len(found) > 1:
        names = ", ".join(f"“{name}”" for name in found)
        raise UnreadableFile(f"There is something in {len(found)} sheets: {names}. Keep one.")
    return next(iter(found.items()), ("", []))


def _filled(sheet) -> list[tuple]:
    """The rows up to the last cell that holds anything, each as long as the longest."""
    sheet.reset_dimensions()  # some programs write wrong ones
    rows, last, width = [], 0, 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MOST_ROWS:
            raise UnreadableFile(_too_large(sheet.title, f"more than {MOST_ROWS:,}", width))
        rows.append(_without_end(row))
        if rows[-1]:
            last, width = number, max(width, len(rows[-1]))
            if last * width > MOST_CELLS:
                raise UnreadableFile(_too_large(sheet.title, f"{last:,}", width))
    return [(*row, *[None] * (width - len(row))) for row in rows[:last]]


def _without_end(row: Sequence) -> tuple:
    """A row without the empty cells at its end."""
    length = len(row)
    while length and row[length - 1] in (None, ""):
        length -= 1
    return tuple(row[:length])


def _too_large(sheet: str, rows: str, columns: int) -> str:
    return (
        f"The sheet “{sheet}” has {rows} rows and {columns:,} columns up to the last cell that "
        f"holds anything; up to {MOST_CELLS:,} cells are read. If something stands far from the "
        "table, delete it; or use CSV."
    )


def _refuse_cut(rows: list[tuple]) -> None:
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if isinstance(value, str) and is_cut_off(value):
                cell = f"{get_column_letter(column)}{number}"
                raise UnreadableFile(
                    f"Cell {cell} holds {units(value):,} characters, as many as a spreadsheet can: "
                    "what was longer has been cut off. Use CSV."
                )


def _refuse_formulas(data: bytes, name: str, rows: list[tuple]) -> None:
    """Formulas with an error for a result, or none: nobody has opened it in a spreadsheet yet."""
    sheet = load_workbook(io.BytesIO(data), read_only=True)[name]
    sheet.reset_dimensions()
    # A formula without a result may be all that stands in the last rows and columns.
    for values, row in zip_longest(rows, sheet.iter_rows(), fillvalue=()):
        for value, cell in zip_longest(values, row):
            if cell is None or cell.data_type != "f":
                continue
            if value is None:
                raise UnreadableFile(
                    f"Cell {cell.coordinate} holds a formula without its result. {_ADVICE}"
                )
            if value in ERROR_CODES:
                raise UnreadableFile(f"The formula in cell {cell.coordinate} gives {value}.")
