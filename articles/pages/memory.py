"""What the database answered, remembered as long as nothing is written to it."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

MOST = 500
"""So many answers a process remembers; the one longest unused goes first."""

_answers: OrderedDict[Hashable, Any] = OrderedDict()
_states: dict[str, str] = {}
_lock = Lock()


def remembered(alias: str, state: str | None, question: Hashable, ask: Callable[[], Any]) -> Any:
    """The answer of the database `alias`, which is in `state`, to `question`; `ask` gets it anew.

    `state` must have been taken before (`exchange.writing.state`); None if it cannot be told, and
    then every answer is got anew. What is returned is shared: do not change it.
    """
    if state is None:
        return ask()
    key = (alias, question)
    with _lock:
        if _states.get(alias) != state:
            _states[alias] = state
            for stale in [known for known in _answers if known[0] == alias]:
                del _answers[stale]
        if key in _answers:
            _answers.move_to_end(key)
            return _answers[key]
    answer = ask()
    with _lock:
        if _states.get(alias) == state:
            _answers[key] = answer
            if len(_answers) > MOST:
                _answers.popitem(last=False)
    return answer
