"""Stretches of time, as long as fits what is in them: centuries, decades, years, months."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..text.dates import describe
from ..text.years import FIRST_YEAR, LAST_YEAR, written

LENGTHS = (1, 10, 100, 1000)
"""Years of a period."""
MOST_PERIODS = 30
"""So many are offered to choose from."""

_MONTHS = 12


@dataclass(frozen=True)
class Period:
    """A stretch of time and how many records fall in it.

    `start` and `end` are dates to filter by, both included; where such dates cannot be written,
    they are empty and `label` says what it is.
    """

    start: str
    end: str
    count: int = 0
    label: str = ""

    def __str__(self) -> str:
        if self.label:
            return self.label
        if self.start == self.end:
            return describe(self.start)
        first, last = int(self.start), int(self.end)
        if first >= 1000 and last - first == 9:
            return f"{first}s"
        return describe(f"{self.start}/{self.end}")


def year_of(key: int) -> int:
    """The year of a date key (yyyymmdd, see `text.dates`)."""
    return key // 10000


def length_for(years: Iterable[int], most: int = MOST_PERIODS) -> int:
    """The shortest length, in years, of which `most` periods hold all of `years`."""
    years = set(years)
    for length in LENGTHS:
        if len({year // length for year in years}) <= most:
            return length
    return LENGTHS[-1]


def period_of(year: int, length: int, count: int = 0) -> Period:
    """The period of `length` years that a year falls in."""
    first = year // length * length
    if first < FIRST_YEAR:
        return Period("", "", count, "longer ago")
    if first > LAST_YEAR:
        return Period("", "", count, "far ahead")
    return Period(written(first), written(min(first + length - 1, LAST_YEAR)), count)


def periods(years: Mapping[int, int], length: int) -> list[Period]:
    """Periods of `length` years with what falls in each; `years` tells how many fall in a year."""
    counts: Counter = Counter()
    for year, count in years.items():
        counts[year // length] += count
    return [period_of(start * length, length, counts[start]) for start in sorted(counts)]


def months(year: int, keys: Mapping[int, int]) -> list[Period]:
    """The months of a year; `keys` tells how many fall in a month (yyyymm)."""
    first = year * 100
    return [
        Period(f"{written(year)}-{number:02d}", f"{written(year)}-{number:02d}", count)
        for number in range(1, _MONTHS + 1)
        if (count := keys.get(first + number, 0))
    ]


def spread(spans: Mapping[tuple[int, int], int], longest: int = 200) -> dict[int, int]:
    """How many fall in each unit of time, of `spans` (first and last unit, both included).

    What is only partly known counts in every unit it may be of, as it is found by a filter. Spans
    without an end, or of more than `longest` units, count only where others are too.
    """
    counts: Counter = Counter()
    for (first, last), count in spans.items():
        if last - first < longest:
            for unit in range(first, last + 1):
                counts[unit] += count
    for (first, last), count in spans.items():
        if last - first >= longest:
            for unit in counts:
                if first <= unit <= last:
                    counts[unit] += count
    return dict(sorted(counts.items()))
