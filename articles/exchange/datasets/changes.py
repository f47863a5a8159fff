"""Dataset: the journal of every change of the archive. For editors only, and never imported."""

from ...models import Change
from ..columns import Address, Column, ColumnType, reference
from ..dataset import Dataset

CHANGES = Dataset(
    name="changes",
    title="Changes",
    description="The journal: every change of the archive, by whom, when and why. It is only "
    "exported: an import does not read it, and writes a journal of its own.",
    model=Change,
    columns=(
        Column("id", "pk", ColumnType.INTEGER, "Number of the change; later ones are higher."),
        Column(
            "url",
            Address("admin:articles_change_change", "pk"),
            ColumnType.URL,
            "Its page in the admin. Absolute address.",
        ),
        Column("at", "at", ColumnType.DATETIME, "When it was made."),
        Column(
            "by",
            "by__username",
            ColumnType.TEXT,
            "User name of who made it; empty for a command, or a reader who reported an error.",
        ),
        Column("verb", "verb", ColumnType.TEXT, "What was done, e.g. change_mention."),
        Column(
            "record",
            "record",
            ColumnType.IDENTIFIER,
            "Id of the record it was done to; it stays when the record is gone.",
        ),
        *reference("article", "title", "the article it was done in, if it was one"),
        Column("reason", "reason", ColumnType.TEXT, "Why it was done."),
        Column(
            "based_on_text",
            "based_on_text",
            ColumnType.INTEGER,
            "Number of the text version that was seen.",
        ),
        Column(
            "based_on_row",
            "based_on_row",
            ColumnType.INTEGER,
            "Version of the record that was seen.",
        ),
        Column("undoes", "undoes_id", ColumnType.INTEGER, "Number of the change it takes back."),
    ),
)
