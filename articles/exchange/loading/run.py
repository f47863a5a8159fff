"""What the tables of one import share."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .entries import Entry
from .problems import Problems

if TYPE_CHECKING:
    from .records import Loader

Watch = Callable[[str, Entry], None]
"""Is told every row of a table, by the name of the dataset, once its fate is known."""


@dataclass
class Run:
    """One import under way: who, why, what came of it so far.

    `by` is None for the operator. `datasets` are the names of all tables; `place_nearby` lets spans
    be placed where their words were found near where the file says.
    """

    by: object | None
    reason: str
    datasets: frozenset[str]
    place_nearby: bool = False
    watch: Watch | None = None
    problems: Problems = field(default_factory=Problems)
    failed: set[str] = field(default_factory=set)
    counts: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    notices: list[str] = field(default_factory=list)
    loaders: dict[str, "Loader"] = field(default_factory=dict)

    def count(self, dataset: str, entry: Entry) -> None:
        """Count a row whose fate is known."""
        self.counts[dataset][entry.fate] += 1
        if self.watch is not None:
            self.watch(dataset, entry)
