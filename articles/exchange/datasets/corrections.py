"""Dataset: the corrections log."""

from django.db.models import Case, F, TextField, Value, When

from ...models import Correction, CorrectionKind
from ..columns import Column, ColumnType, identity, reference
from ..dataset import Dataset


def _words(name: str) -> Case:
    """As `Correction.said_before` and `said_now`: no words of a text that may not be shown."""
    unseen = When(kind=CorrectionKind.TEXT, article__text_is_public=False, then=Value(""))
    return Case(unseen, default=F(name), output_field=TextField())


_STANDING_MERGE = Case(
    *(
        When(
            **{"kind": CorrectionKind.MERGED, f"change__{kind}__isnull": False},
            **{f"change__{kind}__undone": None},
            then=F(f"change__{kind}__public_id"),
        )
        for kind in ("entitymerge", "sourcemerge")
    ),
    default=Value(""),
    output_field=TextField(),
)

CORRECTIONS = Dataset(
    name="corrections",
    title="Corrections",
    description="What readers saw and now see otherwise: one row per correction.",
    model=Correction,
    is_public=True,
    columns=(
        *identity("articles:correction", "public_id"),
        Column("kind", "kind", ColumnType.ENUM, "What was done.", choices=CorrectionKind),
        Column("at", "at", ColumnType.DATETIME, "When it was done."),
        *reference("article", "title", "the article it is told at, if it is one"),
        *reference("source", "title", "the source it is told at, if it is one"),
        *reference("entity", "name", "the entity it is told at, if it is one"),
        Column(
            "record",
            "record",
            ColumnType.IDENTIFIER,
            "Id of the very record that was corrected; it may be gone.",
        ),
        Column("label", "label", ColumnType.TEXT, "What that record was called then."),
        Column("previous", _words("previous"), ColumnType.TEXT, "The value before, in words."),
        Column("new", _words("new"), ColumnType.TEXT, "The value since, in words."),
        Column("reason", "reason", ColumnType.TEXT, "Why it was done."),
    ),
    editorial=(
        Column("previous", "previous", ColumnType.TEXT, "The value before, in words."),
        Column("new", "new", ColumnType.TEXT, "The value since, in words."),
        Column(
            "merge_id",
            _STANDING_MERGE,
            ColumnType.IDENTIFIER,
            "Id of the merge it tells of, if that stands.",
        ),
    ),
)
