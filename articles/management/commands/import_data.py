"""Read records from a file into the archive."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.exchange.formats import FORMATS, UnreadableFile
from articles.exchange.resources import IMPORTABLE, ImportResource, problems
from articles.management.help import ExamplesFormatter

EXAMPLES = """
what the file holds:
  A first row with the names of the columns, then one row per record. `slug` or `id` says which
  record is meant: an `id` is that of an existing record; a `slug` nobody has yet makes a new one.
  A column you leave out changes nothing, an empty cell empties the field. New articles also need
  a column `body` with the text, and become drafts. Columns are explained in docs/data.md.

example of entities.csv:
  slug,name,kind,aliases,wikidata
  soviet-union,Soviet Union,place,USSR|Union of Soviet Socialist Republics,Q15180

  manage.py import_data --dataset entities entities.csv --dry-run
"""
EVERY = 100


class Command(BaseCommand):
    """See `help`."""

    help = (
        "Reads articles, sources or entities from a CSV, XLSX or JSON file. All rows are taken\n"
        "or none: if anything is wrong, every problem is listed with row and column (the first\n"
        "row is 1), nothing is written, and the exit code is 1."
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
        """What kind of record, which file."""
        parser.add_argument(
            "--dataset", required=True, choices=IMPORTABLE, help="what the rows are"
        )
        parser.add_argument("file", type=Path, metavar="FILE", help="a .csv, .xlsx or .json file")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="only tell what would happen: everything is tried and nothing kept",
        )

    def handle(self, *args, dataset: str, file: Path, dry_run: bool, **options):
        """Import the file, or say why not."""
        table = self._read(file)
        total = len(table)
        resource = _without_preview(IMPORTABLE[dataset])(
            progress=lambda row: self._show(row, total)
        )
        result = resource.import_data(table, dry_run=dry_run, user=None, file_name=file.name)
        if self.stderr.isatty():
            self.stderr.write("\r\033[K", ending="")
        found = problems(result)
        for problem in found:
            self.stderr.write(problem)
        if found:
            count = "1 problem" if len(found) == 1 else f"{len(found)} problems"
            raise CommandError(f"Nothing was imported from {file.name}: {count}.")
        done = "Nothing was kept; it would have been" if dry_run else "Imported"
        self.stdout.write(
            f"{done}: {result.totals['new']} new, {result.totals['update']} changed,"
            f" {result.totals['skip']} unchanged."
        )

    def _read(self, file: Path):
        formats = {f".{found().get_extension()}": found for found in FORMATS}
        chosen = formats.get(file.suffix.lower())
        if chosen is None:
            raise CommandError(f"{file.name} is none of {', '.join(formats)}.")
        try:
            return chosen().create_dataset(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except UnreadableFile as error:
            raise CommandError(f"{file.name}: {error}") from error

    def _show(self, row: int, total: int) -> None:
        """Write over the line before, for somebody who watches."""
        if self.stderr.isatty() and (row % EVERY == 0 or row == total):
            self.stderr.write(f"\r\033[K{row} of {total} rows", ending="")
            self.stderr.flush()


def _without_preview(resource: type[ImportResource]) -> type[ImportResource]:
    """The same import, without the comparison of values that only a page shows."""
    meta = type("Meta", (), {"skip_diff": True})
    return type(resource.__name__, (resource,), {"Meta": meta})
