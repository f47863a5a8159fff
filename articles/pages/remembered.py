"""What is dear to find out and the same for all readers, remembered until something is written."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from django.db import router

from ..exchange.writing.state import state_of
from ..models import Article
from . import memory

T = TypeVar("T")


def remembered(what: Hashable, find_out: Callable[[], T]) -> T:
    """What `find_out` gives, as long as nothing was written to the database that readers ask.

    `what` names it among all that is remembered. What is returned is shared: do not change it.
    Where the state of the database cannot be told, as in a transaction, it is found out anew.
    """
    alias = router.db_for_read(Article)
    return memory.remembered(alias, state_of(alias), what, find_out)
