"""The import itself: every table stored, then read again and compared, in one transaction."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from ...editing import ledger
from ..datasets import DATASETS
from ..rows import CHUNK
from .compare import compare_with_file
from .entries import Entry
from .kinds import LOADERS, NOT_LOADED
from .problems import Problem, Problems
from .records import Loader
from .run import Run, Watch
from .table import Table

Progress = Callable[[str, int], None]
"""Is told how many rows of a table, by the name of its dataset, are done."""


@dataclass
class Loaded:
    """What came of an import: rows by their fate, by dataset; problems if nothing was kept."""

    counts: dict[str, Counter] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)
    notices: list[str] = field(default_factory=list)

    def total(self, fate: str) -> int:
        """How many rows met this fate, in all tables."""
        return sum(counts[fate] for counts in self.counts.values())


class _Undo(Exception):
    """Ends the transaction without keeping anything."""


def load(
    tables: Sequence[Table],
    *,
    by,
    dry_run: bool = False,
    reason: str = "import",
    place_nearby: bool = False,
    progress: Progress | None = None,
    watch: Watch | None = None,
) -> Loaded:
    """Import all rows of all tables, or nothing and say why.

    Rows name their records by `id` or `slug` (past ones too), never by a name. A column that is
    missing changes nothing, an empty cell empties the field. Columns that follow from others are
    compared when all is stored: where the file says something else, nothing is kept.

    `by` None is the operator: records with ids the archive does not know come back as they were,
    with status and row version; large tables are stored in bulk, as one Change. Anybody else's
    rows go through the verbs one by one. `dry_run` tries everything and keeps nothing.
    """
    run = Run(by, reason, frozenset(table.dataset for table in tables), place_nearby, watch)
    loaded = Loaded(problems=run.problems, notices=run.notices)
    loaders = _loaders(tables, run, loaded)
    if run.problems:
        return loaded
    try:
        with transaction.atomic(), ExitStack() as stack:
            if by is None:
                stack.enter_context(ledger.change("import", by=None, reason=reason))
            _carry_out(loaders, run, progress)
            if run.problems or dry_run:
                raise _Undo
    except _Undo:
        pass
    except ledger.Stale as error:
        run.problems.add(Problem("", 0, "", str(error)))
    except DatabaseError as error:  # as `ledger.change` tells it around a single verb
        if (stale := ledger.told_by_database(error)) is None:
            raise
        run.problems.add(Problem("", 0, "", str(stale)))
    if not run.problems:
        loaded.counts = dict(run.counts)
    return loaded


def _carry_out(loaders: list[Loader], run: Run, progress: Progress | None) -> None:
    order = list(LOADERS)
    for loader in sorted(loaders, key=lambda loader: order.index(loader.dataset.name)):
        done = 0
        for entries in _chunks(loader, run):
            loader.take(entries)
            done += len(entries)
            if progress is not None:
                progress(loader.dataset.name, done)
        loader.finish()
        loader.tell_later()
    for loader in loaders:
        loader.record()
        loader.tell_later()
    if run.problems and len(loaders) > 1:
        return  # much would only be wrong because of what was refused
    for loader in loaders:
        loader.check_all()
        loader.tell_later()
        compare_with_file(loader)


def _chunks(loader: Loader, run: Run) -> Iterator[list[Entry]]:
    entries = loader.entries(run.problems)
    while chunk := list(islice(entries, CHUNK)):
        yield chunk


def _loaders(tables: Sequence[Table], run: Run, loaded: Loaded) -> list[Loader]:
    loaders: dict[str, Loader] = {}
    for table in tables:
        name = table.dataset
        if name in NOT_LOADED:
            loaded.notices.append(f"{table.file or name}: not imported. {NOT_LOADED[name]}")
            continue
        complaints = []
        if name not in LOADERS:
            near = get_close_matches(name, LOADERS, n=1)
            hint = f" Did you mean {near[0]}?" if near else f" There are {', '.join(LOADERS)}."
            how = " Name the file after its dataset, or say --dataset." if len(tables) == 1 else ""
            complaints = [f"There is no dataset “{name}”.{hint}{how}"]
        elif name in loaders:
            complaints = [f"The rows of “{name}” come twice; {loaders[name].table.file} has some."]
        else:
            loader = loaders[name] = run.loaders[name] = LOADERS[name](DATASETS[name], table, run)
            complaints = _complaints(loader)
            if loader.for_operator and run.by is not None:
                raise PermissionDenied(f"{DATASETS[name].title} come in by command only.")
        for complaint in complaints:
            run.problems.add(Problem(table.file, 0, "", complaint))
    return list(loaders.values())


def _complaints(loader: Loader) -> list[str]:
    """What is wrong with the names of the columns."""
    headers, known = loader.table.headers, loader.known
    if not set(headers) & set(known):
        empty = "The first row is empty." if not headers else f"It begins with “{headers[0]}”."
        return [f"The first row must hold the names of the columns. {empty} {_listed(known)}"]
    found = [
        f"The column “{name}” is there {headers.count(name)} times."
        for name in dict.fromkeys(headers)
        if name and headers.count(name) > 1
    ]
    for name in dict.fromkeys(headers):
        if not name:
            found.append(f"Column {headers.index(name) + 1} has no name in the first row.")
        elif name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            found.append(f"There is no column “{name}”.{hint}")
    if loader.telling and not set(loader.telling) & set(headers):
        named = " or ".join(f"“{name}”" for name in loader.telling)
        found.append(f"There is no column {named} to tell the records by.")
    if found:
        found.append(_listed(known))
    return found


def _listed(known: Sequence[str]) -> str:
    return f"The columns are {', '.join(known)}."
