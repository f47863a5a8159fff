"""What was done in a Change: the records it touched, with their values before and after."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, ForeignKey, OuterRef, Subquery, Window
from django.db.models.functions import RowNumber

from ..models import (
    SPAN_MODELS,
    Alias,
    Article,
    Change,
    Citation,
    Derivation,
    Entity,
    Identifier,
    Quotation,
    Relation,
    Source,
    SourceAgent,
    TextVersion,
)

WITH_HISTORY = (
    Article,
    TextVersion,
    Source,
    Derivation,
    SourceAgent,
    Entity,
    Alias,
    Identifier,
    Relation,
    Citation,
    Quotation,
    *SPAN_MODELS,
)

# Computed from other columns, or of no interest to a person.
_UNTOLD = {"id", "public_id", "row_version", "created_at", "modified_at", "prefix", "suffix"}
_UNTOLD_ENDINGS = ("_folded", "_earliest", "_latest")
_DEEDS = {"+": "added", "~": "changed", "-": "deleted"}


@dataclass(frozen=True)
class Value:
    """One field of one record before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Deed:
    """What was done to one record: added, changed or deleted, and its values."""

    kind: str
    record: str
    done: str
    values: list[Value]


@dataclass
class Deeds:
    """What was done in one Change, as far as it is told; `untold` is how many more there are."""

    told: list[Deed] = field(default_factory=list)
    untold: int = 0


def deeds_of(changes: Iterable[Change], limit: int) -> dict[int, Deeds]:
    """What was done in each Change (by primary key); of each kind of record `limit` rows.

    The number of queries does not depend on that of the Changes, nor of their rows.
    """
    found = {change.pk: Deeds() for change in changes}
    pairs = [pair for model in WITH_HISTORY for pair in _rows(model, found, limit)]
    names = related_names(row for pair in pairs for row in pair if row is not None)
    for before, row in pairs:
        deeds = found[row.change_id]
        deeds.told.append(deed(before, row, names))
        if row.place == limit:
            deeds.untold += row.places - limit
    return found


def _rows(model: type, changes: Iterable[int], limit: int) -> list[tuple]:
    """History rows of one kind in those Changes, each with the row before it or None."""
    history = model.history
    earlier = history.model.objects.filter(
        id=OuterRef("id"), history_id__lt=OuterRef("history_id")
    ).order_by("-history_id")
    rows = list(
        history.filter(change__in=list(changes))
        .annotate(
            place=Window(RowNumber(), partition_by=F("change"), order_by="history_id"),
            places=Window(Count("history_id"), partition_by=F("change")),
            previous=Subquery(earlier.values("history_id")[:1]),
        )
        .filter(place__lte=limit)
        .order_by("history_id")
    )
    before = history.model.objects.in_bulk({row.previous for row in rows} - {None})
    return [(before.get(row.previous), row) for row in rows]


def deed(previous, row, names: dict) -> Deed:
    """What a history row tells, against the one before it; `names` are from `related_names`."""
    model = row.instance_type
    before = row if row.history_type == "-" else previous if row.history_type == "~" else None
    after = None if row.history_type == "-" else row
    values = []
    for column in row.tracked_fields:
        if column.name in _UNTOLD or column.name.endswith(_UNTOLD_ENDINGS):
            continue
        old, new = _shown(column, before, names), _shown(column, after, names)
        if old != new:
            values.append(Value(str(column.verbose_name), old, new))
    return Deed(str(model._meta.verbose_name), _heading(row), _DEEDS[row.history_type], values)


def _shown(column, row, names: dict) -> str:
    """A value in words; empty for none. Records are named as they are called now."""
    value = getattr(row, column.attname) if row is not None else None
    if value in (None, ""):
        return ""
    if isinstance(column, ForeignKey):
        return names.get((column.related_model, value), f"no longer there ({value})")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(dict(column.flatchoices).get(value, value))


def _heading(row) -> str:
    """What a record was called then; its own `__str__` would ask for records long gone."""
    for name in ("exact", "title", "name", "value", "number"):
        value = str(getattr(row, name, "") or "")
        if value:
            return value if len(value) <= 60 else value[:59] + "…"
    return row.public_id


def related_names(rows: Iterable) -> dict[tuple[type, int], str]:
    """What the records that rows refer to are called, one query a kind."""
    wanted: dict[type, set[int]] = {}
    for row in rows:
        for column in row.tracked_fields:
            if isinstance(column, ForeignKey) and getattr(row, column.attname) is not None:
                wanted.setdefault(column.related_model, set()).add(getattr(row, column.attname))
    names = {}
    for model, keys in wanted.items():
        columns = {column.name for column in model._meta.fields}
        name = next(n for n in ("title", "name", "number", "username", "public_id") if n in columns)
        kind = f"{model._meta.verbose_name} " if name in ("number", "public_id") else ""
        for key, value in model._base_manager.filter(pk__in=keys).values_list("pk", name):
            names[model, key] = f"{kind}{value}"
    return names
