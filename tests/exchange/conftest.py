"""What the tests of import and export share."""

import csv
import io

import pytest

from articles.exchange.datasets import DATASETS
from articles.exchange.writing.csv_stream import stream_csv
from tests.exchange.records import make_archive


@pytest.fixture
def archive(db):
    """The small archive of `tests.exchange.records`."""
    return make_archive()


@pytest.fixture
def download():
    """A function: name of a dataset → its CSV as readers get it, as text without the BOM."""

    def read(name: str, *, public: bool = True) -> str:
        dataset = DATASETS[name]
        pieces = stream_csv(dataset, dataset.queryset(public=public), public=public)
        return b"".join(pieces).decode("utf-8-sig")

    return read


@pytest.fixture
def table(download):
    """A function: name of a dataset → its rows as dictionaries."""

    def read(name: str, *, public: bool = True) -> list[dict[str, str]]:
        text = download(name, public=public)
        return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))

    return read
