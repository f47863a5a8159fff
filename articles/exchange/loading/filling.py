"""New rows become records with the values they say, each checked by itself."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model

from ...editing.locks import hold_all
from ...models import Derivation, Entity, Quotation, Relation, Source, SourceAgent
from ...models.basis import Based
from .entries import Entry, Fate
from .finding import TableRows
from .problems import messages
from .references import References
from .values import Value

# `clean` without questions to the database; the others are checked by constraints, or at the end.
_CHECKS: dict[type, Callable[[Model], None]] = {
    Quotation: Quotation.clean,
    SourceAgent: SourceAgent.clean,
    Derivation: Based.clean,
    Relation: Based.clean,
}


class FilledRows(TableRows):
    """Gives records the values of their rows; whatever cannot be refuses the row."""

    def fill(self, entries: list[Entry]) -> None:
        """Make the records of new rows and give them their values."""
        references = References(entries, self.values.values(), self.run)
        self._hold(references)
        for entry in entries:
            entry.record = self.model()
            if hasattr(entry.record, "public_id"):
                entry.record.public_id = entry.cell("id")
            values = [
                value
                for value in self.values.values()
                if value.name not in self.deferred and (entry.returns or value.is_settable)
            ]
            self.set(entry, entry.record, values, references)
            if entry.is_refused:
                self.check_rest(entry)

    def _hold(self, references: References) -> None:
        for target in (Entity, Source):
            hold_all(target, references.keys_of(target))
            if connection.vendor == "postgresql":  # SQLite lets nobody write meanwhile
                references.look_again(target)

    def set(self, entry: Entry, record, values, references: References | None = None) -> None:
        """Give a record the values of a row; every cell that cannot be read refuses the row."""
        references = references or References([entry], values, self.run)
        for value in values:
            try:
                given = value.read(entry.cells[value.name])
                if value.target is None:
                    if given is None and not value.field.null:
                        continue
                    setattr(record, value.field.attname, given)
                    continue
                key = references.key(value, given)
                if reason := references.merged(value, given):
                    self.refer_to_merged(entry, value, reason)
                setattr(record, value.field.attname, key)
            except ValueError as error:
                if entry.cell(value.name) in self.run.failed and value.target is not None:
                    entry.fate = Fate.REFUSED  # told where that record stands
                else:
                    self.problem(entry, value.name, str(error))

    def refer_to_merged(self, entry: Entry, value: Value, reason: str) -> None:
        """What leads to a merged record goes to the one it was merged into."""
        self.problem(entry, value.name, reason)

    def check(self, entry: Entry) -> None:
        """Raise ValidationError for values that cannot be; asks the database nothing."""
        record = entry.record
        exclude = self._relations | ({"slug"} if not getattr(record, "slug", "x") else set())
        record.clean_fields(exclude=exclude)
        _CHECKS.get(self.model, self.model.check_shape)(record)
        if entry.returns:
            record.keeps_modified_at = "modified_at" in self.values

    def check_rest(self, entry: Entry) -> None:
        """Tell what else is wrong with the values of a row that is refused already."""
        wrong = {v.field.name for name, v in self.values.items() if name in entry.wrong}
        try:
            entry.record.clean_fields(exclude=self._relations | wrong | {"slug"})
        except ValidationError as error:
            self.refuse(entry, error)

    def check_changes(self, entry: Entry) -> None:
        """As `check_rest`, for a record there is."""
        entry.record = self.model._base_manager.get(pk=entry.key)
        names = entry.changed & self.values.keys() - entry.wrong
        self.set(entry, entry.record, [self.values[name] for name in sorted(names)])
        self.check_rest(entry)

    def refuse(self, entry: Entry, error: ValidationError) -> None:
        """Tell every complaint at its column."""
        columns = {value.field.name: name for name, value in self.values.items()}
        for name, text in messages(error):
            column = columns.get(name, self.at_column.get(name, name))
            self.problem(entry, column if column in self.known else "", text)
