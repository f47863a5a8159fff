"""Import of records from a table, all or nothing, through the verbs of `editing`.

A row names its record by `id`, or by `slug`; a slug nobody has makes a new record. Names and
titles never identify anything. A column that is missing changes nothing; an empty cell empties
the field (an empty `slug` beside an `id` leaves it). Columns that follow from others (labels,
counts, status) may stand in the file, so that an export can be imported again; where such a cell
says something else than the record does, the row is refused rather than the cell ignored.
"""

import re
from collections.abc import Callable
from difflib import get_close_matches

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import RowResult

from ..editing import records
from ..editing.ledger import Stale, change
from .cells import cell_text
from .exporting import DatasetResource
from .import_result import ImportRefused, SheetResult
from .imported_columns import ImportedColumn
from .preview import CellDiff
from .rows import rows

NOT_COMPARED = {"id", "url", "row_version", "created_at", "modified_at"}
"""Columns that change with the site and with time, or are looked at elsewhere."""


class ImportResource(DatasetResource):
    """Import and export of one dataset. Subclasses name the columns they write.

    ``import_data(table, user=…)`` needs to be told who acts; None is the operator. Nothing is
    written unless every row is right. `progress` is called with the number of rows done.
    """

    class Meta:
        instance_loader_class = BaseInstanceLoader  # records are found by `get_instance`

    columns: tuple[ImportedColumn, ...] = ()
    extra_columns: tuple[str, ...] = ()

    def __init__(self, *, progress: Callable[[int], None] | None = None, **kwargs):
        super().__init__(**kwargs)
        self.fields = {column.name: column for column in self.columns}
        self.progress = progress
        self._refused = False
        self._rows_of: dict[int, int] = {}
        self._record: Model | None = None
        self._changed: set[str] = set()

    # --- The whole file ------------------------------------------------------------------

    @classmethod
    def get_result_class(cls):
        return SheetResult

    @classmethod
    def get_diff_class(cls):
        return CellDiff

    def get_user_visible_fields(self) -> list[ImportedColumn]:
        return list(self.columns)

    def get_import_id_fields(self) -> list[str]:
        return ["id"]  # the library then leaves the check to us

    def import_data(self, dataset, dry_run=False, raise_errors=False, **kwargs) -> SheetResult:
        """Import a table; with `dry_run` only find out what would happen."""
        if "user" not in kwargs:
            raise TypeError("import_data() needs user=…; None stands for the operator")
        kwargs.update(use_transactions=True, rollback_on_validation_errors=True)
        result = super().import_data(dataset, dry_run, raise_errors, **kwargs)
        if result.has_errors() or result.has_validation_errors():
            result.withdraw()
        return result

    def before_import(self, dataset, **kwargs) -> None:
        self._rows_of.clear()
        complaints = self._complaints(list(dataset.headers or []))
        self._refused = bool(complaints)
        if complaints:
            raise ImportRefused(complaints)

    def _complaints(self, headers: list[str]) -> list[str]:
        """What is wrong with the names of the columns."""
        known = [*self.get_export_order(), *self.extra_columns]
        unknown = [name for name in dict.fromkeys(headers) if name not in known]
        complaints = []
        for name in dict.fromkeys(headers):
            if headers.count(name) > 1:
                complaints.append(f"The column “{name}” is there {headers.count(name)} times.")
        for name in unknown:
            near = get_close_matches(name, known, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            complaints.append(f"There is no column “{name}”.{hint}")
        if not {"id", "slug"} & set(headers):
            complaints.append("There is no column “id” or “slug” to tell the records by.")
        if complaints:
            complaints.append(f"The columns are {', '.join(known)}.")
        return complaints

    # --- One row -------------------------------------------------------------------------

    def import_row(self, row, instance_loader, **kwargs) -> RowResult:
        if self._refused:
            skipped = RowResult()
            skipped.import_type = RowResult.IMPORT_TYPE_SKIP
            return skipped
        result = super().import_row(row, instance_loader, **kwargs)
        if self.progress:
            self.progress(kwargs["row_number"])
        return result

    def before_import_row(self, row, **kwargs) -> None:
        self._changed = set()
        errors = {}
        for name, cell in row.items():
            row[name] = cell_text(cell)
            if "\x00" in row[name] and name not in self.extra_columns:
                errors[name] = "There is a NUL character in this cell."
        if errors:
            raise ValidationError(errors)

    def get_instance(self, instance_loader, row) -> Model | None:
        objects, what = self._meta.model.objects, self._meta.model._meta.verbose_name
        public_id, slug = row.get("id", "").strip(), row.get("slug", "").strip()
        if not public_id and not slug:
            raise ValidationError(
                {"slug": f"Give the id or the slug of the {what}, or a slug for a new one."}
            )
        if not public_id:
            return objects.filter(slug=slug).first()
        found = objects.filter(public_id=public_id).first()
        if found is None and (not slug or objects.filter(slug=slug).exists()):
            unknown = f"There is no {what} with the id “{public_id}”."
            raise ValidationError({"id": f"{unknown} For a new one, leave it empty."})
        return found

    def init_instance(self, row=None) -> Model:
        record = self._meta.model()
        public_id = row.get("id", "").strip()
        if public_id and not re.fullmatch(rf"{record.ID_PREFIX}-[0-9a-z]{{1,16}}", public_id):
            raise ValidationError({"id": f"“{public_id}” does not look like {record.ID_PREFIX}-…"})
        record.public_id = public_id
        return record

    def after_init_instance(self, instance, new, row, **kwargs) -> None:
        self._record = instance
        if instance.pk in self._rows_of:
            first = self._rows_of[instance.pk]
            raise ValidationError(f"This record stands in the file twice, first in row {first}.")

    def import_instance(self, instance, row, **kwargs) -> None:
        """Set what the row says. Raises ValidationError with messages by column."""
        errors = {}
        for column in self.columns:
            if column.name not in row or (column.name == "slug" and not row["slug"].strip()):
                continue
            before = column.show(instance)
            try:
                column.put(instance, row[column.name])
            except ValueError as error:
                errors[column.name] = ValidationError(str(error), code="invalid")
                continue
            if column.show(instance) != before:
                self._changed.add(column.name)
        if errors:
            raise ValidationError(errors)

    def skip_row(self, instance, original, row, import_validation_errors=None) -> bool:
        return not (import_validation_errors or self._changed or instance._state.adding)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Beside the cells that cannot be read, tell what else is wrong; the verb checks too."""
        if not import_validation_errors:
            return
        errors = dict(import_validation_errors)
        unread = [column.attribute for column in self.columns if column.name in errors]
        try:
            instance.full_clean(exclude=[*unread, "slug"])
        except ValidationError as error:
            errors = self._by_column(error).update_error_dict(errors)
        raise ValidationError(errors)

    def save_instance(self, instance, is_create, row, **kwargs) -> None:
        by, file_name = kwargs["user"], kwargs.get("file_name")
        reason = f"import of {file_name}" if file_name else "import"
        verb = "add" if is_create else "change"
        try:
            with change(f"{verb}_{instance._meta.model_name}", by=by, reason=reason):
                self.write(instance, row, by=by, is_new=is_create)
        except ValidationError as error:
            raise self._by_column(error) from error
        except (PermissionDenied, Stale) as error:
            raise ValidationError(str(error)) from error

    def write(self, record: Model, row: dict, *, by, is_new: bool) -> None:
        """Carry out the verbs for one row, inside one Change."""
        if is_new:
            records.add(record, by=by)
        elif self._changed:
            records.change(record, by=by, based_on=self.based_on(record, row))

    def based_on(self, record: Model, row: dict) -> int:
        """The row version the file was made from, or else the one just read."""
        given = row.get("row_version", "").strip()
        if given and not given.isdecimal():
            raise ValidationError({"row_version": f"“{given}” is not a number."})
        return int(given) if given else record.row_version

    def after_import_row(self, row, row_result, **kwargs) -> None:
        self._rows_of[self._record.pk] = kwargs["row_number"] + 1
        self._compare(row)

    def _compare(self, row: dict) -> None:
        """Refuse cells of columns that are not imported but say something else."""
        compared = [
            column
            for column in self.dataset.columns_for(public=False)
            if row.get(column.name) and column.name not in NOT_COMPARED | self.fields.keys()
        ]
        if not compared:
            return
        stored = self._meta.model.objects.filter(pk=self._record.pk)
        cells = next(rows(compared, stored, public=False))
        errors = {
            column.name: f"The file says “{row[column.name]}”, the record “{cell_text(cell)}”. "
            f"This column is not imported: {self._instead_of(column.name)}"
            for column, cell in zip(compared, cells, strict=True)
            if cell_text(cell) != row[column.name]
        }
        if errors:
            raise ValidationError(errors)

    def _instead_of(self, name: str) -> str:
        if f"{name}_id" in self.fields:
            return f"write {name}_id, and leave this empty."
        return "correct it or leave it empty."

    def _by_column(self, error: ValidationError) -> ValidationError:
        """The same complaints under the names of columns instead of attributes."""
        if not hasattr(error, "error_dict"):
            return error
        names = {column.attribute: column.name for column in self.columns}
        return ValidationError(
            {names.get(field, field): messages for field, messages in error.error_dict.items()}
        )
