"""Dataset: what was exported and imported, by whom. For editors only, and never imported."""

from ...models import Transfer, TransferKind
from ..columns import Address, Column, ColumnType
from ..dataset import Dataset

TRANSFERS = Dataset(
    name="transfers",
    title="Exports and imports",
    description="A journal: who exported which dataset and who imported which file, with what "
    "result. It is only exported: an import does not read it.",
    model=Transfer,
    columns=(
        Column("id", "pk", ColumnType.INTEGER, "Its number; later ones are higher."),
        Column(
            "url",
            Address("admin:articles_transfer_change", "pk"),
            ColumnType.URL,
            "Its page in the admin. Absolute address.",
        ),
        Column("kind", "kind", ColumnType.ENUM, "Out or in.", choices=TransferKind),
        Column("at", "at", ColumnType.DATETIME, "When it was finished."),
        Column(
            "by", "by__username", ColumnType.TEXT, "User name of who did it; empty for a command."
        ),
        Column(
            "datasets",
            "datasets",
            ColumnType.TEXT,
            "Names of the datasets, with commas between them.",
        ),
        Column(
            "filter",
            "filter",
            ColumnType.TEXT,
            "Query string of the list that was exported; empty for all of it.",
        ),
        Column("file_name", "file_name", ColumnType.TEXT, "Name of the file."),
        Column("sha256", "sha256", ColumnType.IDENTIFIER, "SHA-256 of the file that was imported."),
        Column("rows", "rows", ColumnType.INTEGER, "Rows written, or rows read."),
        Column("new", "new", ColumnType.INTEGER, "Records that were new."),
        Column("changed", "changed", ColumnType.INTEGER, "Records that were changed."),
        Column("unchanged", "unchanged", ColumnType.INTEGER, "Records that were so already."),
        Column(
            "is_refused",
            "is_refused",
            ColumnType.BOOLEAN,
            "Whether nothing was imported because something was wrong.",
        ),
        Column("result", "result", ColumnType.TEXT, "What was wrong, or else to be said."),
    ),
)
