"""The rows of a table, the records they name, and where the two differ."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from django.core.exceptions import ValidationError

from ...editing import ledger
from ...models.identity import Slugged
from ...models.wellformed import validate_characters
from ..dataset import Dataset
from ..rows import rows
from .entries import Entry, Fate, Keys, chunks_of
from .problems import LISTED, Problem, Problems
from .run import Run
from .table import Table, UnreadableTable
from .values import Value, values_of

BATCH = 5000


def _is_unicode(text: str) -> bool:
    """Whether it can be written at all: no half of a character is in it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def rows_of(keys: Iterable[int], columns, found) -> list[tuple[int, tuple]]:
    """The cells of stored records with their keys, which are all there unless somebody else
    deletes one, or what it leads to, at this moment. Raises Stale.
    """
    keys, stored = sorted(keys), list(rows(columns, found, public=False))
    if len(stored) != len(keys):
        raise ledger.Stale(
            None,
            "Somebody else deleted something this depends on in the meantime; nothing was saved. "
            "Try again.",
        )
    return list(zip(keys, stored, strict=True))


class TableRows:
    """The rows of one table: which records they are, and what they say otherwise than these."""

    extra: ClassVar[tuple[str, ...]] = ()
    """Columns that may stand in the file besides those of the dataset."""
    besides: ClassVar[frozenset[str]] = frozenset()
    """Columns of the dataset that are written in another way than to a field of the model."""
    deferred: ClassVar[frozenset[str]] = frozenset()
    """Columns written by `finish`."""
    at_column: ClassVar[dict[str, str]] = {"public_id": "id"}
    """Columns by the fields they are written to, where `values` does not say it."""
    for_operator: ClassVar[bool] = False
    """Whether only the operator, by command, may bring such records in."""

    def __init__(self, dataset: Dataset, table: Table, run: Run):
        self.dataset, self.table, self.run = dataset, table, run
        self.model = dataset.model
        self.columns = {column.name: column for column in dataset.columns_for(public=False)}
        self.values = {
            name: value for name, value in values_of(dataset).items() if name in table.headers
        }
        self._relations = {field.name for field in self.model._meta.fields if field.is_relation}
        self.keys = Keys()
        self.fresh = Keys()
        self._later: list[tuple[int, str, str]] = []

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
        entry.wrong.add(column)
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
                    cell = "cell" if len(cells) == 1 else "cells"
                    reason = f"This row has {len(cells)} {cell}, the first row {width}."
                    problems.add(Problem(self.table.file, number, "", reason))
        except UnreadableTable as error:
            if problems is not None:
                problems.add(Problem("", 0, "", str(error)))

    def refuse_unstorable(self, entry: Entry) -> None:
        """Refuse cells with characters that no database keeps, before any is asked about them."""
        cells = entry.cells
        text = "".join(cells.values())
        if "\0" not in text and _is_unicode(text):
            return
        for name, cell in cells.items():
            try:
                validate_characters(cell)
            except ValidationError as error:
                self.problem(entry, name, error.message)
                cells[name] = ""

    # --- Which records ---

    def problem_of(self, key: int, column: str, reason: str) -> None:
        """Refuse the row of the record with this key, once `tell_later` comes to it."""
        if len(self._later) < LISTED:
            self._later.append((self.keys.place(key), column, reason))
        else:
            self.run.problems.count += 1

    def tell_later(self) -> None:
        """Tell what was found by `problem_of`, with the rows as the file has them."""
        entries = enumerate(self.entries()) if self._later else iter(())
        at, entry = -1, None
        for place, column, reason in sorted(self._later):
            while at < place:
                at, entry = next(entries)
            self.problem(entry, column, reason)
        self._later.clear()

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
            number = self.keys.number(entry.key)
        if number:
            reason = f"This record stands in the file twice, first in row {number}."
            self.problem(entry, "", reason)

    def recognise(self, entries: list[Entry]) -> None:
        """Give rows without an id the key of the stored record that says the same, if there is
        one: so a file without ids may be imported twice.
        """
        name = f"{self.model._meta.model_name}_once"
        unique = next((one for one in self.model._meta.constraints if one.name == name), None)
        if unique is None or not entries:
            return
        relations = self._relations & {value.field.name for value in self.values.values()}
        fields = [*unique.fields, *sorted(relations - {*unique.fields})]
        home = next(name for name in fields if name in self._relations)
        homes = {getattr(entry.record, f"{home}_id") for entry in entries}
        names = [self.model._meta.get_field(name).attname for name in fields]
        given = {tuple(getattr(e.record, name) for name in names): e for e in entries}
        stored = self.model._base_manager.filter(**{f"{home}__in": homes})
        for *values, key in stored.values_list(*names, "pk").iterator():
            if (entry := given.get(tuple(values))) is not None:
                self.is_stored(entry, key)

    def is_stored(self, entry: Entry, key: int) -> None:
        """Note that a row is of a stored record, once."""
        entry.key, entry.record = key, None
        if key in self.keys:
            number = self.keys.number(key)
            self.problem(entry, "", f"This record stands in the file twice, first in row {number}.")

    # --- What differs ---

    def compare(self, entries: list[Entry]) -> None:
        """Find out what the rows of stored records say otherwise, as far as it is written."""
        columns = [value.column for value in self.values.values() if value.is_settable]
        if not columns:
            return
        by_key = {entry.key: entry for entry in entries if not entry.is_refused}
        found = self.model._base_manager.filter(pk__in=by_key).order_by("pk")
        stored = rows_of(by_key, columns, found)
        for key, cells in stored:
            entry = by_key[key]
            for column, cell in zip(columns, cells, strict=True):
                entry.before[column.name] = "" if cell is None else str(cell)
                self._compare_cell(entry, self.values[column.name])

    def _compare_cell(self, entry: Entry, value: Value) -> None:
        cell = entry.cells[value.name]
        stored = entry.before[value.name]
        if cell == stored:
            return
        if value.name == "slug" and not (cell.strip() and entry.cell("id")):
            return  # it says which record is meant, perhaps by a past address
        try:
            if value.canonical(cell) != stored:
                entry.changed.add(value.name)
        except ValueError as error:
            self.problem(entry, value.name, str(error))
