"""A dataset as JSON Lines, row by row, however long."""

import json
from collections.abc import Iterator

from django.db.models import QuerySet

from ..dataset import Dataset
from ..rows import column_chunks

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def stream_jsonl(dataset: Dataset, queryset: QuerySet, *, public: bool = True) -> Iterator[bytes]:
    r"""The records of `queryset`, one JSON object in a line each (jsonlines.org), in UTF-8.

    Same columns, rows and order as `stream_csv`, with types: numbers, true and false, arrays of
    list columns. What is an empty cell there is null here, and an empty list an empty array.
    Nothing is guarded. Lines end in \n; text of a record never holds one unescaped.
    """
    columns = dataset.columns_for(public=public)
    names = [column.name for column in columns]
    found = column_chunks(columns, queryset, public=public, typed=True, size=dataset.chunk)
    for chunk in found:
        values = ([None if value == "" else value for value in column] for column in chunk)
        rows = zip(*values, strict=True)
        lines = (_encode(dict(zip(names, row, strict=True))) for row in rows)
        yield ("\n".join(lines) + "\n").encode()
