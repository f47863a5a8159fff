"""Entities with their names and identifiers, and sources: what may have been merged."""

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import prefetch_related_objects

from ...editing import records
from ...models import Entity, Scheme
from ..cells import split_list
from .entity_parts import (
    ALIASES,
    LANGUAGES,
    Plan,
    alias_languages_cell,
    aliases_cell,
    identifiers_cell,
    plan_parts,
)
from .entries import Entry, Fate
from .records import Loader

_CELLS = {
    ALIASES: aliases_cell,
    LANGUAGES: alias_languages_cell,
    **{scheme: identifiers_cell(scheme) for scheme in Scheme.values},
}
_PARTS = tuple(_CELLS)


class MergeableLoader(Loader):
    """Records that may come back merged into another: that is set when all are there."""

    deferred = frozenset({"merged_into_id"})

    def __init__(self, *args):
        super().__init__(*args)
        self._merged: dict[int, tuple[int, str]] = {}

    def note(self, entry: Entry) -> None:
        super().note(entry)
        into = entry.cell("merged_into_id")
        if into and entry.returns and entry.fate == Fate.NEW:
            self._merged[entry.key] = entry.number, into

    def finish(self) -> None:
        if self._merged and "merges" not in self.run.datasets:
            for key in self._merged:
                reason = "Merged records come back only together with the table of merges."
                self.problem_of(key, "merged_into_id", reason)

    def record(self) -> None:
        wanted = {into for _, into in self._merged.values()}
        keys = dict(self.model.objects.filter(public_id__in=wanted).values_list("public_id", "pk"))
        changes = []
        for key, (_, into) in self._merged.items():
            if into in keys:
                changes.append((keys[into], key))
            elif into not in self.run.failed:
                what = self.model._meta.verbose_name
                self.problem_of(key, "merged_into_id", f"There is no {what} with the id “{into}”.")
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {table} SET merged_into_id = %s WHERE id = %s",  # noqa: S608
                changes,
            )
        super().record()


class SourceLoader(MergeableLoader):
    """Sources. Their agents and derivations are tables of their own."""


class EntityLoader(MergeableLoader):
    """Entities. Lists of aliases and identifiers in a row are the whole lists, unless these come
    as tables of their own.
    """

    besides = frozenset(_PARTS)

    @property
    def _lists(self) -> tuple[str, ...]:
        """The list columns that are written."""
        apart = {"aliases": (ALIASES, LANGUAGES), "identifiers": tuple(Scheme.values)}
        left_out = {
            name for table, names in apart.items() if table in self.run.datasets for name in names
        }
        return tuple(name for name in _PARTS if name in self.table.headers and name not in left_out)

    def compare(self, entries: list[Entry]) -> None:
        super().compare(entries)
        if not self._lists:
            return
        known = [entry for entry in entries if not entry.is_refused]
        stored = Entity.objects.in_bulk([entry.key for entry in known])
        prefetch_related_objects(list(stored.values()), "aliases", "identifiers")
        for entry in known:
            entry.before |= {n: _CELLS[n](stored[entry.key]) for n in self._lists}
            plan = self._plan(entry, stored[entry.key])
            entry.changed.update(column for column, _ in (*plan.remove, *plan.change, *plan.add))

    def check(self, entry: Entry) -> None:
        errors: dict[str, list] = {}
        try:
            super().check(entry)
        except ValidationError as error:
            error.update_error_dict(errors)
        self._plan(entry, entry.record)
        if errors:
            raise ValidationError(errors)

    def _plan(self, entry: Entry, entity: Entity) -> Plan:
        wanted = {}
        try:
            for name in self._lists:
                wanted[name] = split_list(entry.cells[name])
            return plan_parts(entity, wanted)
        except ValidationError as error:
            self.refuse(entry, error)
        except ValueError as error:
            self.problem(entry, name, str(error))
        return Plan()

    def wants_verb(self, entry: Entry) -> bool:
        return super().wants_verb(entry) or any(entry.cells[name] for name in self._lists)

    def may_differ(self, entry: Entry, column: str) -> bool:
        return column in self._lists or super().may_differ(entry, column)

    def add(self, entry: Entry) -> None:
        plan = self._plan(entry, entry.record)
        super().add(entry)
        plan.carry_out(entry.record, by=self.run.by)

    def change_record(self, entry: Entry, record, based_on: int) -> None:
        prefetch_related_objects([record], "aliases", "identifiers")
        plan = self._plan(entry, record)
        if entry.changed - set(_PARTS) or based_on != record.row_version:
            records.change(record, by=self.run.by, based_on=based_on)
        plan.carry_out(record, by=self.run.by)
