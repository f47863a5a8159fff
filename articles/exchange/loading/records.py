"""Rows of one table become records: made, checked, stored, changed."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from ...editing import corrections, ledger, records
from ...editing.bulk import arrived, insert_all
from ...editing.slugs import give_slugs
from ...models import Correction
from ...models.identity import Slugged
from ...models.record import Record
from ..dataset import Dataset
from .entries import Entry, Fate, Keys, chunks_of
from .filling import FilledRows
from .finding import BATCH
from .run import Run
from .table import Table
from .values import whole_number


class Loader(FilledRows):
    """Loads one table. Subclasses say what a kind of record needs besides.

    `take` stores a chunk of rows, `finish` what later tables need once all of them are stored;
    `record` and `check_all` come when every table is.
    """

    def __init__(self, dataset: Dataset, table: Table, run: Run):
        super().__init__(dataset, table, run)
        self._bulk = Keys()
        self._told_deleted: list[int] = []

    # --- A chunk of rows -----------------------------------------------------------------

    def take(self, entries: list[Entry]) -> None:
        """Find, compare and store the records of these rows; refuse what cannot be."""
        for entry in entries:
            self.refuse_unstorable(entry)
        self.find([entry for entry in entries if not entry.is_refused])
        known = [entry for entry in entries if entry.key and not entry.is_refused]
        fresh = [entry for entry in entries if not entry.key and not entry.is_refused]
        self.compare(known)
        self.fill(fresh)
        self.prepare([entry for entry in fresh if not entry.is_refused])
        new = [entry for entry in fresh if not entry.is_refused]
        self.recognise([entry for entry in new if not entry.cell("id")])
        same = [entry for entry in new if entry.key]
        self.compare(same)
        self.store([entry for entry in new if not entry.key])
        for entry in (*known, *same):
            if entry.is_refused:
                self.check_changes(entry)
            elif entry.changed:
                self.by_verb(entry, "change", lambda entry=entry: self.change(entry))
        for entry in entries:
            self.note(entry)

    def note(self, entry: Entry) -> None:
        """Count a row, and remember which record it is."""
        self.keys.add(0 if entry.is_refused else entry.key, entry.number)
        if entry.is_refused:
            self.run.failed.add(entry.cell("id"))
        elif entry.fate == Fate.NEW:
            self.fresh.add(entry.key)
        self.run.count(self.dataset.name, entry)

    # --- Records there are ---------------------------------------------------------------

    def change(self, entry: Entry) -> None:
        """Store the changed values of a record by its verb."""
        record = self.model._base_manager.get(pk=entry.key)
        entry.record, stored = record, dict(record.__dict__)
        changed = sorted(entry.changed & self.values.keys())
        self.set(entry, record, [self.values[name] for name in changed])
        if entry.is_refused:
            self.check_rest(entry)
            return
        if not entry.changed - self.values.keys() and self._is_same(record, stored):
            entry.changed.clear()
            return
        based_on = self._based_on(entry, record)
        self.change_record(entry, record, based_on)
        entry.fate = Fate.CHANGED

    def _is_same(self, record, stored: dict) -> bool:
        """Whether what was set means what was stored already: `EN-gb` is `en-GB`."""
        with suppress(ValidationError, ValueError):
            record.clean_fields(exclude=self._relations)
        names = [field.attname for field in record._meta.concrete_fields]
        return all(getattr(record, name) == stored.get(name) for name in names)

    def change_record(self, entry: Entry, record: Model, based_on: int) -> None:
        """The verb itself."""
        if not isinstance(record, Record):
            raise ValidationError("Such a record is never changed.")
        records.change(record, by=self.run.by, based_on=based_on)

    def _based_on(self, entry: Entry, record: Model) -> int:
        """The row version the file was made from, or else the one just read."""
        given = entry.cell("row_version")
        if given and whole_number(given) is None:
            raise ValidationError({"row_version": f"“{given}” is not a number."})
        return whole_number(given) or getattr(record, "row_version", 1)

    # --- New records ---------------------------------------------------------------------

    def prepare(self, entries: list[Entry]) -> None:
        """Complete and check new records, each by itself."""
        for entry in entries:
            try:
                self.check(entry)
            except ValidationError as error:
                self.refuse(entry, error)
        if issubclass(self.model, Slugged):
            give_slugs([e.record for e in entries if not e.is_refused and not self.wants_verb(e)])

    def store(self, entries: list[Entry]) -> None:
        """Store new records: by their verb, or all at once."""
        together = []
        for entry in entries:
            if self.wants_verb(entry):
                self.by_verb(entry, "add", lambda entry=entry: self.add(entry))
            else:
                together.append(entry)
        if together:
            self.store_together(together)

    def wants_verb(self, entry: Entry) -> bool:
        """Whether a new record is added by its verb, which asks and tells more."""
        return self.run.by is not None

    def store_together(self, entries: list[Entry]) -> None:
        """Store new records in few statements; `finish` writes their history."""
        try:
            insert_all([entry.record for entry in entries])
        except IntegrityError:
            self._store_each(entries)
        for entry in entries:
            if not entry.is_refused:
                entry.key, entry.fate = entry.record.pk, Fate.NEW
                self._bulk.add(entry.key)
        back = {e.cell("id"): e.key for e in entries if e.returns and not e.is_refused}
        told = Correction.objects.filter(record__in=back).values_list("record", flat=True)
        self._told_deleted += [back[public_id] for public_id in set(told)]

    def _store_each(self, entries: list[Entry]) -> None:
        """One of them was refused: find out which and why."""
        for entry in entries:
            entry.record.pk = None
            entry.record._state.adding = True
            try:
                entry.record.full_clean(exclude=self._not_given(entry.record))
                with transaction.atomic():
                    entry.record.save(force_insert=True)
            except ValidationError as error:
                self.refuse(entry, error)
            except IntegrityError as error:
                self.problem(entry, "", f"The database refuses this row: {error}.")

    def _not_given(self, record: Model) -> frozenset[str]:
        """Relations that a form would ask for, and that a file cannot give."""
        return frozenset(
            field.name
            for field in record._meta.concrete_fields
            if field.null and not field.blank and getattr(record, field.attname) is None
        )

    def add(self, entry: Entry) -> None:
        """The verb that adds one record."""
        records.add(entry.record, by=self.run.by)
        entry.key, entry.fate = entry.record.pk, Fate.NEW

    def by_verb(self, entry: Entry, verb: str, act: Callable[[], None]) -> None:
        """Carry a verb out for one row, as a Change of its own; refuse the row if it is refused."""
        try:
            with ledger.change(
                f"{verb}_{self.model._meta.model_name}", by=self.run.by, reason=self.run.reason
            ):
                act()
        except ValidationError as error:
            self.refuse(entry, error)
        except PermissionDenied as error:
            self.problem(entry, "", str(error))
        except ledger.Stale as error:
            self._refuse_stale(entry, error)

    def _refuse_stale(self, entry: Entry, error: ledger.Stale) -> None:
        made_from, now = entry.cell("row_version"), getattr(error.record, "row_version", None)
        if not made_from or now is None:
            self.problem(entry, "", str(error))
            return
        versions = f"The file was made from version {made_from} of it, it is at version {now} now."
        self.problem(entry, "row_version", f"{error} {versions}")

    # --- When all rows are taken ---------------------------------------------------------

    def finish(self) -> None:
        """What tables after this one need, once its rows are stored."""

    def record(self) -> None:
        """Write the history of what is new, once all tables are stored, and enter the return of
        what readers were told to be deleted.
        """
        if hasattr(self.model, "history"):
            for batch in self.batches():
                arrived(self.model._base_manager.filter(pk__in=batch))
        for key in self._told_deleted:
            corrections.log_return(self.model._base_manager.get(pk=key))

    def batches(self) -> Iterator[list[int]]:
        """The keys of what was stored together, in lists."""
        return chunks_of(self._bulk, BATCH)

    def may_differ(self, entry: Entry, column: str) -> bool:
        """Whether a cell need not read as what is stored now."""
        return column == "slug" and not entry.cell("slug")

    def check_all(self) -> None:
        """Find what no single row shows, once everything is stored."""
