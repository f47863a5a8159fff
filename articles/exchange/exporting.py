"""Export through django-import-export, from the declared columns."""

from typing import ClassVar

from django.db.models import QuerySet
from import_export.fields import Field
from import_export.resources import Resource
from tablib import Dataset as Table

from .dataset import Dataset
from .rows import rows


class DatasetResource(Resource):
    """The editors' export of a dataset: all its columns, readers' and editorial ones.

    Cells are as in the CSV, unguarded: the file formats of `exchange.formats` guard them.
    """

    dataset: ClassVar[Dataset]

    @classmethod
    def get_display_name(cls) -> str:
        return cls.dataset.title

    def get_export_order(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.dataset.columns_for(public=False))

    def get_export_headers(self, selected_fields=None) -> list[str]:
        names = self.get_export_order()
        return [name for name in names if selected_fields is None or name in selected_fields]

    def get_user_visible_fields(self) -> list[Field]:
        return [Field(column_name=name) for name in self.get_export_order()]

    def export(self, queryset: QuerySet | None = None, *, export_fields=None, **kwargs) -> Table:
        """The records of `queryset`, or all, in their order."""
        if queryset is None:
            queryset = self.dataset.queryset(public=False)
        headers = self.get_export_headers(export_fields or None)
        columns = [c for c in self.dataset.columns_for(public=False) if c.name in headers]
        table = Table(headers=headers, title=self.dataset.title)
        for row in rows(columns, queryset, public=False):
            table.append(["" if cell is None else cell for cell in row])
        return table
