"""Years as dates have them (ISO 8601): 0 is 1 BC."""

FIRST_YEAR, LAST_YEAR = -9999, 9999
"""Years a date without further signs can be written with (EDTF level 0), and asked for."""


def written(year: int) -> str:
    """A year as a date: `1940`, `-0043` (44 BC)."""
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"
