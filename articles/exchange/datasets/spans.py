"""Columns of spans: in datasets of spans, and as lists in the record they belong to."""

from django.db.models import Case, F, Q, Value, When

from ...models import AnchorState
from ..columns import Column, ColumnType, Listed, Relation

CODE_POINTS = "Unicode code points into the body of the text version; end exclusive"

# Words of a text that may not be shown are quoted only where they are a quotation.
SHOWN = Q(text_version__article__text_is_public=True) & ~Q(state=AnchorState.ORPHAN)

TEXT_VERSION = Column(
    "text_version",
    "text_version__number",
    ColumnType.INTEGER,
    "Number of the text version the offsets count in.",
)

PLACE = (
    TEXT_VERSION,
    Column("start", "start", ColumnType.INTEGER, "Where it begins.", unit=CODE_POINTS),
    Column("end", "end", ColumnType.INTEGER, "Where it ends.", unit=CODE_POINTS),
    Column("exact", "exact", ColumnType.TEXT, "Its very words."),
)

CONTEXT = (
    Column("prefix", "prefix", ColumnType.TEXT, "Up to 32 characters before it."),
    Column("suffix", "suffix", ColumnType.TEXT, "Up to 32 characters after it."),
)

SPAN = (*PLACE, *CONTEXT)

STATE = Column(
    "state",
    "state",
    ColumnType.ENUM,
    "What became of it when the text changed.",
    choices=AnchorState,
)


def shown_context(article: str) -> tuple[Column, Column]:
    """As CONTEXT, but empty where the text of `article` (a path) may not be shown."""
    shown = {f"{article}__text_is_public": True}
    prefix, suffix = (
        Case(When(**shown, then=F(name)), default=Value("")) for name in ("prefix", "suffix")
    )
    unless = "empty if the text is not shown."
    return (
        Column("prefix", prefix, ColumnType.TEXT, f"Up to 32 characters before it; {unless}"),
        Column("suffix", suffix, ColumnType.TEXT, f"Up to 32 characters after it; {unless}"),
    )


def words_of(relation: Relation, name: str, what: str, part: str = "") -> Column:
    """A list column with the words of related spans, in order."""
    return Column(name, Listed(relation, "exact", part), ColumnType.TEXT, what)


def offsets_of(
    relation: Relation, start: str, end: str, of: str, part: str = ""
) -> tuple[Column, Column]:
    """Two list columns with the offsets of related spans, item for item beside column `of`."""
    return (
        Column(
            start,
            Listed(relation, "start", part),
            ColumnType.INTEGER,
            f"Where each item of {of} begins.",
            unit=CODE_POINTS,
        ),
        Column(
            end,
            Listed(relation, "end", part),
            ColumnType.INTEGER,
            f"Where each item of {of} ends.",
            unit=CODE_POINTS,
        ),
    )


def text_version_of(relation: Relation) -> Column:
    """A list column with the text versions of related spans: one, as a rule."""
    return Column(
        "text_version",
        Listed(relation, "text_version__number", distinct=True),
        ColumnType.INTEGER,
        "Number of the text version the offsets count in.",
    )
