"""Writing many rows of one kind at once, each with its history row, as part of the change under
way. For verbs that hold the locks and keep the rules: nothing is validated here.
"""

from collections.abc import Sequence
from datetime import datetime
from types import NoneType

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.utils import timezone

from ..models.change import under_way
from ..models.record import Record

_PLAIN = (int, str, datetime, NoneType)
_ROWS = 500
_AGAIN = ("row_version", "modified_at")


def insert_all(records: Sequence, batch_size: int | None = None) -> None:
    """Store new records whose values are checked and derived; their history comes with `arrived`.

    Raises IntegrityError when the database refuses one of them: then none is stored.
    """
    with transaction.atomic():
        type(records[0])._base_manager.bulk_create(records, batch_size=batch_size)


def arrived(rows: QuerySet) -> None:
    """Give new `rows` their first row of history, as part of the change under way."""
    _write_history(rows.order_by(), {}, history_date=timezone.now(), history_type="+", **_acting())


def know_sizes() -> None:
    """Let PostgreSQL look how large its tables have become; until then it may plan badly.

    It does so by itself some time later. SQLite plans by its indexes alone.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def update_all(records: Sequence[Record], names: Sequence[str]) -> None:
    """Store the values of the fields `names` of stored records; row versions rise by one.

    One statement a row, prepared once: a single UPDATE with a CASE for each column, as
    `bulk_update` makes it, takes several times as long.
    """
    if not records:
        return
    model, now = type(records[0]), timezone.now()
    batches = [
        model.objects.filter(pk__in=[record.pk for record in records[start : start + _ROWS]])
        for start in range(0, len(records), _ROWS)
    ]
    for rows in batches:
        remember_as_found(rows)
    fields = [model._meta.get_field(name) for name in (*names, *_AGAIN)]
    values = []
    for record in records:
        record.row_version += 1
        record.modified_at = now
        stored = [f.get_db_prep_save(getattr(record, f.attname), connection) for f in fields]
        values.append([*stored, record.pk])
    quoted = connection.ops.quote_name
    settings = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    with connection.cursor() as cursor:
        # Names come from the model; values are parameters.
        cursor.executemany(
            f"UPDATE {quoted(model._meta.db_table)} SET {settings} WHERE id = %s",  # noqa: S608
            values,
        )
    for rows in batches:
        _write_history(rows, {}, history_date=now, history_type="~", **_acting())


def repoint(rows: QuerySet, field: str, key: int) -> None:
    """Make `field` of all `rows` lead to the record with this key; row versions rise by one.

    A fixed number of statements, however many rows there are.
    """
    attname = rows.model._meta.get_field(field).attname
    rows = rows.order_by()
    if not list(rows.select_for_update().values_list("pk")):
        return
    remember_as_found(rows)
    now = timezone.now()
    values = {attname: key, "row_version": F("row_version") + 1, "modified_at": now}
    _write_history(rows, values, history_date=now, history_type="~", **_acting())
    rows.update(**values)


def remember_as_found(rows: QuerySet) -> None:
    """Give those of `rows` without history (from a fixture) a first row, so that “before” is known.

    It belongs to no Change.
    """
    known = rows.model.history.filter(id=OuterRef("pk")).order_by()
    _write_history(
        rows.order_by().exclude(Exists(known)),
        {},
        history_date=F("modified_at"),
        history_type="+",
        history_change_reason="as found, before its first recorded change",
    )


def _acting() -> dict:
    entry = under_way.get()
    if entry.pk is None:
        entry.save()
    return {"change_id": entry.pk, "history_user_id": entry.by_id}


def _write_history(rows: QuerySet, values: dict, **about) -> None:
    """Copy rows into their history, `values` in place of those they have."""
    history = rows.model.history.model
    tracked = {field.attname: F(field.attname) for field in history.tracked_fields}
    copied = {history._meta.get_field(k): v for k, v in {**tracked, **values, **about}.items()}
    selected = {
        f"copied_{number}": Value(value, field) if isinstance(value, _PLAIN) else value
        for number, (field, value) in enumerate(copied.items())
    }
    statement, parameters = rows.annotate(**selected).values_list(*selected).query.sql_with_params()
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in copied)
    with connection.cursor() as cursor:
        # Names come from the models; values are parameters.
        cursor.execute(
            f"INSERT INTO {quoted(history._meta.db_table)} ({columns}) {statement}",
            parameters,
        )
