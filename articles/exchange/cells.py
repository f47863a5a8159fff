r"""How a value is written in one cell of a spreadsheet, and read back.

Two things are done to text, and both are undone on import:

* *Guard.* A cell that begins with ``= + - @``, a tab or a carriage return is a formula to a
  spreadsheet, and a title can be made to begin so. Such a cell gets an apostrophe in front; so
  does one that begins with an apostrophe, or undoing would be ambiguous (OWASP, CSV injection).
* *Lists.* Items are joined by ``|``. Within an item ``\`` is written ``\\``, ``|`` is written
  ``\|``, and an empty item is ``\e``, so that an empty cell is an empty list.
"""

import datetime
import re
from collections.abc import Iterable

GUARD = "'"
GUARDED = "=+-@\t\r" + GUARD
BAR = "|"
_EMPTY = r"\e"
_PIECE = re.compile(r"\\(.?)|\||[^\\|]+", re.DOTALL)


def guard(cell: str) -> str:
    """Return `cell` so that no spreadsheet takes it for a formula."""
    return GUARD + cell if cell and cell[0] in GUARDED else cell


def unguard(cell: str) -> str:
    """Undo `guard`; a cell that was never guarded stays as it is."""
    return cell[1:] if len(cell) > 1 and cell[0] == GUARD and cell[1] in GUARDED else cell


def join_list(items: Iterable[str]) -> str:
    """Return `items` as one cell; no items give an empty cell."""
    return BAR.join(_escape(item) for item in items)


def split_list(cell: str) -> list[str]:
    r"""Return the items of a cell written by `join_list`.

    Raises ValueError for a backslash that stands before anything but ``\``, ``|`` or ``e``.
    """
    if not cell:
        return []
    items = [""]
    for match in _PIECE.finditer(cell):
        piece, escaped = match[0], match[1]
        if piece == BAR:
            items.append("")
        elif escaped is None:
            items[-1] += piece
        elif escaped in ("\\", BAR) and escaped:
            items[-1] += escaped
        elif escaped != "e":
            raise ValueError(
                f"“{piece}” means nothing in a list. Write \\\\ for a backslash, \\| for a bar."
            )
    return items


def cell_text(value: object) -> str:
    """Return what a file format read (a number, a date, nothing) as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        at_midnight = value.time() == datetime.time()
        return value.date().isoformat() if at_midnight else value.isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def _escape(item: str) -> str:
    if not item:
        return _EMPTY
    if "\\" in item or BAR in item:
        return item.replace("\\", "\\\\").replace(BAR, "\\" + BAR)
    return item
