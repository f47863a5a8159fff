"""Write datasets to CSV files."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from articles.exchange.dataset import Dataset
from articles.exchange.datasets import DATASETS, PUBLIC
from articles.exchange.rows import CHUNK
from articles.exchange.writing.csv_stream import stream_csv
from articles.filters import FILTERS
from articles.management.help import ExamplesFormatter

EXAMPLES = """
examples:
  manage.py export_data                                  every public dataset, into this folder
  manage.py export_data --dataset entities --filter kind=place --filter sort=name
  manage.py export_data --editorial --out backup         everything, drafts and status included

The columns are explained on the site's page /data/ and in docs/data.md.
"""


class Command(BaseCommand):
    """See `help`."""

    help = (
        "Writes datasets to CSV files, one file each: the same rows and columns that readers\n"
        "get at /articles.csv and so on. Drafts are left out, unless --editorial is given."
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
        """Which datasets, which rows, where to."""
        parser.add_argument(
            "--dataset",
            nargs="+",
            metavar="NAME",
            choices=DATASETS,
            help=f"which datasets; without it, all. Public: {', '.join(PUBLIC)}. With"
            f" --editorial also: {', '.join(name for name in DATASETS if name not in PUBLIC)}.",
        )
        parser.add_argument(
            "--out", default=".", type=Path, metavar="DIR", help="folder for the files (made)"
        )
        parser.add_argument(
            "--filter",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="only rows for which this holds, as in the query string of the list on the site,"
            " e.g. kind=place. May be given several times; needs exactly one --dataset.",
        )
        parser.add_argument(
            "--editorial",
            action="store_true",
            help="everything in the archive, drafts too, with the editors' columns: not for"
            " publication",
        )

    def handle(self, *args, dataset, out: Path, filter: list[str], editorial: bool, **options):
        """Write the files, telling each when it is done."""
        public = not editorial
        datasets = [DATASETS[name] for name in dataset or (PUBLIC if public else DATASETS)]
        for chosen in datasets:
            if public and not chosen.is_public:
                raise CommandError(f"The dataset {chosen.name} is for editors: add --editorial.")
        if filter and len(datasets) != 1:
            raise CommandError("A filter needs exactly one --dataset.")
        out.mkdir(parents=True, exist_ok=True)
        for chosen in datasets:
            self._write(chosen, self._rows(chosen, filter, public), out, public)

    def _rows(self, dataset: Dataset, conditions: list[str], public: bool):
        queryset = dataset.queryset(public=public)
        if dataset.name not in FILTERS:
            if conditions:
                raise CommandError(f"The dataset {dataset.name} has no filters.")
            return queryset.order_by("pk")
        query = QueryDict(mutable=True)
        for condition in conditions:
            name, equals, value = condition.partition("=")
            known = FILTERS[dataset.name].base_filters
            if not equals or name not in known:
                raise CommandError(
                    f"“{condition}” is no filter of {dataset.name}. Write NAME=VALUE with one of"
                    f" {', '.join(known)}."
                )
            query[name] = value
        found = FILTERS[dataset.name](query, queryset=queryset, public=public)
        if not found.is_valid():
            wrong = (f"{name}: {' '.join(texts)}" for name, texts in found.form.errors.items())
            raise CommandError("\n".join(wrong))
        return found.qs

    def _write(self, dataset: Dataset, rows, out: Path, public: bool) -> None:
        total = rows.count()
        path, unfinished = out / f"{dataset.name}.csv", out / f"{dataset.name}.csv.part"
        with unfinished.open("wb") as file:
            for number, piece in enumerate(stream_csv(dataset, rows, public=public)):
                file.write(piece)
                self._show(f"{dataset.name}: {min(number * CHUNK, total)} of {total} rows")
            size = file.tell()
        unfinished.replace(path)
        self._show("")
        self.stdout.write(f"{path}: {total} {'row' if total == 1 else 'rows'}, {size:,} bytes")

    def _show(self, progress: str) -> None:
        """Write over the line before, for somebody who watches."""
        if self.stderr.isatty():
            self.stderr.write(f"\r\033[K{progress}", ending="")
            self.stderr.flush()
