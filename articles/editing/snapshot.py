"""Reading the whole archive as it stood at one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction


@contextmanager
def snapshot(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Every query inside sees the same state; nobody is kept from writing. For reading only.

    `using` is the alias of the database, which may be a replica. Inside a transaction that is
    open already, what that one sees is seen.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(using), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        connection.ensure_connection()
        usual = connection.transaction_mode
        connection.transaction_mode = "DEFERRED"  # an immediate one would keep writers waiting
        try:
            with transaction.atomic(using):
                yield
        finally:
            connection.transaction_mode = usual
