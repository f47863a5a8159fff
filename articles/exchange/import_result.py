"""What came of an import in the admin, and every reason why nothing did."""

from django.core.exceptions import NON_FIELD_ERRORS
from import_export.results import Result, RowResult


class ImportRefused(ValueError):
    """The file as a whole cannot be imported; the complaints say why, for editors."""

    def __init__(self, complaints: list[str]):
        super().__init__(" ".join(complaints))
        self.complaints = complaints


class SheetResult(Result):
    """A result that counts rows as a spreadsheet does: the header is row 1."""

    @property
    def problems(self) -> list[str]:
        """As the function `problems`, for templates."""
        return problems(self)

    def withdraw(self) -> None:
        """Forget what was rolled back, so that nothing is logged or counted as done."""
        self.rows.clear()
        for kind in RowResult.valid_import_types:
            self.totals[kind] = 0


def problems(result: Result) -> list[str]:
    """Every reason why nothing was imported, as “Row 2, kind: …”; empty after a success."""
    found = []
    for error in result.base_errors:
        found += getattr(error.error, "complaints", [str(error.error)])
    for row in result.invalid_rows:
        for field, messages in row.error_dict.items():
            where = f"Row {row.number}" + ("" if field == NON_FIELD_ERRORS else f", {field}")
            found += [f"{where}: {message}" for message in messages]
    return found
