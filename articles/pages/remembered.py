"""What the database answered, remembered as long as nothing is written to it."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.db import router

from ..exchange.writing.state import state_of
from ..models import Article

T = TypeVar("T")

MOST = 500
"""So many answers a process remembers; the one longest unused goes first."""

_answers: OrderedDict[Hashable, Any] = OrderedDict()
_states: dict[str, str] = {}
_lock = Lock()


def remembered(question: Hashable, find_out: Callable[[], T]) -> T:
    """What `find_out` gives, as long as nothing was written to the database that readers ask.

    `question` names it among all that is remembered. What is returned is shared: do not change
    it. Where the state of the database cannot be told, as in a transaction, it is found out anew.
    Whoever asks while it is being found out finds it out as well.
    """
    alias = router.db_for_read(Article)
    state = state_of(alias)  # before the answer: what it says is of this state or newer
    if state is None:
        return find_out()
    key = (alias, question)
    with _lock:
        if _states.get(alias) != state:
            _states[alias] = state
            for stale in [known for known in _answers if known[0] == alias]:
                del _answers[stale]
        if key in _answers:
            _answers.move_to_end(key)
            return _answers[key]
    answer = find_out()
    with _lock:
        if _states.get(alias) == state:
            _answers[key] = answer
            if len(_answers) > MOST:
                _answers.popitem(last=False)
    return answer
