"""Read replicas: readers' pages may be answered from a copy of the database.

A copy lags a little behind. That is fine for a reader and wrong for an editor
who has just saved, so reads go to a replica only inside `reading()`, which the
middleware opens for anonymous requests of public pages. Everything else (admin,
commands, every write) uses the main database.
"""

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings

_replica: ContextVar[str | None] = ContextVar("replica", default=None)


def replicas() -> list[str]:
    """Return the aliases of the configured replicas."""
    return [alias for alias in settings.DATABASES if alias != "default"]


@contextmanager
def reading(replica: str | None = None) -> Iterator[str]:
    """Answer reads from one replica, the same throughout, if there is any; give its alias.

    That is `replica`, or one chosen by chance.
    """
    chosen = replica or random.choice(replicas() or ["default"])
    token = _replica.set(chosen)
    try:
        yield chosen
    finally:
        _replica.reset(token)


class ReplicaRouter:
    """Sends reads inside `reading()` to a replica, and all else to the main database."""

    def db_for_read(self, model, **hints) -> str:
        """Return the replica chosen for this page, or the main database."""
        return _replica.get() or "default"

    def db_for_write(self, model, **hints) -> str:
        """Return the main database."""
        return "default"

    def allow_relation(self, one, other, **hints) -> bool:
        """Allow every relation: a replica holds the same rows."""
        return True

    def allow_migrate(self, db, app_label, **hints) -> bool:
        """Migrate the main database only: replication carries it on."""
        return db == "default"


class ReadingMiddleware:
    """Opens `reading()` for whoever only reads: GET or HEAD, not signed in, not the admin."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer the request, and a streamed answer to its end, from one replica."""
        if not replicas() or not self._only_reads(request):
            return self.get_response(request)
        with reading() as replica:
            response = self.get_response(request)
        if response.streaming and not response.is_async:
            pieces = response.streaming_content
            response.streaming_content = _streamed_while_reading(pieces, replica)
        return response

    @staticmethod
    def _only_reads(request) -> bool:
        return (
            request.method in {"GET", "HEAD"}
            and not request.path_info.startswith("/admin/")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
        )


def _streamed_while_reading(chunks: Iterable[bytes], replica: str) -> Iterator[bytes]:
    with reading(replica):
        yield from chunks
