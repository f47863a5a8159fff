"""The audit of files: who took which dataset out of the archive, who brought which file in.

Not part of a verb's Change: a Transfer tells of a file, and is kept even when its import was rolled
back. Readers' downloads of what is public are not noted.
"""

from collections.abc import Iterable

from django.db import transaction

from ..models import Transfer, TransferKind

LONGEST_RESULT = 20_000
"""Characters of a result, or of a filter, that are kept; the rest is left out, and that is said."""

BETWEEN = ", "
"""Stands between the names of datasets."""


def note_export(
    *,
    by,
    datasets: Iterable[str],
    filter: str = "",
    file_name: str = "",
    rows: int = 0,
    result: str = "",
) -> Transfer:
    """Note that `by` (None: a command) took `rows` rows of `datasets` out.

    `filter` is the query string of the list they were taken from, as the list shows it; `result`
    what else there is to say. In a transaction of its own: raises RuntimeError inside another.
    """
    return _note(
        TransferKind.EXPORT,
        by=by,
        datasets=_listed(datasets),
        filter=_cut(filter, LONGEST_RESULT),
        file_name=_cut_name(file_name),
        rows=rows,
        result=_cut(result, LONGEST_RESULT),
    )


def note_import(
    *,
    by,
    datasets: Iterable[str],
    file_name: str = "",
    sha256: str = "",
    rows: int = 0,
    new: int = 0,
    changed: int = 0,
    unchanged: int = 0,
    result: str = "",
    is_refused: bool = False,
) -> Transfer:
    """Note that `by` (None: a command) brought a file of `rows` rows in, or tried to.

    Call it when the import's transaction is over: this is one of its own (raises RuntimeError
    inside another), so that an import that was refused and rolled back is noted too. Of such a one
    `result` holds the problems, a line each, and the counts are 0 whatever was given.
    """
    done = {"new": new, "changed": changed, "unchanged": unchanged}
    return _note(
        TransferKind.IMPORT,
        by=by,
        datasets=_listed(datasets),
        file_name=_cut_name(file_name),
        sha256=sha256,
        rows=rows,
        is_refused=is_refused,
        result=_cut(result, LONGEST_RESULT),
        **({} if is_refused else done),
    )


def _note(kind: TransferKind, **values) -> Transfer:
    with transaction.atomic(durable=True):
        return Transfer.objects.create(kind=kind, **values)


def _listed(names: Iterable[str]) -> str:
    """The names in one cell, whole ones only."""
    names = list(names)
    longest = Transfer._meta.get_field("datasets").max_length
    for kept in range(len(names), -1, -1):
        left = len(names) - kept
        text = BETWEEN.join([*names[:kept], *([f"{left} more"] if left else [])])
        if len(text) <= longest:
            return text
    raise AssertionError("a number is not that long")


def _cut(text: str, longest: int) -> str:
    """Text as a database can hold it, shortened with a last line that says so."""
    text = _storable(text)
    if len(text) <= longest:
        return text
    return f"{text[:longest]}…\n[{len(text) - longest:,} more characters are not kept.]"


def _cut_name(name: str) -> str:
    """The end of a long file name or path: it tells more than the beginning."""
    name = _storable(name)
    longest = Transfer._meta.get_field("file_name").max_length
    return name if len(name) <= longest else f"…{name[1 - longest :]}"


def _storable(text: str) -> str:
    """File names may hold half characters, and forms NUL; neither can be stored."""
    return text.replace("\x00", "").encode("utf-8", "backslashreplace").decode()
