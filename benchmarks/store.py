"""Rows written by the engine's bulk way, below the verbs."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)


def store(model, rows: Iterable[dict], *, first: int = 1) -> None:
    """Write rows of column values below the verbs; what a row leaves out has its default.

    They are numbered from `first`.
    """
    from django.db import connection

    fields = model._meta.concrete_fields
    moments = {field.column for field in fields if field.get_internal_type() == "DateTimeField"}
    given = {
        field.column: field.get_db_prep_save(_default(field), connection)
        for field in fields
        if not field.primary_key
    }
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ["id", *given]
    named = ", ".join(map(connection.ops.quote_name, columns))
    prefix = model.ID_PREFIX
    convert = connection.ops.adapt_datetimefield_value

    def values() -> Iterator[tuple]:
        for number, row in enumerate(rows, first):
            for column in moments & row.keys():
                row[column] = convert(row[column])
            whole = {"id": number, **given, "public_id": f"{prefix}-{number:012}", **row}
            yield tuple(whole[column] for column in columns)

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                for row in values():
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(columns))
            cursor.execute("BEGIN")
            statement = f"INSERT INTO {table} ({named}) VALUES ({marks})"
            cursor.cursor.connection.executemany(statement, values())
            cursor.execute("COMMIT")


def _default(field):
    if field.get_internal_type() == "DateTimeField" and not field.null:
        return LONG_AGO
    return None if field.null else field.get_default()
