"""Taking back what was done: by the history of a Change, as a Change of its own.

What a Change left must still stand as it left it, by its values; row versions only rise. So A, B,
undo B, undo A goes through, and doing something again is taking back the undo's own Change.
"""

from collections import defaultdict

from django.core.exceptions import PermissionDenied, ValidationError

from ..models import (
    Change,
    Derivation,
    DerivationSpan,
    Entity,
    Quotation,
    QuotationSpan,
    Source,
    SpanRole,
)
from ..models.identity import Slugged
from . import ledger, records
from .locks import lock_article, lock_derivations
from .slugs import give_up_taken_slug
from .traces import MODELS, Trace, traces, values_of

# An entity or a source that came with a Change, and then its parts that did.
Family = list[Trace]

_TAKEN_BACK = "Taken back by whoever added it."
"""The reason readers are told."""

_MORE = {
    Quotation: "Pieces were added to this quotation in the meantime.",
    Derivation: "Words were added to this derivation in the meantime.",
}


def undo(change: Change, *, by, request: str | None = None) -> Change:
    """Take back everything `change` did to annotations, or nothing; return the new Change.

    Undoing an undo does the thing again. A new entity or source stays, with where it comes from,
    if others use it by now or changed it.

    Raises PermissionDenied for somebody else's change; ValidationError for one that is undone
    already (code `undone`) or is not about annotations (`not_undoable`), and where others came to
    mark the same words alike; and Stale when what it left has changed since.
    """
    if by is not None and change.by_id != by.pk:
        raise PermissionDenied("Only whoever made a change undoes it.")
    verb = "redo" if change.verb == "undo" else "undo"
    with ledger.change(
        verb, by=by, article=change.article, record=change.record, undoes=change, request=request
    ) as entry:
        _lock(change)
        if change.undone_by.exists():
            raise ValidationError("This change is undone already.", code="undone")
        done = traces(change)
        families = _families(done)
        lenient = {trace for family in families for trace in family}
        strict = [trace for trace in done if trace not in lenient]
        for trace in strict:
            _require_as_left(trace)
        for trace in reversed(strict):
            if trace.came:
                _take_away(trace, by=by)
        for model in MODELS:
            # In reverse: a place is free again before what once stood there comes back to it.
            back = [trace for trace in reversed(strict) if trace.model is model and trace.before]
            _require_related(model, back)
            for trace in back:
                _put_back(trace, by=by)
        _let_go(families, by=by)
        _require_content(done)
    return entry


def _lock(change: Change) -> None:
    """Let nobody else undo it, or annotate its article."""
    list(Change.objects.select_for_update(no_key=True).filter(pk=change.pk))
    if any(model.history.filter(change=change).exists() for model in (Derivation, DerivationSpan)):
        lock_derivations()
    if change.article is not None:
        lock_article(change.article)


def _families(done: list[Trace]) -> list[Family]:
    """What goes or stays as a whole: each new entity or source with its parts."""
    parts = defaultdict(list)
    for trace in done:
        parts[trace.whole].append(trace)

    def with_parts(trace: Trace) -> Family:
        below = parts[trace.model, trace.key]
        return [trace, *(one for part in below for one in with_parts(part))]

    return [with_parts(trace) for trace in done if trace.came and trace.model in (Entity, Source)]


def _require_as_left(trace: Trace) -> None:
    if trace.is_as_left():
        return
    what = trace.model._meta.verbose_name
    if trace.after is None:
        raise ledger.Stale(trace.current, f"This {what} is back already.")
    if trace.current is None:
        raise ledger.Stale(None, f"This {what} was deleted in the meantime.")
    raise ledger.Stale(trace.current, f"This {what} was changed again in the meantime.")


def _take_away(trace: Trace, *, by) -> None:
    """Delete a record, whose parts that came with it are gone before it. Others' stay."""
    if trace.model in _MORE and trace.current.spans.exists():
        raise ledger.Stale(trace.current, _MORE[trace.model])
    records.delete(trace.current, by=by, based_on=trace.current.row_version, reason=_TAKEN_BACK)


def _put_back(trace: Trace, *, by) -> None:
    """Give a record the values it had before the Change, or bring it back with them."""
    values = {name: getattr(trace.before, name) for name in values_of(trace.model)}
    if (record := trace.current) is not None:
        for name, value in values.items():
            setattr(record, name, value)
        records.change(record, by=by, based_on=record.row_version)
        return
    record = trace.model(**values, row_version=trace.highest + 1)
    if isinstance(record, Slugged):
        give_up_taken_slug(record)
    records.add(record, by=by)


def _require_related(model: type, back: list[Trace]) -> None:
    """What the records to be put back refer to is still there. Raises Stale."""
    for column in model._meta.concrete_fields:
        if not back or not column.is_relation:
            continue
        wanted = {getattr(trace.before, column.attname): trace for trace in back}
        wanted.pop(None, None)
        related = column.related_model
        there = related._base_manager.filter(pk__in=wanted).values_list("pk", flat=True)
        if missing := wanted.keys() - set(there):
            raise ledger.Stale(
                wanted[min(missing)].current,
                f"The {related._meta.verbose_name} it refers to was deleted in the meantime.",
            )


def _let_go(families: list[Family], *, by) -> None:
    """Delete what nobody needs; one source may only be free when another is gone."""
    while families:
        staying = [family for family in families if not _goes(family, by=by)]
        if len(staying) == len(families):
            return
        families = staying


def _goes(family: Family, *, by) -> bool:
    """Delete an entity or a source with its parts, unless others use it or changed it."""
    if any(not trace.is_as_left() or _is_used(trace, family) for trace in family):
        return False
    for trace in reversed(family):
        records.delete(trace.current, by=by, based_on=trace.current.row_version)
    return True


def _is_used(trace: Trace, family: Family) -> bool:
    """Whether anything refers to the record but what came with it."""
    for relation in trace.model._meta.related_objects:
        own = [one.key for one in family if one.model is relation.related_model]
        users = relation.related_model._base_manager.filter(**{relation.field.name: trace.key})
        if users.exclude(pk__in=own).exists():
            return True
    return False


def _require_content(done: list[Trace]) -> None:
    """No quotation is left without words it quotes. Raises Stale."""
    touched = {
        row.quotation_id
        for trace in done
        if trace.model is QuotationSpan
        for row in (trace.before, trace.after)
        if row
    }
    bare = Quotation.objects.filter(pk__in=touched).exclude(spans__role=SpanRole.CONTENT).first()
    if bare is not None:
        raise ledger.Stale(
            bare,
            "The other words of this quotation’s content were deleted in the meantime; without "
            "these it would have none. Delete the quotation instead.",
        )
