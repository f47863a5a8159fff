"""Import through django-import-export: its pages and preview around `loading.load`."""

from collections import defaultdict
from collections.abc import Callable
from typing import ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from import_export.fields import Field
from import_export.results import Error, InvalidRow, RowResult
from tablib import Dataset as Sheet

from .exporting import DatasetResource
from .import_result import ImportRefused, SheetResult
from .loading import Loaded, load, table_of
from .loading.entries import Entry, Fate
from .loading.kinds import LOADERS
from .preview import change_as_html

MOST_ROWS = 2000
"""Rows of a table that somebody imports by hand. The preview tries them all, a verb each, and until
it is done SQLite lets nobody else write.
"""

_TYPES = {
    Fate.NEW: RowResult.IMPORT_TYPE_NEW,
    Fate.CHANGED: RowResult.IMPORT_TYPE_UPDATE,
    Fate.UNCHANGED: RowResult.IMPORT_TYPE_SKIP,
}


class ImportResource(DatasetResource):
    """Import and export of one dataset.

    ``import_data(table, user=…)`` needs to be told who acts; None is the operator. Nothing is
    written unless every row is right. `progress` is called with the number of rows done.
    """

    written: ClassVar[tuple[str, ...]]
    """Names of the columns that may be written, in their order."""

    def __init__(self, *, progress: Callable[[int], None] | None = None, **kwargs):
        super().__init__(**kwargs)
        self.progress = progress

    def get_user_visible_fields(self) -> list[Field]:
        return [Field(column_name=name) for name in self.written]

    def import_data(self, dataset: Sheet, dry_run=False, raise_errors=False, **kwargs):
        """Import a table; with `dry_run` only find out what would happen."""
        if "user" not in kwargs:
            raise TypeError("import_data() needs user=…; None stands for the operator")
        file = kwargs.get("file_name")
        result = SheetResult()
        if kwargs["user"] is not None and len(dataset) > MOST_ROWS:
            told = (
                f"The file has {len(dataset):,} rows; {MOST_ROWS:,} are taken here. For more: "
                "manage.py import_data."
            )
            result.append_base_error(Error(ImportRefused([told])))
            return result
        result.diff_headers = [name for name in dataset.headers or () if name in self.written]
        loaded = load(
            [table_of(self.dataset.name, dataset)],
            by=kwargs["user"],
            dry_run=dry_run,
            reason=f"import of {file}" if file else "import",
            progress=(lambda name, done: self.progress(done)) if self.progress else None,
            watch=lambda name, entry: _tell(result, entry),
        )
        result.total_rows = len(dataset)
        if loaded.problems:
            _refuse(result, loaded, dataset)
        return result


def _tell(result: SheetResult, entry: Entry) -> None:
    """Note what becomes of a row, for the preview and the log."""
    if entry.is_refused:
        return
    row = RowResult()
    row.import_type = _TYPES[entry.fate]
    row.instance = entry.record
    row.add_instance_info(entry.record)
    row.diff = [
        change_as_html(entry.before.get(name, ""), entry.cells[name])
        if entry.fate != Fate.UNCHANGED
        else change_as_html(entry.cells[name], entry.cells[name])
        for name in result.diff_headers
    ]
    result.append_row_result(row)
    result.increment_row_result_total(row)


def _refuse(result: SheetResult, loaded: Loaded, sheet: Sheet) -> None:
    """Every problem at its row; those of the file as a whole first."""
    result.withdraw()
    rows: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    whole = []
    for problem in loaded.problems:
        if problem.row:
            rows[problem.row][problem.column or NON_FIELD_ERRORS].append(problem.reason)
        else:
            whole.append(problem.reason)
    if more := loaded.problems.unlisted:
        whole.append(f"There are {more:,} more problems.")
    if whole:
        result.append_base_error(Error(ImportRefused(whole)))
    for number, messages in sorted(rows.items()):
        cells = dict(zip(sheet.headers, sheet[number - 2], strict=True))
        values = tuple(cells.get(name, "") for name in result.diff_headers)
        result.invalid_rows.append(InvalidRow(number, ValidationError(dict(messages)), values))


IMPORTABLE = tuple(name for name, loader in LOADERS.items() if not loader.for_operator)
"""Names of the datasets that may be imported in the admin."""
