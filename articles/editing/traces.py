"""What a Change did to each record, read from its history rows."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Q

from ..models import (
    Change,
    Derivation,
    DerivationSpan,
    Entity,
    EntityMerge,
    Mention,
    Quotation,
    QuotationSpan,
    Source,
    SourceMerge,
)

# What annotating writes, whatever is referred to before what refers to it.
MODELS = (Entity, Source, Derivation, DerivationSpan, Quotation, QuotationSpan, Mention)

_PART_OF = {Derivation: (Source, "source_id"), DerivationSpan: (Derivation, "derivation_id")}

# Every write gives these anew.
_VERSIONS = {"row_version", "modified_at"}


@dataclass(frozen=True, eq=False)
class Trace:
    """What a Change did to one record.

    `before` and `after` are history rows, `current` is the record as it stands now; each is None
    where the record was not there. `highest` is the highest row version there ever was.
    """

    model: type
    key: int
    before: object | None
    after: object | None
    current: object | None
    highest: int

    @property
    def came(self) -> bool:
        """Whether the Change added the record."""
        return self.before is None

    @property
    def whole(self) -> tuple[type, int] | None:
        """Model and key of the record this one came as a part of."""
        model, attname = _PART_OF.get(self.model, (None, ""))
        return (model, getattr(self.after, attname)) if model and self.came else None

    def is_as_left(self) -> bool:
        """Whether what the Change left is what stands there now, value by value."""
        if self.after is None or self.current is None:
            return self.after is self.current
        return all(
            getattr(self.current, name) == getattr(self.after, name)
            for name in values_of(self.model)
        )


def values_of(model: type) -> list[str]:
    """Names of the columns that hold what a record says: all but its version and time."""
    return [
        column.attname
        for column in model.history.model.tracked_fields
        if column.name not in _VERSIONS
    ]


def traces(change: Change) -> list[Trace]:
    """What `change` did, by kind as in MODELS; of one kind in the order it was done.

    Raises ValidationError (code `not_undoable`) unless all it did was to annotations and what
    came with them.
    """
    others = (
        model
        for model in apps.get_app_config("articles").get_models()
        if hasattr(model, "history") and model not in MODELS
    )
    if any(
        model.objects.filter(Q(change=change) | Q(undone=change)).exists()
        for model in (EntityMerge, SourceMerge)
    ):
        raise ValidationError(
            "Merges are not undone here, but on a page of their own: Merges, on the editors’ desk.",
            code="not_undoable",
        )
    found = [trace for model in MODELS for trace in _of(model, change)]
    if not found or any(model.history.filter(change=change).exists() for model in others):
        raise ValidationError(
            "Only annotations are undone here: mentions, quotations and what came with them.",
            code="not_undoable",
        )
    return found


def _of(model: type, change: Change) -> Iterator[Trace]:
    written = model.history.filter(change=change)
    rows = defaultdict(list)
    for row in model.history.filter(id__in=written.values("id")).order_by("history_id"):
        rows[row.id].append(row)
    current = model.objects.in_bulk(list(rows))
    for key in dict.fromkeys(written.order_by("history_id").values_list("id", flat=True)):
        mine = [row for row in rows[key] if row.change_id == change.pk]
        earlier = [row for row in rows[key] if row.history_id < mine[0].history_id]
        if earlier:
            before = _standing(earlier[-1])
        else:
            # What went with its whole may have had no history: its last row says what it was.
            before = mine[0] if mine[0].history_type == "-" else None
        after = _standing(mine[-1])
        if before or after:
            highest = max(row.row_version for row in rows[key])
            yield Trace(model, key, before, after, current.get(key), highest)


def _standing(row):
    return None if row.history_type == "-" else row
