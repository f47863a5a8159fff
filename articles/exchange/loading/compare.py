"""What is stored reads as the file says: every cell of every row, once all is in."""

from itertools import islice

from ..rows import CHUNK
from .entries import Entry, Fate
from .finding import rows_of
from .records import Loader

_MAY_DIFFER = frozenset({"url"})
"""Addresses begin with that of the site."""
_CHANGE_WITH_TIME = frozenset({"row_version", "created_at", "modified_at"})
_SAID = 200


def compare_with_file(loader: Loader) -> None:
    """Add a problem for each cell that says something else than the record it belongs to.

    An empty cell of a column that is not imported says nothing. What a person entered may have
    been put in order (`EN-gb`); what comes back into the archive must be as it was.
    """
    columns = [
        column
        for name in loader.table.headers
        if (column := loader.columns.get(name)) and name not in _MAY_DIFFER | {"id"}
    ]
    if not columns:
        return
    entries, keys = loader.entries(), iter(loader.keys)
    while chunk := list(islice(entries, CHUNK)):
        by_key = {}
        for entry in chunk:
            entry.key = next(keys, 0)
            if entry.key:
                by_key[entry.key] = entry
        found = loader.dataset.queryset(public=False).filter(pk__in=by_key).order_by("pk")
        for key, cells in rows_of(by_key, columns, found):
            entry = by_key[key]
            is_new = key in loader.fresh
            entry.returns = is_new and loader.run.by is None and bool(entry.cell("id"))
            for column, value in zip(columns, cells, strict=True):
                said = "" if value is None else str(value)
                if entry.cells[column.name] != said:
                    _compare(loader, entry, column.name, said)


def _compare(loader: Loader, entry: Entry, name: str, stored: str) -> None:
    cell = entry.cells[name]
    value = loader.values.get(name)
    if not entry.returns:
        if value is not None and value.is_settable:
            return
        if name in _CHANGE_WITH_TIME:
            return
    if (not cell and (value is None or not entry.returns)) or loader.may_differ(entry, name):
        return
    if value is not None:
        try:
            if value.canonical(cell) == stored:
                return
        except ValueError:
            pass  # then the two are not the same
    elif cell.strip().lower() == stored.lower() and stored in ("true", "false"):
        return
    entry.fate = Fate.UNCHANGED
    instead = "correct it or leave it empty."
    if f"{name}_id" in loader.columns:
        instead = f"write {name}_id, and leave this empty."
    loader.problem(
        entry,
        name,
        f"The file says “{_shortened(cell)}”, the record “{_shortened(stored)}”. "
        f"This column is not imported: {instead}",
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _SAID else text[: _SAID - 1] + "…"
