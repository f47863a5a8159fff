"""Write datasets to CSV files, in a folder or a zip."""

import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from articles.editing.snapshot import snapshot
from articles.editing.transfers import note_export
from articles.exchange.dataset import Dataset
from articles.exchange.datasets import DATASETS, PUBLIC
from articles.exchange.writing.bundle import Member, csv_file, members, zipped
from articles.filters import FILTERS
from articles.management.help import ExamplesFormatter

EXAMPLES = """
examples:
  manage.py export_data                                  every public dataset, into this folder
  manage.py export_data --dataset entities --filter kind=place --filter sort=name
  manage.py export_data --editorial --out backup         everything, drafts and status included
  manage.py export_data --editorial --out archive.zip    the same as one file

A whole archive comes with datapackage.json, csv-metadata.json and README.txt, which describe it.
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
            "--out",
            default=".",
            type=Path,
            metavar="DIR",
            help="folder for the files (made), or the name of a .zip to write them into",
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
        """Write the files, all from one state of the archive, telling each when it is done."""
        public = not editorial
        every = [*PUBLIC.values()] if public else [d for d in DATASETS.values() if not d.is_derived]
        datasets = [DATASETS[name] for name in dataset] if dataset else every
        for chosen in datasets:
            if public and not chosen.is_public:
                raise CommandError(f"The dataset {chosen.name} is for editors: add --editorial.")
        if filter and len(datasets) != 1:
            raise CommandError("A filter needs exactly one --dataset.")
        for chosen in datasets:
            self._rows(chosen, filter, public)  # what is wrong is told before anything is written
        progress = _Progress(self.stderr if self.stderr.isatty() else None)
        date = timezone.now().replace(microsecond=0)
        with snapshot():
            files = members(
                datasets,
                public=public,
                date=date,
                rows=lambda chosen: progress.begin(chosen, self._rows(chosen, filter, public)),
                progress=progress.add,
            )
            if dataset:  # what describes them speaks of the whole
                files = islice(files, len(datasets))
            write = _write_zip if out.suffix == ".zip" else _write_folder
            sizes = write(files, out)
        progress.end()
        if editorial:
            note_export(
                by=None,
                datasets=[chosen.name for chosen in datasets],
                filter="&".join(filter),
                file_name=str(out),
                rows=sum(progress.rows.values()),
            )
        for chosen in datasets:
            name, number = csv_file(chosen), progress.rows[chosen.name]
            size = f"{number} {'row' if number == 1 else 'rows'}, {sizes[name]:,} bytes"
            self.stdout.write(f"{out / name}: {size}")

    def _rows(self, dataset: Dataset, conditions: list[str], public: bool) -> QuerySet:
        queryset = dataset.queryset(public=public)
        if not public and not conditions:
            return queryset.order_by("pk")  # the order they came in, which an import keeps
        if dataset.name not in FILTERS:
            raise CommandError(f"The dataset {dataset.name} has no filters.")
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


class _Progress:
    """What is being written, how far it is and how fast, in one line for somebody who watches."""

    def __init__(self, screen):
        self.screen = screen
        self.rows: dict[str, int] = {}
        self.total, self.began = 0, 0.0

    def begin(self, dataset: Dataset, rows: QuerySet) -> QuerySet:
        """Note that a dataset is begun; give back its rows."""
        self.rows[dataset.name] = 0
        self.began = time.monotonic()
        if self.screen:
            self.total = rows.count()
        return rows

    def add(self, dataset: Dataset, number: int) -> None:
        """Note that `number` more rows are written."""
        self.rows[dataset.name] += number
        done, seconds = self.rows[dataset.name], time.monotonic() - self.began
        speed = f", {done / seconds:,.0f} rows/s" if seconds > 1 else ""
        self._show(f"{dataset.name}: {done:,} of {self.total:,} rows{speed}")

    def end(self) -> None:
        """Leave no line behind."""
        self._show("")

    def _show(self, line: str) -> None:
        if self.screen:
            self.screen.write(f"\r\033[K{line}", ending="")
            self.screen.flush()


def _write_folder(files: Iterable[Member], folder: Path) -> dict[str, int]:
    """Write each file under its name once it is whole; the sizes by name."""
    folder.mkdir(parents=True, exist_ok=True)
    sizes = {}
    for name, pieces in files:
        unfinished = folder / f"{name}.part"
        with unfinished.open("wb") as file:
            file.writelines(pieces)
            sizes[name] = file.tell()
        unfinished.replace(folder / name)
    return sizes


def _write_zip(files: Iterable[Member], path: Path) -> dict[str, int]:
    """Write one zip under its name once it is whole; the sizes of what is in it by name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.part")
    with unfinished.open("wb") as file:
        file.writelines(zipped(files))
    unfinished.replace(path)
    with ZipFile(path) as archive:
        return {found.filename: found.file_size for found in archive.infolist()}
