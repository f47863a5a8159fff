"""All datasets in one: a folder or a zip of CSV files that explains itself."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db.models import QuerySet
from zipstream import ZIP_DEFLATED, ZipStream

from ..dataset import Dataset
from .csv_stream import stream_csv
from .csvw import csvw
from .data_package import Measures, data_package
from .readme import readme

Member = tuple[str, Iterator[bytes]]
Progress = Callable[[Dataset, int], None]

COMPRESSION = 3
"""Of 9: beyond that it takes more and more time for ever fewer bytes."""


def csv_file(dataset: Dataset) -> str:
    """Name of the file of a dataset."""
    return f"{dataset.name}.csv"


def members(
    datasets: Iterable[Dataset],
    *,
    public: bool,
    date: datetime,
    rows: Callable[[Dataset], QuerySet],
    progress: Progress = lambda dataset, number: None,
) -> Iterator[Member]:
    """The files by name, CSV files first, then what describes them; each to be read to its end
    before the next.

    `rows` gives the records of a dataset, `progress` is told how many more were written. To see all
    of one state, read everything within one `snapshot`. What describes them comes last because
    numbers and hashes are known only then.
    """
    datasets = list(datasets)
    measures = {dataset.name: Measures() for dataset in datasets}
    for dataset in datasets:
        yield csv_file(dataset), _measured(dataset, rows(dataset), public, measures, progress)
    about = {"public": public, "date": date, "path": csv_file}
    yield "csv-metadata.json", _json(csvw(datasets, **about))
    yield "README.txt", iter([readme(datasets, measures, public=public, date=date).encode()])
    yield "datapackage.json", _json(data_package(datasets, measures=measures, **about))


def zipped(files: Iterable[Member]) -> Iterator[bytes]:
    """The files as one zip, piece by piece; nothing is kept in memory or on disk."""
    archive = ZipStream(compress_type=ZIP_DEFLATED, compress_level=COMPRESSION)
    for name, pieces in files:
        archive.add(pieces, name)
        yield from archive.file()
    yield from archive.finalize()


def _measured(
    dataset: Dataset,
    rows: QuerySet,
    public: bool,
    measures: dict[str, Measures],
    progress: Progress,
) -> Iterator[bytes]:
    found, digest = measures[dataset.name], hashlib.sha256()

    def count(number: int) -> None:
        found.rows += number
        progress(dataset, number)

    for piece in stream_csv(dataset, rows, public=public, written=count):
        digest.update(piece)
        found.bytes += len(piece)
        yield piece
    found.sha256 = digest.hexdigest()


def _json(description: dict) -> Iterator[bytes]:
    yield (json.dumps(description, ensure_ascii=False, indent=2) + "\n").encode()
