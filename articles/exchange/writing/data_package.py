"""A description of the files for programs: Frictionless Data Package (frictionlessdata.io)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from ..cells import GUARD, GUARDED
from ..columns import Column, ColumnType
from ..dataset import Dataset
from .keys import ForeignKey, foreign_keys

DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"

# What no field type of the standard can say; under a name of our own.
CELLS = {
    "guard": {
        "character": GUARD,
        "before": list(GUARDED),
        "description": "A cell of text that begins with one of these characters has an apostrophe "
        "put in front, so that no spreadsheet runs it as a formula. To get the text, take away the "
        "first character of a cell that begins with an apostrophe followed by one of them. Columns "
        "of single integers, booleans and datetimes are left alone.",
    },
    "list": {
        "delimiter": "|",
        "escape": "\\",
        "emptyItem": "\\e",
        "description": "Columns with a property “list” hold several items. The guard undone, items "
        "stand between bars; within an item a bar is written \\|, a backslash \\\\; an empty item "
        "is written \\e; an empty cell is an empty list.",
    },
}

_TYPES = {
    ColumnType.INTEGER: {"type": "integer"},
    ColumnType.BOOLEAN: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    ColumnType.DATETIME: {"type": "datetime", "format": "default"},
    ColumnType.DATE: {"type": "string", "rdfType": EDTF},
    ColumnType.JSON: {"type": "object"},
}


@dataclass
class Measures:
    """What is known of a file once it has been written. `sha256` is in hexadecimal."""

    rows: int = 0
    bytes: int = 0
    sha256: str = ""


def data_package(
    datasets: Iterable[Dataset],
    *,
    public: bool,
    path: Callable[[Dataset], str],
    date: datetime | None = None,
    measures: Mapping[str, Measures] | None = None,
) -> dict:
    """`datapackage.json` for the CSV files of `datasets`, in their order.

    `path` says where the file of a dataset is. Of files that have been written, `date` says of when
    the data are (in UTC), and `measures`, by name of the dataset, how large they are.
    """
    datasets = list(datasets)
    whose = "Everything public" if public else "Everything, drafts included: not for publication,"
    return {
        "profile": "tabular-data-package",
        "name": "archive-site" if public else "archive-site-editorial",
        "title": "Archive Site",
        "description": f"{whose} in an archive of news articles: who says what, on the strength "
        "of which source, and where that source comes from. Positions count Unicode code points, "
        "end exclusive. Archived texts belong to their publishers; each article states its rights.",
        "homepage": settings.SITE_URL + reverse("articles:data"),
        **({"created": date.isoformat().replace("+00:00", "Z")} if date else {}),
        "cells": CELLS,
        "resources": [
            _resource(dataset, datasets, public, path(dataset), (measures or {}).get(dataset.name))
            for dataset in datasets
        ],
    }


def _resource(
    dataset: Dataset, among: list[Dataset], public: bool, path: str, measured: Measures | None
) -> dict:
    known = (
        {
            "rows": measured.rows,
            "bytes": measured.bytes,
            "hash": f"sha256:{measured.sha256}",
        }
        if measured
        else {}
    )
    keys = foreign_keys(dataset, among, public=public)
    return {
        "profile": "tabular-data-resource",
        "name": dataset.name,
        "title": dataset.title,
        "description": dataset.description,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **known,
        "dialect": DIALECT,
        "schema": {
            "fields": [_field(column) for column in dataset.columns_for(public=public)],
            "missingValues": [""],
            "primaryKey": ["id"],
            **({"foreignKeys": [_key(key, dataset) for key in keys]} if keys else {}),
        },
    }


def _field(column: Column) -> dict:
    found: dict = {"name": column.name, "description": column.description}
    if column.is_list:
        items = _TYPES.get(column.type, {"type": "string"})["type"]
        return found | {"type": "string", "list": {"items": items, **_unit(column)}}
    found |= _TYPES.get(column.type, {"type": "string"}) | _unit(column)
    if column.name == "url":
        found["format"] = "uri"
    constraints = {"required": True} if column.name in ("id", "url") else {}
    if column.choices:
        constraints["enum"] = [str(value) for value in column.choices.values]
    return found | ({"constraints": constraints} if constraints else {})


def _unit(column: Column) -> dict:
    return {"unit": column.unit} if column.unit else {}


def _key(key: ForeignKey, dataset: Dataset) -> dict:
    to = "" if key.to == dataset.name else key.to  # the standard's way to name the file itself
    return {"fields": [key.column], "reference": {"resource": to, "fields": ["id"]}}
