"""Which column of a dataset names the records of which other one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import ForeignKey as ForeignKeyField
from django.db.models import Model

from ..columns import Column
from ..dataset import Dataset

_ID = "__public_id"
# They tell of what was: what they name may be gone from what readers see.
_OF_WHAT_WAS = {"corrections", "tombstones"}


@dataclass(frozen=True)
class ForeignKey:
    """Every value of `column` is an `id` of the dataset `to`; none only if `may_be_empty`."""

    column: str
    to: str
    may_be_empty: bool


def foreign_keys(dataset: Dataset, among: Iterable[Dataset], *, public: bool) -> list[ForeignKey]:
    """The foreign keys of `dataset` into datasets `among`, in the order of its columns."""
    if public and dataset.name in _OF_WHAT_WAS:
        return []
    names: dict[type[Model], str] = {}
    for other in among:
        if other.columns[0].getter == "public_id":
            names.setdefault(other.model, other.name)
    keys = []
    for column in dataset.columns_for(public=public):
        path = _path(dataset.model, column)
        if path and (to := names.get(path[-1].related_model)):
            keys.append(ForeignKey(column.name, to, any(field.null for field in path)))
    return keys


def _path(model: type[Model], column: Column) -> list[ForeignKeyField]:
    """The fields that lead to the record whose public id stands in the column; empty if none do."""
    getter = column.getter
    if not isinstance(getter, str) or not getter.endswith(_ID):
        return []
    path = []
    for name in getter.removesuffix(_ID).split("__"):
        path.append(model._meta.get_field(name))
        model = path[-1].related_model
    return path
