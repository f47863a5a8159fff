"""The transaction around every verb, and the three ways a row is written inside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F

from ..models.change import Change, under_way
from ..models.record import Record
from ..models.wellformed import validate_characters
from .bulk import remember_as_found
from .following import follow

# PostgreSQL's code for two transactions that waited for each other, of which it ended this one.
_DEADLOCK = "40P01"

_DESCRIPTION = ("id", "record", "article_id", "based_on_row")

# What the records handed to the verb under way were like before it, in the order they came.
_remembered: ContextVar[list[tuple]] = ContextVar("remembered_records")


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
    undoes: Change | None = None,
    request: str | None = None,
) -> Iterator[Change]:
    """One transaction and one Change around everything written inside.

    `by` is the acting user, or None for a command; `undoes` the Change this one takes back;
    `request` the name a client gave it, so that it is not carried out twice. A verb called inside
    another joins it: the outermost names the Change. If nothing is written, no Change is stored. A
    verb that is refused leaves nothing behind: no row, and the records handed to it as they were
    (see `remember`).

    Raises PermissionDenied to whoever is not signed in, ValidationError (field `reason`), and Stale
    when the database refuses the whole because of what somebody else wrote or deleted meanwhile.
    """
    if by is not None and not by.is_authenticated:
        raise PermissionDenied("Sign in first.")
    try:
        validate_characters(reason)
    except ValidationError as error:
        raise ValidationError({"reason": error}) from error
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
        undoes=undoes,
        request=request or None,
    )
    tokens = under_way.set(entry), _remembered.set([])
    try:
        with _restoring(entry), transaction.atomic():
            yield entry
            if entry.pk is not None and not transaction.get_rollback():
                follow(entry)
    except DatabaseError as error:
        if (stale := told_by_database(error)) is None:
            raise
        raise stale from error
    finally:
        under_way.reset(tokens[0])
        _remembered.reset(tokens[1])


def told_by_database(error: DatabaseError) -> Stale | None:
    """What an error of the database means that somebody else caused; None for any other."""
    if isinstance(error, IntegrityError):
        return Stale(
            None,
            "Somebody else changed or deleted something this depends on in the meantime; "
            "nothing was saved.",
        )
    if getattr(error.__cause__, "sqlstate", None) == _DEADLOCK:
        return Stale(
            None,
            "Somebody else was saving something this depends on at the same moment; nothing was "
            "saved. Try again.",
        )
    return None


@contextmanager
def _joined(outer: Change) -> Iterator[None]:
    """A savepoint, so that a refused verb leaves nothing even if its caller goes on."""
    with _restoring(outer), transaction.atomic():
        yield


@contextmanager
def _restoring(entry: Change) -> Iterator[None]:
    """Give the Change and the records remembered inside their values back on any exception."""
    before = {name: getattr(entry, name) for name in _DESCRIPTION}
    mark = len(_remembered.get())
    try:
        yield
    except BaseException:
        for name, value in before.items():
            setattr(entry, name, value)
        entry._state.adding = entry.pk is None
        remembered = _remembered.get()
        while len(remembered) > mark:
            record, values, adding, related = remembered.pop()
            record.__dict__.clear()
            record.__dict__.update(values)
            record._state.adding = adding
            record._state.fields_cache = related
        raise


def remember(record) -> None:
    """Note what an instance is like, so that it is so again if the verb under way is refused.

    Without it a refused record would keep a key, a number or a row version it never got.
    """
    _remembered.get().append(
        (
            record,
            dict(record.__dict__),
            record._state.adding,
            dict(record._state.fields_cache),
        )
    )


def describe_change(record: Record | None, article=None, *, based_on: int | None = None) -> None:
    """Tell the Change under way what it acts on, unless it knows already and is stored."""
    entry = under_way.get()
    if entry is None or entry.pk is not None:
        return
    entry.record = entry.record or (record.public_id if record else "")
    entry.article = entry.article or (article if article is not None and article.pk else None)
    entry.based_on_row = entry.based_on_row or based_on


def describe_arrival(article) -> None:
    """Complete the Change that brought an article in: it was stored before the article was."""
    entry = under_way.get()
    if entry.record == article.public_id and entry.article_id is None:
        entry.article = article
        entry.save(update_fields=["article"])


def insert(record: Record) -> None:
    """Validate and store a new record. Raises ValidationError with messages by field."""
    record.full_clean()
    _store(record, force_insert=True)


def update(record: Record, *, based_on: int) -> None:
    """Validate and store changed values, if the stored row version is still `based_on`.

    Raises Stale when somebody else changed the record, ValidationError with messages by field.
    """
    _take_turn(record, based_on)
    record.row_version = based_on + 1
    record.full_clean()
    _store(record, force_update=True)


def delete(record: Record, *, based_on: int) -> None:
    """Delete a record, if the stored row version is still `based_on`; its history stays.

    Raises Stale, or ProtectedError / RestrictedError while other records use it.
    """
    _take_turn(record, based_on)
    entry = under_way.get()
    if entry.article == record:
        entry.article = None  # the Change will be stored when the article is gone
    record.delete()


def _store(record: Record, **how) -> None:
    try:
        with transaction.atomic():
            record.save(**how)
    except IntegrityError:
        # A row stored since `full_clean` looked: looking again finds it, and names the field.
        record.full_clean()
        raise


def _take_turn(record: Record, based_on: int) -> None:
    """Raise the row version, which also locks the row, or say that it is no longer `based_on`."""
    model = type(record)
    remember_as_found(model._base_manager.filter(pk=record.pk))
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
