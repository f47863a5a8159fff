"""What checks of the whole archive are made of: records in batches, and problems."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

ROWS = 500
"""Records read at once."""
CHARACTERS = 2_000_000
"""Characters of text read at once, unless one text alone has more."""

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Problem:
    """Something that is not as it must be: the record to look at, and what is wrong with it."""

    record: object
    message: str

    def __str__(self) -> str:
        return f"{self.record._meta.verbose_name} {self.record.public_id}: {self.message}"


def all_of(records, progress: Progress) -> Iterator:
    """Every record of a queryset, by primary key, telling `progress` how many were looked at."""
    for batch in batches(records.order_by("pk").iterator(chunk_size=ROWS)):
        yield from batch
        progress(len(batch))


def batches(records: Iterable, weight: Callable[..., int] = lambda record: 1) -> Iterator[list]:
    """Lists of at most `ROWS` records, shorter where they weigh more than `CHARACTERS`."""
    records = iter(records)
    while batch := list(islice(records, 1)):
        heaviness = weight(batch[0])
        while len(batch) < ROWS and heaviness < CHARACTERS:
            following = next(records, None)
            if following is None:
                break
            batch.append(following)
            heaviness += weight(following)
        yield batch
