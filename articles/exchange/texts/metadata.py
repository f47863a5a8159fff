"""The side-car `metadata.csv`: what is known of files beyond what stands in them."""

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from ...text.encodings import UndecidedEncoding, decode
from ..cells import unguard

FILE_NAME = "metadata.csv"
COLUMNS = (
    "file",
    *("title", "title_supplied", "byline", "published", "language", "address"),
    *("publisher_id", "publisher", "rights", "text_is_public", "note", "slug"),
)
"""Those of the dataset of articles that may be given, and `file`."""

SYNONYMS = {"url": "address"}
HINTED = 24
"""So many problems come with a guess at what was meant: each is looked for among all names."""

_DELIMITERS = ",;\t"


class MetadataError(ValueError):
    """The side-car cannot be used; `problems` says why, a sentence each."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass
class Metadata:
    """What is told about files, by their names: cells by column, and the row they stand in."""

    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def of(self, name: str) -> dict[str, str]:
        """The cells for one file; a cell that is empty says nothing."""
        return {column: cell for column, cell in self.rows.get(name, {}).items() if cell}


def read_metadata(data: bytes, names: set[str]) -> Metadata:
    """Read a side-car for the files of these names. Raises MetadataError with every problem."""
    try:
        text = decode(data).text
    except UndecidedEncoding as error:
        raise MetadataError([f"{FILE_NAME}: {error}"]) from error
    head = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    problems: list[str] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        columns = _columns(header, problems)
        found, known = Metadata(), dict.fromkeys(sorted(names))
        for number, row in enumerate(reader, 2):
            if any(row):
                _take(found, number, columns, row, known, problems)
    except csv.Error as error:
        problems.append(f"{FILE_NAME}, line {reader.line_num}: this is not CSV ({error}).")
    if problems:
        raise MetadataError(problems)
    return found


def _columns(header: list[str], problems: list[str]) -> list[str]:
    columns = [SYNONYMS.get(name, name) for name in header]
    for name in dict.fromkeys(columns):
        if name not in COLUMNS:
            hint = _hint(name, COLUMNS, problems)
            problems.append(f"{FILE_NAME}: there is no column “{name}”.{hint}")
        elif columns.count(name) > 1:
            problems.append(f"{FILE_NAME}: the column “{name}” is there more than once.")
    if "file" not in columns:
        problems.append(f"{FILE_NAME}: there is no column “file” with the names of the files.")
    if problems:
        problems.append(f"The columns are {', '.join(COLUMNS)}.")
    return columns


def _take(
    found: Metadata,
    number: int,
    columns: list[str],
    row: list[str],
    names: Collection[str],
    problems: list[str],
) -> None:
    where = f"{FILE_NAME}, row {number}"
    if len(row) != len(columns):
        problems.append(f"{where}: {len(row)} cells, but {len(columns)} columns.")
        return
    cells = dict(zip(columns, map(unguard, row), strict=True))
    name = cells.pop("file", "").strip().replace("\\", "/").removeprefix("./")
    if name in found.rows:
        problems.append(f"{where}: “{name}” is in row {found.numbers[name]} already.")
    elif name not in names:
        hint = _hint(name, names, problems)
        problems.append(f"{where}, file: there is no file “{name}”.{hint}")
    else:
        found.rows[name], found.numbers[name] = cells, number


def _hint(name: str, names: Collection[str], problems: list[str]) -> str:
    """The name that may be meant, as a question; of the first problems only."""
    if len(problems) >= HINTED:
        return ""
    near = process.extractOne(name, list(names), scorer=fuzz.ratio, score_cutoff=60)
    return f" Did you mean “{near[0]}”?" if near else ""
