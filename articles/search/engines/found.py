"""What an engine finds."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of some records, the best first, and how many there are in all.

    Where there is no record any more after those passed over, `total` is not known: 0.
    """

    keys: list[int]
    total: int

    @classmethod
    def of(cls, rows: Sequence[tuple[int, int]]) -> "Found":
        """From rows of a key and the number of all."""
        return cls([key for key, _ in rows], rows[0][1] if rows else 0)
