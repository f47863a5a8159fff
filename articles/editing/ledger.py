"""The transaction around every verb, and the three ways a row is written inside it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F

from ..models.change import Change, under_way
from ..models.record import Record


class Stale(Exception):
    """A write was based on a state that has changed meanwhile; nothing was written.

    `record` holds the current values, or is None when the record is gone.
    """

    def __init__(self, record, message: str):
        super().__init__(message)
        self.record = record


@contextmanager
def change(
    verb: str,
    *,
    by,
    record: str = "",
    article=None,
    reason: str = "",
    based_on_text: int | None = None,
    based_on_row: int | None = None,
) -> Iterator[Change]:
    """One transaction and one Change around everything written inside.

    `by` is the acting user, or None for a command. A verb called inside another joins it: the
    outermost names the Change. If nothing is written, no Change is stored.
    """
    outer = under_way.get()
    if outer is not None:
        with _joined(outer):
            yield outer
        return
    entry = Change(
        verb=verb,
        by=by,
        record=record,
        article=article if article is None or article.pk else None,
        reason=reason,
        based_on_text=based_on_text,
        based_on_row=based_on_row,
    )
    with transaction.atomic():
        token = under_way.set(entry)
        try:
            yield entry
        finally:
            under_way.reset(token)


@contextmanager
def _joined(outer: Change) -> Iterator[None]:
    """A savepoint, so that a refused verb leaves nothing even if its caller goes on."""
    was_stored = outer.pk is not None
    try:
        with transaction.atomic():
            yield
    except BaseException:
        if not was_stored:
            outer.pk = None
            outer._state.adding = True
        raise


def describe_change(record: Record | None, article=None, *, based_on: int | None = None) -> None:
    """Tell the Change under way what it acts on, unless it knows already and is stored."""
    entry = under_way.get()
    if entry is None or entry.pk is not None:
        return
    entry.record = entry.record or (record.public_id if record else "")
    entry.article = entry.article or (article if article is not None and article.pk else None)
    entry.based_on_row = entry.based_on_row or based_on


def insert(record: Record) -> None:
    """Validate and store a new record. Raises ValidationError with messages by field."""
    record.full_clean()
    record.save(force_insert=True)


def update(record: Record, *, based_on: int) -> None:
    """Validate and store changed values, if the stored row version is still `based_on`.

    Raises Stale when somebody else changed the record, ValidationError with messages by field.
    """
    _take_turn(record, based_on)
    record.row_version = based_on + 1
    record.full_clean()
    record.save(force_update=True)


def delete(record: Record, *, based_on: int) -> None:
    """Delete a record, if the stored row version is still `based_on`; its history stays.

    Raises Stale, or ProtectedError / RestrictedError while other records use it.
    """
    _take_turn(record, based_on)
    record.delete()


def _take_turn(record: Record, based_on: int) -> None:
    """Raise the row version, which also locks the row, or say that it is no longer `based_on`."""
    model = type(record)
    _remember_as_found(record)
    rows = model._base_manager.filter(pk=record.pk, row_version=based_on)
    if not rows.update(row_version=F("row_version") + 1):
        current = model._base_manager.filter(pk=record.pk).first()
        what = model._meta.verbose_name
        raise Stale(
            current,
            f"This {what} was changed by somebody else in the meantime."
            if current
            else f"This {what} was deleted by somebody else in the meantime.",
        )


def _remember_as_found(record: Record) -> None:
    """Give a record without history (from a fixture) a first row, so that “before” is known."""
    history = type(record).history.model
    if history.objects.filter(**{record._meta.pk.attname: record.pk}).exists():
        return
    found = type(record)._base_manager.filter(pk=record.pk).first()
    if found is None:
        return
    history.objects.create(
        history_date=found.modified_at,
        history_type="+",
        history_change_reason="as found, before its first recorded change",
        change=None,
        **{field.attname: getattr(found, field.attname) for field in history.tracked_fields},
    )
