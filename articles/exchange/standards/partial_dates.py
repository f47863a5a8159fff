"""Partial dates (EDTF) taken apart, for formats that know only some of what EDTF can say."""

import re
from dataclasses import dataclass

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%]?)", re.ASCII)
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


@dataclass(frozen=True)
class Point:
    """A year, perhaps with a month or a season (21–24, as in EDTF), perhaps with a day.

    `about`: the date is approximate or uncertain.
    """

    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None
    about: bool = False

    @property
    def parts(self) -> list[int]:
        """Year, month and day, as far as they are known."""
        return [part for part in (self.year, self.month, self.day) if part is not None]


def points(value: str) -> list[Point]:
    """The one point of a date, or the two ends of an interval.

    Empty for what is not made of plain points: nothing known, a decade, a year unknown, an open
    end, a year before 1. For those `text.dates.describe` has words.
    """
    found = [_point(side) for side in value.split("/")]
    return [] if None in found else found


def iso(value: str) -> str:
    """The date if it is a plain ISO 8601 year, month or day, which any reader knows; else ''."""
    found = points(value)
    plain = len(found) == 1 and not found[0].season and _ISO.fullmatch(value)
    return value if plain else ""


def _point(side: str) -> Point | None:
    match = _POINT.fullmatch(side)
    if match is None or match[1] == "0000":
        return None
    month, day = (int(part) if part else None for part in match.group(2, 3))
    about = bool(match[4])
    if month in SEASONS:
        return Point(int(match[1]), season=month, about=about)
    if month is not None and not 1 <= month <= 12:
        return None
    return Point(int(match[1]), month, day, about=about)
