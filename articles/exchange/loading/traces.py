"""What the archive remembers: past addresses, merges, corrections, reports of readers.

Only the operator brings these in, from an export of the editors; none is ever changed by a file.
"""

from collections.abc import Iterable
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from ...editing.bulk import insert_all
from ...editing.invariants import check_merges
from ...filters.merge import MergeKind
from ...models import Change, Entity, EntityMerge, Source, SourceMerge, TextVersion
from .entries import Entry, Fate
from .problems import Problem
from .records import Loader
from .references import References
from .values import Value, whole_number


class TraceLoader(Loader):
    """Abstract: rows that come back into the archive as they were, or are there already."""

    for_operator: ClassVar[bool] = True

    @property
    def telling(self) -> tuple[str, ...]:
        return ("id",)

    def change(self, entry: Entry) -> None:
        raise ValidationError(
            dict.fromkeys(entry.changed, "What is recorded here is never changed by a file.")
        )

    def refer_to_merged(self, entry: Entry, value: Value, reason: str) -> None:
        """What is remembered of a merged record stays with it."""


class RedirectLoader(TraceLoader):
    """Past slugs. A past slug is its own id."""

    at_column: ClassVar[dict[str, str]] = {"slug": "id", "record": "record_id"}

    def find(self, entries: list[Entry]) -> None:
        found = self.stored("slug", {entry.cell("id") for entry in entries})
        first: dict[str, Entry] = {}
        for entry in entries:
            entry.key = found.get(entry.cell("id"))
            entry.returns = entry.key is None
            self._refuse_twice(entry, first)

    def check(self, entry: Entry) -> None:
        entry.record.slug = entry.cell("id")
        if entry.record.record_id is None:
            raise ValidationError({"record_id": "Say to which record it leads."})
        entry.record.clean_fields(exclude={"record"})

    def check_all(self) -> None:
        records = self.model._meta.get_field("record").related_model.objects
        for batch in self.touched():
            past = self.model.objects.filter(pk__in=batch, slug__in=records.values("slug"))
            for key, slug in past.values_list("pk", "slug"):
                holder = records.get(slug=slug)
                self.problem_of(key, "id", f"“{slug}” is the address of “{holder}” now.")


class CorrectionLoader(TraceLoader):
    """The corrections log."""

    def fill(self, entries: list[Entry]) -> None:
        super().fill(entries)
        wanted = {entry.cell("merge_id") for entry in entries} - {""}
        changes = {
            public_id: change
            for model in (EntityMerge, SourceMerge)
            for public_id, change in model.objects.filter(public_id__in=wanted).values_list(
                "public_id", "change_id"
            )
        }
        for entry in entries:
            if (named := entry.cell("merge_id")) in changes:
                entry.record.change_id = changes[named]
            elif named and named not in self.run.failed:
                self.problem(entry, "merge_id", f"There is no merge with the id “{named}”.")


class ReportLoader(TraceLoader):
    """What readers reported, with the passage they meant."""

    def prepare(self, entries: list[Entry]) -> None:
        articles = {entry.record.article_id for entry in entries} - {None}
        texts = TextVersion.objects.filter(article__in=articles)
        keys = {(a, n): key for key, a, n in texts.values_list("pk", "article_id", "number")}
        for entry in entries:
            if number := entry.cell("text_version"):
                place = entry.record.article_id, whole_number(number)
                if place not in keys:
                    reason = f"The article has no text version “{number}”."
                    self.problem(entry, "text_version", reason)
                entry.record.text_version_id = keys.get(place)
        super().prepare([entry for entry in entries if not entry.is_refused])


class MergeLoader(TraceLoader):
    """Merges that stand. Each makes the Change that once made it; its row is that Change."""

    _KINDS: ClassVar[dict] = {
        MergeKind.ENTITY: (EntityMerge, Entity),
        MergeKind.SOURCE: (SourceMerge, Source),
    }

    def find(self, entries: list[Entry]) -> None:
        ids = {entry.cell("id") for entry in entries}
        found = {
            public_id: change
            for model, _ in self._KINDS.values()
            for public_id, change in model.objects.filter(public_id__in=ids).values_list(
                "public_id", "change_id"
            )
        }
        first: dict[str, Entry] = {}
        for entry in entries:
            entry.key = found.get(entry.cell("id"))
            entry.returns = entry.key is None
            self._refuse_twice(entry, first)

    def compare(self, entries: list[Entry]) -> None:
        """What differs is found when all is compared with the file."""

    def fill(self, entries: list[Entry]) -> None:
        people = self._people(entries)
        records = {
            kind: dict(
                model.objects.filter(
                    public_id__in={
                        entry.cell(name)
                        for entry in entries
                        for name in ("merged_id", "merged_into_id")
                    }
                ).values_list("public_id", "pk")
            )
            for kind, (_, model) in self._KINDS.items()
        }
        for entry in entries:
            read = self._read(entry)
            kind = read.get("kind")
            if kind not in self._KINDS or entry.is_refused:
                continue
            merge, model = self._KINDS[kind]
            keys = {}
            for name in ("merged_id", "merged_into_id"):
                keys[name] = records[kind].get(entry.cell(name))
                if keys[name] is None and entry.cell(name) not in self.run.failed:
                    what = model._meta.verbose_name
                    reason = f"There is no {what} with the id “{entry.cell(name)}”."
                    self.problem(entry, name, reason)
            entry.record = merge(
                public_id=entry.cell("id"),
                merged_id=keys["merged_id"],
                into_id=keys["merged_into_id"],
                moved=read.get("moved") or {},
            )
            entry.record.change = Change(
                verb=f"merge_{kind}",
                by_id=people.get(entry.cell("by")),
                at=read["at"],
                reason=entry.cells.get("reason", ""),
                record=entry.cell("merged_id"),
            )
            if None in keys.values():
                entry.fate = Fate.REFUSED

    def _people(self, entries: list[Entry]) -> dict[str, int]:
        field = Change._meta.get_field("by")
        value = Value(self.columns["by"], field, field.related_model)
        if "by" not in self.table.headers:
            return {}
        references = References(entries, [value], self.run)
        return {e.cell("by"): references.key(value, e.cell("by")) for e in entries if e.cell("by")}

    def _read(self, entry: Entry) -> dict:
        """The cells of the columns that no model declares."""
        read = {}
        for name in ("kind", "at", "moved"):
            if name not in entry.cells:
                continue
            column = self.columns[name]
            try:
                read[name] = Value(column, Change._meta.get_field("at")).read(entry.cells[name])
            except ValueError as error:
                self.problem(entry, name, str(error))
        if read.get("at") is None and not entry.is_refused:
            self.problem(entry, "at", "Say when they were merged.")
        return read

    def check(self, entry: Entry) -> None:
        entry.record.clean_fields(exclude={"merged", "into", "change", "undone"})
        entry.record.check_shape()

    def store_together(self, entries: list[Entry]) -> None:
        try:
            insert_all([entry.record.change for entry in entries])
            for model, _ in self._KINDS.values():
                own = [entry.record for entry in entries if isinstance(entry.record, model)]
                for record in own:
                    record.change_id = record.change.pk
                if own:
                    insert_all(own)
        except IntegrityError as error:
            for entry in entries:
                self.problem(entry, "", f"The database refuses a merge near this row: {error}.")
            return
        for entry in entries:
            entry.key, entry.fate = entry.record.change_id, Fate.NEW

    def record(self) -> None:
        """Its history is the Change itself."""

    def check_all(self) -> None:
        if len(self.fresh):
            for found in self._unmerged():
                self.run.problems.add(Problem(self.table.file, 0, "", found))

    def _unmerged(self) -> Iterable[str]:
        return (str(problem) for problem in check_merges(lambda count: None))
