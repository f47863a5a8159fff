"""Rows on their way into the archive, and which records they are."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Model


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(slots=True)
class Entry:
    """One row: its number, its cells by column, and the record it is or becomes.

    `returns`: the row names an id the archive does not know, and the operator imports it: a
    record that comes back with all it had. `before` holds the cells a stored record had, as far as
    they are written. `wrong` are the columns of which a problem was told.
    """

    number: int
    cells: Mapping[str, str]
    key: int | None = None
    record: Model | None = None
    fate: Fate = Fate.UNCHANGED
    returns: bool = False
    before: dict[str, str] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)

    @property
    def is_refused(self) -> bool:
        return self.fate == Fate.REFUSED

    def cell(self, name: str) -> str:
        """The cell of a column, without white space around it; empty if there is no such column."""
        return self.cells.get(name, "").strip()


class Keys:
    """The primary keys of a table's rows, in their order, and which were there already.

    Sixteen bytes a row and one bit a key: a million rows take a few megabytes.
    """

    def __init__(self):
        self._keys = array("q")
        self._numbers = array("q")
        self._seen = bytearray()

    def add(self, key: int, number: int = 0) -> None:
        """Note the key of the next row, 0 if it is refused, and its number."""
        self._keys.append(key)
        self._numbers.append(number)
        if key:
            byte, bit = divmod(key, 8)
            if byte >= len(self._seen):
                self._seen.extend(bytes(max(byte + 1 - len(self._seen), len(self._seen) // 4)))
            self._seen[byte] |= 1 << bit

    def __contains__(self, key: int) -> bool:
        byte, bit = divmod(key, 8)
        return byte < len(self._seen) and bool(self._seen[byte] >> bit & 1)

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self):
        return iter(self._keys)

    def place(self, key: int) -> int:
        """How many rows came before the one with this key."""
        return self._keys.index(key)

    def number(self, key: int) -> int:
        """The number of the row with this key."""
        return self._numbers[self.place(key)]


def chunks_of(keys: Iterable[int], size: int) -> Iterable[Sequence[int]]:
    """Lists of at most `size` keys."""
    batch: list[int] = []
    for key in keys:
        batch.append(key)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
