"""What came of an import, and every reason why nothing did."""

from django.core.exceptions import NON_FIELD_ERRORS
from import_export.results import Result, RowResult


class ImportRefused(ValueError):
    """The file as a whole cannot be imported; the complaints say why, for editors."""

    def __init__(self, complaints: list[str]):
        super().__init__(" ".join(complaints))
        self.complaints = complaints


class SheetResult(Result):
    """A result that counts rows as a spreadsheet does: the header is row 1."""

    def append_invalid_row(self, number, row, validation_error):
        super().append_invalid_row(number + 1, row, validation_error)

    def row_errors(self):
        return [(number + 1, errors) for number, errors in super().row_errors()]

    def withdraw(self) -> None:
        """Forget what was rolled back, so that nothing is logged or counted as done."""
        self.rows = [row for row in self.rows if not row.is_valid()]
        for kind in RowResult.valid_import_types:
            self.totals[kind] = 0


def problems(result: Result) -> list[str]:
    """Every reason why nothing was imported, as “Row 2, kind: …”; empty after a success."""
    found: list[tuple[int, str]] = []
    for error in result.base_errors:
        complaints = getattr(error.error, "complaints", [str(error.error)])
        found += [(0, complaint) for complaint in complaints]
    for number, errors in result.row_errors():
        found += [(number, f"Row {number}: {error.error}") for error in errors]
    for row in result.invalid_rows:
        for field, messages in row.error_dict.items():
            where = f"Row {row.number}" + ("" if field == NON_FIELD_ERRORS else f", {field}")
            found += [(row.number, f"{where}: {message}") for message in messages]
    return [text for _, text in sorted(found, key=lambda problem: problem[0])]
