"""A dataset: records of one kind, with their columns."""

from dataclasses import dataclass

from django.db.models import Model, QuerySet

from .columns import Column


@dataclass(frozen=True)
class Dataset:
    """Records of one kind with their columns.

    `columns` are for everybody, `editorial` ones for editors besides; one of the same name takes
    the place of the readers' column, where readers get less than all. A dataset that is not
    `is_public` has no address and is exported in the admin only. What `is_derived` follows from
    other datasets: it is no part of the editors' archive. `chunk` rows are fetched at a time: few
    where a row is long.
    """

    name: str
    title: str
    description: str
    model: type[Model]
    columns: tuple[Column, ...]
    editorial: tuple[Column, ...] = ()
    is_public: bool = False
    is_derived: bool = False
    chunk: int = 2000

    def columns_for(self, *, public: bool) -> tuple[Column, ...]:
        """The columns readers, or editors, get."""
        if public:
            return self.columns
        own = {column.name: column for column in self.editorial}
        shared = tuple(own.pop(column.name, column) for column in self.columns)
        return shared + tuple(own.values())

    def queryset(self, *, public: bool) -> QuerySet:
        """The records readers, or editors, get."""
        return self.model.objects.public() if public else self.model.objects.all()
