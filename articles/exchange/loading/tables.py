"""Tables: rows of one dataset, from files of several formats, read as often as needed.

CSV and JSON Lines are read row by row, however long. Cells come as text, guards undone
(`exchange.cells`): what they mean is for `loading.values` to say.
"""

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import BinaryIO

from tablib import Dataset as Sheet

from ...text.encodings import UndecidedEncoding, decode
from ..cells import unguard
from ..formats import LONGEST_CSV_CELL, Json, UnreadableFile, Xlsx, json_cell, read_json

SUFFIXES = (".csv", ".jsonl", ".xlsx", ".json")
_DESCRIPTIONS = ("datapackage.json", "csv-metadata.json")
"""Files that an export holds besides its tables."""
_DELIMITERS = ",;\t"
_PIECE = 1 << 20
_LARGEST_DECODED = 100 * 1024 * 1024
"""Bytes of a file that is not UTF-8: it is read whole to find out what it is."""

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

Row = tuple[int, list[str]]
Open = Callable[[], "contextmanager[BinaryIO]"]


class UnreadableTable(ValueError):
    """The file is not what its name promises; the message is for editors."""


@dataclass(frozen=True)
class Table:
    """Rows for one dataset. `read` gives the number of each row and its cells, anew every time.

    Rows are numbered as in a spreadsheet: the first below the header is row 2. `encoding` is
    named when it was not UTF-8.
    """

    dataset: str
    file: str
    headers: tuple[str, ...]
    read: Callable[[], Iterator[Row]]
    encoding: str = ""

    def rows(self) -> Iterator[Row]:
        """The rows that hold anything. Raises UnreadableTable, naming the place."""
        for number, row in self.read():
            if any(row):
                yield number, row


def table_of(dataset: str, sheet: Sheet, file: str = "") -> Table:
    """A table of what was read already; empty rows of the file must still be in it."""
    headers = tuple(sheet.headers or ())
    return Table(dataset, file, headers, lambda: enumerate(map(list, sheet), 2))


def tables_in(path: Path, dataset: str = "", encoding: str = "") -> list[Table]:
    """The tables of a file, a folder or a zip archive, in no particular order.

    `dataset` says what the rows of a single file are; else the name of each file does
    (`entities.csv`). `encoding` is that of CSV files, if it is known. Raises UnreadableTable and
    OSError.
    """
    if path.is_dir():
        files = sorted(filter(_is_table, path.iterdir()))
        return [_table(file.stem, PurePath(file.name), _opening(file), encoding) for file in files]
    if path.suffix.lower() == ".zip":
        return list(_zipped(path, encoding))
    if path.suffix.lower() not in SUFFIXES:
        raise UnreadableTable(f"{path.name} is none of {', '.join((*SUFFIXES, '.zip'))}.")
    return [_table(dataset or path.stem, PurePath(path.name), _opening(path), encoding)]


def _is_table(file: PurePath) -> bool:
    """Whether it is one of ours: not a description, not what systems hide (`__MACOSX/._x.csv`)."""
    is_hidden = file.name.startswith(".") or "__MACOSX" in file.parts
    return file.suffix.lower() in SUFFIXES and file.name not in _DESCRIPTIONS and not is_hidden


def _opening(path: Path) -> Open:
    return lambda: path.open("rb")


def _zipped(path: Path, encoding: str) -> Iterator[Table]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
    except zipfile.BadZipFile as error:
        raise UnreadableTable(f"{path.name} is no zip archive, or is damaged: {error}.") from error
    for name in names:
        inner = PurePosixPath(name)
        if _is_table(inner):
            yield _table(inner.stem, inner, _opening_zipped(path, name), encoding)


def _opening_zipped(path: Path, name: str) -> Open:
    @contextmanager
    def opened():
        try:
            with zipfile.ZipFile(path) as archive, archive.open(name) as file:
                yield file
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
            raise UnreadableTable(f"{name} in {path.name} is damaged: {error}.") from error

    return opened


def _table(dataset: str, file: PurePath, opened: Open, encoding: str) -> Table:
    try:
        if file.suffix.lower() == ".csv":
            return _csv(dataset, str(file), opened, encoding)
        return _READERS[file.suffix.lower()](dataset, str(file), opened)
    except UnreadableFile as error:
        raise UnreadableTable(f"{file.name}: {error}") from error


# --- CSV ---------------------------------------------------------------------------------


def _csv(dataset: str, file: str, opened: Open, declared: str) -> Table:
    encoding, text = _encoding(file, opened, declared)
    lines = _lines(file, opened, encoding, text)
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


def _encoding(file: str, opened: Open, declared: str) -> tuple[str, str | None]:
    """The encoding, and the text itself if it had to be read whole to find out."""
    with opened() as binary:
        start = binary.read(4)
    is_marked = start.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))
    if not declared and not is_marked and _is_utf8(opened):
        return "utf-8-sig", None
    with opened() as binary:
        data = binary.read(_LARGEST_DECODED + 1)
    if len(data) > _LARGEST_DECODED:
        raise UnreadableTable(
            f"{file} is not UTF-8, and too large to find out what else. Save it as UTF-8."
        )
    try:
        found = decode(data, declared)
    except UndecidedEncoding as error:
        raise UnreadableTable(f"{file}: {error}") from error
    return found.encoding, found.text


def _is_utf8(opened: Open) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with opened() as binary:
            nul = False
            while piece := binary.read(_PIECE):
                decoder.decode(piece)
                nul = nul or piece.count(0) > len(piece) // 4  # UTF-16 without a mark
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return not nul


def _lines(file: str, opened: Open, encoding: str, text: str | None) -> Callable:
    """A function that gives the lines, ends included; cells may hold line ends of their own."""
    if text is not None:
        return lambda: iter(io.StringIO(text, newline=""))

    def lines() -> Iterator[str]:
        with opened() as binary, io.TextIOWrapper(binary, encoding, newline="") as wrapped:
            yield from wrapped

    return lines


# --- The other formats -------------------------------------------------------------------


def _json_lines(dataset: str, file: str, opened: Open) -> Table:
    encoding, text = _encoding(file, opened, "")
    lines = _lines(file, opened, encoding, text)

    def objects() -> Iterator[tuple[int, dict]]:
        for number, line in enumerate(lines(), 1):
            if not line.strip():
                continue
            try:
                found = read_json(line)
            except ValueError as error:
                raise UnreadableTable(
                    f"{file}, line {number}: this is not JSON: {error}."
                ) from error
            if not isinstance(found, dict):
                raise UnreadableTable(f"{file}, line {number}: this is not an object.")
            yield number, found

    headers = tuple(next(objects(), (0, {}))[1])

    def read() -> Iterator[Row]:
        for number, found in objects():
            if odd := set(found) ^ set(headers):
                names = ", ".join(sorted(odd))
                raise UnreadableTable(
                    f"{file}, line {number}: it differs from the first line in: {names}."
                )
            yield number, [json_cell(found[name]) for name in headers]

    return Table(dataset, file, headers, read)


def _whole(reader) -> Callable[[str, str, Open], Table]:
    """The reader of a format that cannot be read row by row."""

    def table(dataset: str, file: str, opened: Open) -> Table:
        with opened() as binary:
            sheet = reader().create_dataset(binary.read())
        return table_of(dataset, sheet, file)

    return table


_READERS = {
    ".jsonl": _json_lines,
    ".json": _whole(Json),
    ".xlsx": _whole(Xlsx),
}
