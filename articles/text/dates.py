"""Partial dates: EDTF in, integer sort keys and plain English out.

A date is written in the Extended Date/Time Format (EDTF, Library of Congress 2019,
ISO 8601-2), so that an editor can say just as much as is known. Each date has two
integer keys, its earliest and latest possible day as year × 10000 + month × 100 + day
(1940-09-27 is 19400927; years before 1 are negative and keep their order). They are
never null, so SQLite and PostgreSQL order them alike, and fit a 32-bit column.

A date without a year (none given, or `XXXX-08-25`) is *undated*: its earliest key lies
after every day and its latest before every day. Ordered by `earliest` ascending or by
`latest` descending it comes last, and a filter for what falls in a range
(`earliest <= range_end and latest >= range_start`) never finds it.
"""

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache

import edtf

MAX_LENGTH = 100

BEGINNING = -2_000_000_000
"""Earliest key of an interval with an open or unknown start, `../1945`."""
END = 2_000_000_000
"""Latest key of an interval with an open or unknown end, `1919/..`."""
UNDATED_EARLIEST = 2_100_000_000
UNDATED_LATEST = -2_100_000_000

EXAMPLES = "1941, 1940-09, 1940-09-27, 1941-07/1941-09, 1919/.., 2021~, XXXX-08-25"

_OPEN = ("", "..")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_CALENDAR_DAY = re.compile(r"(-?[\dX]{4})-(\d\d)-(\d\d)", re.ASCII)
_ATOM = re.compile(r"(-?)([\dX]{4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([?~%]?)", re.ASCII)
_PACKAGE_ERRORS = (
    edtf.EDTFParseException,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


class MalformedDate(ValueError):
    """Not a date we can keep; the message is for editors and holds examples."""


@dataclass(frozen=True)
class PartialDate:
    """A date as far as it is known; `earliest` and `latest` are its keys (see the module)."""

    value: str
    earliest: int
    latest: int

    @property
    def is_dated(self) -> bool:
        """Whether it can be placed in time at all."""
        return self.earliest != UNDATED_EARLIEST


UNDATED = PartialDate("", UNDATED_EARLIEST, UNDATED_LATEST)


@lru_cache(maxsize=65536)
def parse(value: str) -> PartialDate:
    """Read an EDTF date; white space around it is dropped, and '' gives UNDATED.

    The keys are the strict bounds: `2021~` spans 2021, without a margin of doubt.
    Raises MalformedDate for what is not EDTF, for days that are not in the calendar
    (the package accepts 30 February of an unknown year), and for intervals that end
    before they start.
    """
    value = value.strip()
    return _parse_exactly(value) if value else UNDATED


def _parse_exactly(value: str) -> PartialDate:
    if len(value) > MAX_LENGTH:
        raise _refuse(value, f"is longer than {MAX_LENGTH} characters")
    if value != "".join(value.split()):
        raise _refuse(value)
    bounds = _iso_bounds(value) or (
        _interval_bounds(value) if "/" in value else _edtf_bounds(value)
    )
    return PartialDate(value, *bounds)


def describe(value: str) -> str:
    """Return the date in English for readers; '' is 'date unknown'.

    Whatever has no simple wording (sets, long years, exact times) comes back as it is
    written. Never raises, and does not check the calendar: that is for `parse`.
    """
    value = value.strip()
    if not value:
        return "date unknown"
    start, slash, end = value.partition("/")
    if not slash:
        return _describe_atom(value) or value
    if start in _OPEN:
        after = _describe_atom(end)
        return f"until {after}" if after else value
    before, after = _describe_atom(start), _describe_atom(end)
    if end in _OPEN:
        return f"from {before}" if before else value
    return f"{before} – {after}" if before and after else value


def _refuse(value: str, why: str = "is not a date we can read") -> MalformedDate:
    shown = value if len(value) <= MAX_LENGTH else value[: MAX_LENGTH - 1] + "…"
    return MalformedDate(f"“{shown}” {why}. Examples: {EXAMPLES}.")


def _iso_bounds(value: str) -> tuple[int, int] | None:
    """Bounds of YYYY, YYYY-MM and YYYY-MM-DD, without the parser's 4 ms; else None."""
    match = _ISO.fullmatch(value)
    if match is None:
        return None
    year = int(match[1])
    month = int(match[2] or 0)
    if not match[2]:
        return year * 10000 + 101, year * 10000 + 1231
    if month > 20 and not match[3]:
        return None
    if not 1 <= month <= 12:
        raise _refuse(value, "has a month that is not in the calendar")
    length = _month_length(year, month)
    first = int(match[3]) if match[3] else 1
    last = first if match[3] else length
    if not 1 <= first <= length:
        raise _refuse(value, "is a day that is not in the calendar")
    base = year * 10000 + month * 100
    return base + first, base + last


def _interval_bounds(value: str) -> tuple[int, int]:
    """Bounds of an interval from those of its two sides, which may be any simple date."""
    sides = value.split("/")
    if len(sides) != 2 or any(set(side) & set("[{YT") for side in sides):
        raise _refuse(value)
    if all(side in _OPEN for side in sides):
        raise _refuse(value, "names no date; leave the field empty if none is known")
    start, end = (UNDATED if side in _OPEN else _parse_exactly(side) for side in sides)
    if not start.is_dated and not end.is_dated:
        return UNDATED_EARLIEST, UNDATED_LATEST
    earliest = start.earliest if start.is_dated else BEGINNING
    latest = end.latest if end.is_dated else END
    if earliest > latest:
        raise _refuse(value, "ends before it starts")
    return earliest, latest


def _edtf_bounds(value: str) -> tuple[int, int]:
    read = _read(value)
    try:
        earliest = _key(read.lower_strict(), BEGINNING)
        latest = _key(read.upper_strict(), END)
    except _PACKAGE_ERRORS:
        raise _refuse(value) from None
    for year, month, day in _CALENDAR_DAY.findall(re.sub("[?~%]", "", value)):
        length = _month_length(2000 if "X" in year else int(year), int(month))
        if not 1 <= int(day) <= length:
            raise _refuse(value, "is a day that is not in the calendar")
    if "XXXX" in value:
        return UNDATED_EARLIEST, UNDATED_LATEST
    if earliest > latest:
        raise _refuse(value, "ends before it starts")
    return earliest, latest


def _read(value: str) -> edtf.EDTFObject:
    try:
        return edtf.parse_edtf(value)
    except _PACKAGE_ERRORS:
        raise _refuse(value) from None


def _key(day, unbounded: int) -> int:
    """The key of a `struct_time`; the package gives ±infinity for an open end."""
    if isinstance(day, float):
        return unbounded
    return max(BEGINNING, min(END, day[0] * 10000 + day[1] * 100 + day[2]))


def _month_length(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        return 0
    return 29 if month == 2 and calendar.isleap(year) else calendar.mdays[month]


def _describe_atom(value: str) -> str | None:
    match = _ATOM.fullmatch(value)
    if match is None:
        return None
    sign, year, month, day, qualifier = match.groups()
    words = _describe_year(sign, year)
    if words is None or (year == "XXXX" and not (month or "X").isdigit()):
        return None
    if month and "X" in year and year != "XXXX":
        return None
    if year == "XXXX":
        words = ", year unknown"
    elif month:
        words = " " + words
    if month == "XX":
        if day:
            return None
        words = f"{words.strip()} (month unknown)"
    elif month:
        name = _month_name(int(month))
        if name is None or (day and int(month) > 12):
            return None
        words = name + words
        if day == "XX":
            words += " (day unknown)"
        elif day:
            words = f"{int(day)} {words}"
    if qualifier in ("~", "%"):
        words = f"about {words}"
    return f"{words} (uncertain)" if qualifier in ("?", "%") else words


def _describe_year(sign: str, year: str) -> str | None:
    known = year.rstrip("X")
    if "X" in known or (sign and known != year):
        return None
    if known == year:
        number = int(sign + year)
        if number > 0:
            return str(number) if number >= 1000 else f"AD {number}"
        return f"{1 - number} BC"
    if year.startswith("0"):
        return None
    if len(known) == 3:
        return f"{known}0s"
    return f"{known:0<4}–{known:9<4}" if known else ""


def _month_name(month: int) -> str | None:
    return _MONTHS[month - 1] if 1 <= month <= 12 else _SEASONS.get(month)
