"""Tables from files of several formats, folders of files, and archives.

CSV and JSON Lines are read row by row, however long. Cells come as text, guards undone
(`exchange.cells`): what they mean is for `loading.values` to say.
"""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath, PurePosixPath

from tablib import Dataset as Sheet

from ..formats import Json, UnreadableFile, Xlsx, json_cell, read_json
from .csv_table import csv_table
from .lines import lines_of
from .table import Open, Row, Table, UnreadableTable

SUFFIXES = (".csv", ".jsonl", ".xlsx", ".json")
_DESCRIPTIONS = ("datapackage.json", "csv-metadata.json")
"""Files that an export holds besides its tables."""


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
            return csv_table(dataset, str(file), opened, encoding)
        return _READERS[file.suffix.lower()](dataset, str(file), opened)
    except UnreadableFile as error:
        raise UnreadableTable(f"{file.name}: {error}") from error


# --- The other formats -------------------------------------------------------------------


def _json_lines(dataset: str, file: str, opened: Open) -> Table:
    _, lines = lines_of(file, opened)

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
