"""Every type of column: value → cell → file → cell → value, whatever the value."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from articles.exchange.cells import guard, join_list, split_list, unguard
from articles.exchange.columns import Column, ColumnType
from articles.exchange.datasets import DATASETS
from articles.exchange.formats import Csv, Xlsx, _lost_in_xlsx
from articles.exchange.loading import tables_in
from articles.exchange.loading.values import Value, values_of, written
from articles.exchange.writing.csv_stream import BOM
from tests.exchange.nasty import NASTY

pytestmark = pytest.mark.any_database

characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(
        st.one_of(st.sampled_from("'=+-@\t\r\n|\\,;\"\ufeff \u200b\u202e😀\u2028e"), characters)
    ),
)
VALUES = {
    ColumnType.TEXT: texts,
    ColumnType.INTEGER: st.none() | st.integers(0, 2**31 - 1),
    ColumnType.BOOLEAN: st.booleans(),
    ColumnType.DATE: st.sampled_from(["", "1940", "1941-07/1941-09", "1919/..", "XXXX-08-25"]),
    ColumnType.DATETIME: st.none()
    | st.datetimes(
        timezones=st.just(UTC), min_value=datetime(1, 1, 3), max_value=datetime(9999, 1, 1)
    ),
    ColumnType.IDENTIFIER: st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True),
    ColumnType.URL: st.sampled_from(["", "https://example.org/?a=1,2&b='c'#d|e"]),
    ColumnType.ENUM: st.sampled_from(["draft", "published"]),
    ColumnType.JSON: st.dictionaries(
        texts, st.lists(texts, max_size=2) | st.integers(), max_size=3
    ),
}


def test_every_type_is_tried():
    written_types = {
        v.column.type for dataset in DATASETS.values() for v in values_of(dataset).values()
    }
    assert written_types <= VALUES.keys() == set(ColumnType)


@pytest.mark.parametrize("kind", ColumnType)
@given(data=st.data())
def test_a_value_comes_back(kind, data, tmp_path_factory):
    values = data.draw(st.lists(VALUES[kind], min_size=1, max_size=5))
    field = models.TextField(null=True)
    value = Value(Column("value", "value", kind, "A value."), field)
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(["id", "value"])
    for number, given_value in enumerate(values):
        writer.writerow([number, guard(written(value.column, given_value))])
    path = tmp_path_factory.getbasetemp() / "values.csv"
    path.write_bytes(BOM + file.getvalue().encode())
    (table,) = tables_in(path, "values")
    assert [value.read(cells[1]) for _, cells in table.rows()] == values
    assert [cells[1] for _, cells in table.rows()] == [written(value.column, v) for v in values]


@given(st.lists(texts, max_size=4))
def test_a_list_comes_back(items):
    assert split_list(unguard(guard(join_list(items)))) == items


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=3))
def test_a_spreadsheet_gives_back_what_it_takes(rows):
    from tablib import Dataset

    rows = [(str(number), *row) for number, row in enumerate(rows)]
    table = Dataset(*rows, headers=["id", "one", "two"])
    assert list(Csv().create_dataset(Csv().export_data(table))) == rows
    if any(map(_lost_in_xlsx, map(guard, (cell for row in rows for cell in row)))):
        with pytest.raises(ValueError, match="Export as CSV or JSON instead"):
            Xlsx().export_data(table)
    else:
        assert list(Xlsx().create_dataset(Xlsx().export_data(table))) == rows
