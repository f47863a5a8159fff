"""The data dictionary: what the public datasets hold, column by column."""

from dataclasses import dataclass

from django.urls import reverse

from ...filters import FILTERS
from ..columns import Column
from ..dataset import Dataset
from ..datasets import PUBLIC

SUFFIXES = ("csv", "jsonl")


@dataclass(frozen=True)
class ColumnDescription:
    """What a column holds; `values` are the allowed ones of an enumeration, with their labels."""

    name: str
    type: str
    description: str
    unit: str
    is_list: bool
    values: list[tuple[str, str]]


@dataclass(frozen=True)
class ParameterDescription:
    """A name that may stand in the query string."""

    name: str
    label: str
    values: list[tuple[str, str]]


@dataclass(frozen=True)
class File:
    """The name of a file, and the path it is found at."""

    name: str
    address: str


@dataclass(frozen=True)
class DatasetDescription:
    """A public dataset, the files it is to be had as, its columns and filters."""

    name: str
    title: str
    description: str
    files: list[File]
    columns: list[ColumnDescription]
    parameters: list[ParameterDescription]


def describe() -> list[DatasetDescription]:
    """The public datasets in their order, from the declarations the files are written by."""
    return [_describe(dataset) for dataset in PUBLIC.values()]


def _describe(dataset: Dataset) -> DatasetDescription:
    return DatasetDescription(
        name=dataset.name,
        title=dataset.title,
        description=dataset.description,
        files=[
            File(f"{dataset.name}.{suffix}", reverse(f"articles:{dataset.name}-{suffix}"))
            for suffix in SUFFIXES
        ],
        columns=[_describe_column(column) for column in dataset.columns_for(public=True)],
        parameters=_parameters(dataset.name),
    )


def _describe_column(column: Column) -> ColumnDescription:
    return ColumnDescription(
        name=column.name,
        type=column.type.value,
        description=column.description,
        unit=column.unit,
        is_list=column.is_list,
        values=[(str(value), str(label)) for value, label in column.choices.choices]
        if column.choices
        else [],
    )


def _parameters(name: str) -> list[ParameterDescription]:
    """The filters with a closed list of values name them; the others take what is written."""
    return [
        ParameterDescription(
            name=parameter,
            label=str(found.label),
            values=[(str(value), str(label)) for value, label in found.extra.get("choices", [])],
        )
        for parameter, found in FILTERS[name].base_filters.items()
    ]
