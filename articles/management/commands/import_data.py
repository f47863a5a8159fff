"""Read records from files into the archive."""

import hashlib
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.editing.bulk import know_sizes
from articles.editing.transfers import note_import
from articles.exchange.loading import Loaded, Table, UnreadableTable, load, tables_in
from articles.exchange.loading.kinds import LOADERS
from articles.management.help import ExamplesFormatter

EXAMPLES = """
what a file holds:
  A first row with the names of the columns, then one row per record. `slug` or `id` says which
  record is meant; a `slug` nobody has yet makes a new one, and so does an `id` the archive does
  not know: such a record comes back as it was. A column you leave out changes nothing, an empty
  cell empties the field. New articles also need a column `body` with the text, and become drafts.
  Spans count in characters of the text, and `exact` must stand there. The columns are explained
  in docs/data.md.

example of entities.csv:
  slug,name,kind,aliases,wikidata
  soviet-union,Soviet Union,place,USSR|Union of Soviet Socialist Republics,Q15180

  manage.py import_data entities.csv --dry-run        what would happen
  manage.py import_data people.csv --dataset entities
  manage.py import_data backup                        a folder made by export_data --editorial
  manage.py import_data backup.zip                    the same as one file
"""

MANY = 10_000
"""After so many new rows the database looks how large its tables have become."""


class Command(BaseCommand):
    """See `help`."""

    help = (
        "Reads records from a CSV, JSON Lines, XLSX or JSON file, or a whole archive from a\n"
        "folder or zip of such files. All rows are taken or none: if anything is wrong, every\n"
        "problem is listed with file, row and column (the first row is 1), nothing is written,\n"
        "and the exit code is 1."
    )

    def create_parser(self, prog_name, subcommand, **kwargs):
        """Keep the lines of the examples as they are."""
        return super().create_parser(
            prog_name,
            subcommand,
            epilog=EXAMPLES,
            formatter_class=ExamplesFormatter,
            **kwargs,
        )

    def add_arguments(self, parser):
        """Which file, what kind of record."""
        parser.add_argument(
            "path", type=Path, metavar="FILE", help="a file, or a folder or .zip of files"
        )
        parser.add_argument(
            "--dataset",
            choices=LOADERS,
            metavar="NAME",
            help="what the rows of a single file are; without it, the name of the file says so."
            f" One of {', '.join(LOADERS)}.",
        )
        parser.add_argument(
            "--encoding",
            default="",
            metavar="NAME",
            help="how CSV files are encoded, e.g. windows-1251, where it cannot be told from them",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="only tell what would happen: everything is tried and nothing kept",
        )
        parser.add_argument(
            "--place-nearby",
            action="store_true",
            help="place spans whose words stand elsewhere, but only once, where they stand",
        )

    def handle(self, *args, path: Path, dataset, dry_run: bool, place_nearby: bool, **options):
        """Import everything, or say why not."""
        tables = self._tables(path, dataset, options["encoding"])
        progress = _Progress(self.stderr, tables) if self.stderr.isatty() else None
        begun = time.perf_counter()
        loaded = load(
            tables,
            by=None,
            dry_run=dry_run,
            reason=f"import of {path.name}",
            place_nearby=place_nearby,
            progress=progress,
        )
        if progress:
            progress.clear()
        seconds = time.perf_counter() - begun
        if not dry_run:
            self._note(path, tables, loaded)
        self._tell_problems(path, loaded)
        if loaded.total("new") > MANY and not dry_run:
            know_sizes()
        done = "Nothing was kept; it would have been" if dry_run else "Imported"
        counts = {fate: loaded.total(fate) for fate in ("new", "changed", "unchanged")}
        rows = sum(counts.values())
        if len(loaded.counts) > 1:
            for name, found in loaded.counts.items():
                self.stdout.write(f"{name}: {_counted(found)}")
        self.stdout.write(
            f"{done}: {_counted(counts)} ({rows / max(seconds, 0.001):,.0f} rows a second)."
        )

    def _tables(self, path: Path, dataset: str | None, encoding: str) -> list[Table]:
        if dataset and (path.is_dir() or path.suffix.lower() == ".zip"):
            raise CommandError("--dataset is for a single file; those of a folder tell by name.")
        try:
            tables = tables_in(path, dataset or "", encoding)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except UnreadableTable as error:
            raise CommandError(str(error)) from error
        if not tables:
            raise CommandError(f"There is no table in {path}.")
        for table in tables:
            if table.encoding:
                self.stdout.write(f"{table.file} was read as {table.encoding}.")
        return tables

    def _tell_problems(self, path: Path, loaded: Loaded) -> None:
        for notice in loaded.notices:
            self.stdout.write(notice)
        for problem in loaded.problems:
            self.stderr.write(str(problem))
        if more := loaded.problems.unlisted:
            self.stderr.write(f"… and {more:,} more.")
        if loaded.problems:
            found = loaded.problems.count
            count = "1 problem" if found == 1 else f"{found:,} problems"
            raise CommandError(f"Nothing was imported from {path.name}: {count}.")

    def _note(self, path: Path, tables: list[Table], loaded: Loaded) -> None:
        fates = ("new", "changed", "unchanged")
        counts = {fate: loaded.total(fate) for fate in fates}
        note_import(
            by=None,
            datasets=[table.dataset for table in tables],
            file_name=path.name,
            sha256=_fingerprint(path) if path.is_file() else "",
            rows=sum(counts.values()),
            result="\n".join(map(str, (*loaded.notices, *loaded.problems))),
            is_refused=bool(loaded.problems),
            **counts,
        )


class _Progress:
    """A line that is written over, for somebody who watches."""

    def __init__(self, stream, tables: list[Table]):
        self._stream = stream
        self._totals = {table.dataset: sum(1 for _ in table.rows()) for table in tables}
        self._begun: dict[str, float] = {}

    def __call__(self, dataset: str, done: int) -> None:
        begun = self._begun.setdefault(dataset, time.perf_counter())
        seconds = time.perf_counter() - begun
        total = self._totals[dataset]
        filled = round(20 * done / total) if total else 20
        speed = f", {done / seconds:,.0f} rows a second" if seconds > 1 else ""
        bar = "█" * filled + "░" * (20 - filled)
        self._write(f"{dataset} {bar} {done:,} of {total:,}{speed}")

    def clear(self) -> None:
        """Leave an empty line."""
        self._write("")

    def _write(self, text: str) -> None:
        self._stream.write(f"\r\033[K{text}", style_func=str, ending="")  # not in red
        self._stream.flush()


def _counted(counts) -> str:
    return ", ".join(f"{counts[fate]:,} {fate}" for fate in ("new", "changed", "unchanged"))


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
