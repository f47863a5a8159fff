"""The rows of a table, the records they name, and where the two differ."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import ClassVar

from ...models.identity import Slugged
from ..dataset import Dataset
from ..rows import rows
from .entries import Entry, Fate, Keys, chunks_of
from .problems import Problem, Problems
from .run import Run
from .tables import Table, UnreadableTable
from .values import Value, values_of

BATCH = 5000


class TableRows:
    """The rows of one table: which records they are, and what they say otherwise than these."""

    extra: ClassVar[tuple[str, ...]] = ()
    """Columns that may stand in the file besides those of the dataset."""
    besides: ClassVar[frozenset[str]] = frozenset()
    """Columns of the dataset that are written in another way than to a field of the model."""
    deferred: ClassVar[frozenset[str]] = frozenset()
    """Columns written by `finish`."""
    for_operator: ClassVar[bool] = False
    """Whether only the operator, by command, may bring such records in."""

    def __init__(self, dataset: Dataset, table: Table, run: Run):
        self.dataset, self.table, self.run = dataset, table, run
        self.model = dataset.model
        self.columns = {column.name: column for column in dataset.columns_for(public=False)}
        self.values = {
            name: value for name, value in values_of(dataset).items() if name in table.headers
        }
        self.keys = Keys()
        self.fresh = Keys()

    # --- The table as a whole ------------------------------------------------------------

    @property
    def known(self) -> list[str]:
        """Names a column may have."""
        return [*self.columns, *self.extra]

    @property
    def telling(self) -> tuple[str, ...]:
        """Columns of which one must be there to tell the records by; none if all may be new."""
        return ("id", "slug") if issubclass(self.model, Slugged) else ()

    def problem(self, entry: Entry, column: str, reason: str) -> None:
        """Refuse a row."""
        entry.fate = Fate.REFUSED
        value = entry.cells.get(column, "")
        self.run.problems.add(Problem(self.table.file, entry.number, column, reason, value))

    def entries(self, problems: Problems | None = None) -> Iterator[Entry]:
        """The rows with as many cells as there are columns; the others become problems."""
        headers, width = self.table.headers, len(self.table.headers)
        try:
            for number, cells in self.table.rows():
                if len(cells) == width:
                    yield Entry(number, dict(zip(headers, cells, strict=True)))
                elif problems is not None:
                    reason = f"This row has {len(cells)} cells, the first row {width}."
                    problems.add(Problem(self.table.file, number, "", reason))
        except UnreadableTable as error:
            if problems is not None:
                problems.add(Problem("", 0, "", str(error)))

    # --- Which records ---

    def problem_of(self, key: int, column: str, reason: str) -> None:
        """Refuse the row of the record with this key."""
        at = self.keys.place(key)
        self.problem(next(islice(self.entries(), at, None)), column, reason)

    def touched(self) -> Iterator[list[int]]:
        """The keys of all rows, in lists."""
        return chunks_of((key for key in self.keys if key), BATCH)

    def find(self, entries: list[Entry]) -> None:
        """Give every row the key of the record it names, if there is one."""
        by_id = self.stored("public_id", {entry.cell("id") for entry in entries})
        slugged = issubclass(self.model, Slugged)
        by_slug = self._by_slug(entries, by_id) if slugged else {}
        first: dict[str, Entry] = {}
        for entry in entries:
            public_id, slug = entry.cell("id"), entry.cell("slug") if slugged else ""
            entry.key = by_id.get(public_id)
            if entry.key is None and not public_id:
                entry.key = by_slug.get(slug)
            if slugged and not public_id and not slug:
                what = self.model._meta.verbose_name
                reason = f"Give the id or the slug of the {what}, or a slug for a new one."
                self.problem(entry, "slug", reason)
            elif public_id and entry.key is None and slugged and (not slug or slug in by_slug):
                what = self.model._meta.verbose_name
                reason = f"There is no {what} with the id “{public_id}”."
                self.problem(entry, "id", f"{reason} For a new one, leave it empty.")
            self._refuse_twice(entry, first)
            entry.returns = bool(public_id) and entry.key is None and self.run.by is None

    def _by_slug(self, entries: list[Entry], by_id: dict) -> dict[str, int]:
        """Records by present slug, and by past ones where no record has it now."""
        wanted = {e.cell("slug") for e in entries if e.cell("id") not in by_id} - {""}
        past = self.model._meta.get_field("past_slugs").related_model.objects
        found = dict(past.filter(slug__in=wanted).values_list("slug", "record_id"))
        return found | self.stored("slug", wanted)

    def stored(self, name: str, wanted: Iterable[str]) -> dict[str, int]:
        """Primary keys of stored records by the values of a field."""
        return dict(
            self.model._base_manager.filter(**{f"{name}__in": set(wanted) - {""}}).values_list(
                name, "pk"
            )
        )

    def _refuse_twice(self, entry: Entry, first: dict[str, Entry]) -> None:
        name = str(entry.key or "") or entry.cell("id") or entry.cell("slug")
        before = first.setdefault(name, entry) if name else entry
        number = before.number if before is not entry else 0
        if entry.key and entry.key in self.keys:
            number = self.number_at(self.keys.place(entry.key))
        if number:
            reason = f"This record stands in the file twice, first in row {number}."
            self.problem(entry, "", reason)

    def number_at(self, place: int) -> int:
        """The number of the row at this place, counted from 0."""
        return next(islice(self.entries(), place, None)).number

    # --- What differs ---

    def compare(self, entries: list[Entry]) -> None:
        """Find out what the rows of stored records say otherwise, as far as it is written."""
        columns = [value.column for value in self.values.values() if value.is_settable]
        by_key = {entry.key: entry for entry in entries if not entry.is_refused}
        found = self.model._base_manager.filter(pk__in=by_key).order_by("pk")
        for key, cells in zip(sorted(by_key), rows(columns, found, public=False), strict=True):
            entry = by_key[key]
            for column, cell in zip(columns, cells, strict=True):
                entry.before[column.name] = "" if cell is None else str(cell)
                self._compare_cell(entry, self.values[column.name])

    def _compare_cell(self, entry: Entry, value: Value) -> None:
        cell = entry.cells[value.name]
        stored = entry.before[value.name]
        if cell == stored or (value.name == "slug" and not cell.strip()):
            return
        try:
            if value.canonical(cell) != stored:
                entry.changed.add(value.name)
        except ValueError as error:
            self.problem(entry, value.name, str(error))
