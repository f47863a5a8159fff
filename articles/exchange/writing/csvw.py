"""A description of the files for programs: CSV on the Web (W3C, tabular metadata)."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from ..columns import Column, ColumnType
from ..dataset import Dataset
from .data_package import EDTF
from .keys import foreign_keys

_DIALECT = {
    "encoding": "utf-8",
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "lineTerminators": ["\r\n"],
    "header": True,
    "headerRowCount": 1,
    "skipBlankRows": False,
    "skipInitialSpace": False,
    "trim": False,
    "commentPrefix": None,
}
_DATATYPES: dict[ColumnType, str | dict[str, str]] = {
    ColumnType.INTEGER: "integer",
    ColumnType.BOOLEAN: {"base": "boolean", "format": "true|false"},
    ColumnType.DATETIME: "dateTimeStamp",
    ColumnType.DATE: {"base": "string", "@id": EDTF},
    ColumnType.JSON: "json",
}
_LIST = (
    " Several items between bars; within an item a bar is written \\|, a backslash \\\\; an empty "
    "item is written \\e."
)
_GUARD = (
    "A cell of text that begins with = + - @, a tab, a carriage return or an apostrophe has an "
    "apostrophe put in front. Columns of single numbers, truths and moments are left alone."
)


def csvw(
    datasets: Iterable[Dataset],
    *,
    public: bool,
    path: Callable[[Dataset], str],
    date: datetime | None = None,
) -> dict:
    """`csv-metadata.json` for the CSV files of `datasets`; arguments as of `data_package`.

    Lists are described as strings: their escapes are none that the standard knows, and splitting
    at every bar would break names.
    """
    datasets = list(datasets)
    files = {dataset.name: path(dataset) for dataset in datasets}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "Archive Site",
        **({"dc:date": date.isoformat().replace("+00:00", "Z")} if date else {}),
        "dc:description": _GUARD,
        "dialect": _DIALECT,
        "tables": [_table(dataset, datasets, files, public) for dataset in datasets],
    }


def _table(dataset: Dataset, among: list[Dataset], files: dict[str, str], public: bool) -> dict:
    keys = [
        {
            "columnReference": key.column,
            "reference": {"resource": files[key.to], "columnReference": "id"},
        }
        for key in foreign_keys(dataset, among, public=public)
        if not key.may_be_empty  # the standard knows no reference that may be missing
    ]
    return {
        "url": files[dataset.name],
        "dc:title": dataset.title,
        "dc:description": dataset.description,
        "tableSchema": {
            "columns": [_column(column) for column in dataset.columns_for(public=public)],
            "primaryKey": "id",
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _column(column: Column) -> dict:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description + (_LIST if column.is_list else ""),
        "datatype": "string" if column.is_list else _datatype(column),
        **({"required": True} if column.name in ("id", "url") else {}),
    }


def _datatype(column: Column) -> str | dict[str, str]:
    if column.choices:
        values = (re.escape(str(value)) for value in column.choices.values)
        return {"base": "string", "format": "|".join(values)}
    if column.name == "url":
        return "anyURI"
    return _DATATYPES.get(column.type, "string")
