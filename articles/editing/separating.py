"""Undoing a merge: the merged record stands again, with what went from it.

What was changed, given to another record or deleted in the meantime is left as it is, and told.
"""

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst

from ..models import (
    SPAN_MODELS,
    Alias,
    AnchorState,
    Basis,
    CorrectionKind,
    Entity,
    EntityMerge,
    Identifier,
    Source,
    SourceMerge,
    TextVersion,
)
from ..models.change import change_under_way_pk
from . import corrections, ledger
from .bulk import repoint
from .following import follow
from .merge_order import require_last, standing_merge
from .merge_plan import NAMES, REFERENCES, WORDS, Reference
from .merging import lock_both, require_may_merge
from .permanence import require_standing
from .traces import values_of

_PLACE = ("text_version_id", "start", "end", "exact", "prefix", "suffix", "state")
_BATCH = 5000
"""So many ids are named in one statement; SQLite takes 32,766 values."""
_NAMED = 5
"""Of the rows that stay, so many are told by name."""


def unmerge(merge: EntityMerge | SourceMerge, *, by, reason: str) -> list[str]:
    """Undo a merge; return in sentences what did not go back because it changed meanwhile.

    Raises PermissionDenied, Stale when a record is gone, and ValidationError: without a reason,
    when it is undone already, or while a later merge that builds on it stands.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Say why they are two after all."}, code="no_reason")
    what = type(merge.merged)._meta.model_name
    with ledger.change(f"separate_{what}", by=by, reason=reason):
        require_may_merge(by, merge.merged, merge.into)
        into, merged = lock_both(merge.into, merge.merged)
        require_may_merge(by, merged, into)
        merge = type(merge).objects.get(pk=merge.pk)
        require_last(merge, into)
        was_seen = corrections.is_public(into)
        ledger.describe_change(merged, based_on=merged.row_version)
        merged.merged_into = None
        ledger.update(merged, based_on=merged.row_version)
        left = list(_Separation(merge, merged, into).carry_out())
        merge.undone_id = change_under_way_pk()
        merge.save(update_fields=["undone"])
        follow(merge.undone)  # what the other took back may be why readers saw this one
        if was_seen:
            about = into if corrections.is_public(into) else merged
            corrections.log(
                CorrectionKind.SEPARATED, merged, about=about, previous=str(into), new=str(merged)
            )
    return left


class _Separation:
    """The way back of one merge, step by step; what is left is told in sentences."""

    def __init__(self, merge, merged, into):
        self.told, self.change_id = merge.moved, merge.change_id
        self.merged, self.into = merged, into

    def carry_out(self) -> Iterator[str]:
        for reference in (*REFERENCES[type(self.merged)], *NAMES):
            yield from self._back(reference, self.told["moved"].get(reference.name, []))
        if isinstance(self.merged, Entity):
            yield from self._names()
        for model in (*WORDS, *SPAN_MODELS):
            twins = self.told["removed"].get(model._meta.model_name, {})
            bring = self._span if model in SPAN_MODELS else self._claim
            remembered = set()
            for row in self._deleted(model) if twins else ():
                remembered.add(row.public_id)
                yield from bring(model, row, twins[row.public_id])
            yield from self._forgotten(model, sorted(twins.keys() - remembered))

    def _back(self, reference: Reference, ids: list[str]) -> Iterator[str]:
        """Rows that moved go back, if they still lead to the other record."""
        model, field = reference.model, reference.field
        back, others = 0, []
        for batch in _batches(ids):
            rows = model.objects.filter(public_id__in=batch)
            going = rows.filter(**{field: self.into.pk})
            if model is Alias:
                going = going.exclude(Exists(_same_names(self.merged)))
            keys = set(going.values_list("pk", flat=True))
            others += set(rows.values_list("pk", flat=True)) - keys
            repoint(model.objects.filter(pk__in=keys), field, self.merged.pk)
            back += len(keys)
        if back < len(ids):
            named = ", ".join(map(str, model.objects.filter(pk__in=others[:_NAMED])))
            yield (
                f"{capfirst(model._meta.verbose_name_plural)} changed or deleted in the meantime "
                f"and left as they are: {len(ids) - back}" + (f" ({named})." if named else ".")
            )

    def _names(self) -> Iterator[str]:
        given = Identifier.objects.filter(public_id__in=self.told["given"], entity=self.merged)
        repoint(given, "entity", self.into.pk)
        added = Alias.objects.filter(public_id=self.told["added"], entity=self.into).first()
        if added is None:
            return
        if (added.name, added.language) == (self.merged.name, self.merged.name_language):
            ledger.delete(added, based_on=added.row_version)
        else:
            yield f"The alias “{added}” was changed in the meantime and stays."

    def _forgotten(self, model, ids: list[str]) -> Iterator[str]:
        """What the merge removed before the archive was imported: its values did not come along."""
        if not ids:
            return
        named = ", ".join(ids[:_NAMED]) + (" …" if len(ids) > _NAMED else "")
        yield (
            f"{capfirst(model._meta.verbose_name_plural)} that the merge removed do not come back, "
            f"because this archive was imported and never had their values: {len(ids)} ({named})."
        )

    def _claim(self, model, row, twin: str) -> Iterator[str]:
        """A claim that went comes back, and the words that state it, which went to its twin."""
        words, field = WORDS[model].model, WORDS[model].field
        kept = model.objects.filter(public_id=twin).first()
        lent = self.told["words"].get(WORDS[model].name, {})
        ids = [public_id for public_id, claim in lent.items() if claim == row.public_id]
        going = words.objects.filter(public_id__in=ids, **{field: kept}) if kept else []
        keys = [span.pk for span in going]
        texts = TextVersion.objects.values("pk")
        alike = self._deleted(words, **{f"{field}_id": row.id}, text_version_id__in=texts)
        had_words = bool(ids) or self._deleted(words, **{f"{field}_id": row.id}).exists()
        if _is_stated(row) and had_words and not keys and not alike.exists():
            yield f"{_named(model, row)} did not come back: no words are left that state it."
        elif keys and _is_stated(kept) and not kept.spans.exclude(pk__in=keys).exists():
            yield (
                f"{_named(model, row)} did not come back: its words are the only ones left that "
                f"state “{kept}”."
            )
        elif left := self._stored(*self._rebuilt(model, row)):
            yield f"{_named(model, row)} did not come back: {left}"
        else:
            repoint(words.objects.filter(pk__in=keys), field, row.id)

    def _span(self, model, row, twin: str) -> Iterator[str]:
        """Words that went come back: to their place, or to where their twin stands by now."""
        owner = next((one for one in WORDS.values() if one.model is model), None)
        if owner and not _exists(model, owner.field, row):
            return  # told of the claim they were words of
        span, led_on = self._rebuilt(model, row)
        text = TextVersion.objects.filter(pk=row.text_version_id).select_related("article").first()
        if text is not None and text.article.current_text_id != text.pk:
            stands = model.objects.filter(public_id=twin).first()
            for name in _PLACE if stands else ():
                setattr(span, name, getattr(stands, name))
            if stands is None:
                span.start, span.end, span.state = None, None, AnchorState.ORPHAN
        if left := self._stored(span, led_on):
            yield f"{_named(model, row)} did not come back: {left}"

    def _deleted(self, model, **which) -> QuerySet:
        """History rows of what the merge removed, in the order of primary keys."""
        rows = model.history.filter(change=self.change_id, history_type="-", **which)
        return rows.order_by("id")

    def _rebuilt(self, model, row) -> tuple:
        """The record as it was; where it led to a record merged since, to what that became.

        Also the merges that would have moved it, with the reference by which.
        """
        record = model(**{name: getattr(row, name) for name in values_of(model)})
        versions = model.history.filter(id=row.id).order_by("-row_version")
        record.row_version = versions.values_list("row_version", flat=True)[0] + 1
        led_on = []
        for column in model._meta.concrete_fields:
            if column.related_model not in (Entity, Source):
                continue
            found = column.related_model.objects.exclude(merged_into=None)
            while to := found.filter(pk=getattr(record, column.attname)).first():
                led_on.append((standing_merge(to), Reference(model, column.name)))
                setattr(record, column.name, to.merged_into)
        return record, led_on

    def _stored(self, record, led_on) -> str:
        """Store a record that comes back; why not, if that is not possible."""
        try:
            with transaction.atomic():
                ledger.insert(record)
                require_standing(record)
        except ValidationError as error:
            return " ".join(error.messages)
        for merge, reference in led_on:  # so that undoing those merges takes it along
            merge.moved["moved"].setdefault(reference.name, []).append(record.public_id)
            merge.save(update_fields=["moved"])
        return ""


def _same_names(entity: Entity) -> QuerySet:
    return Alias.objects.filter(entity=entity, name=OuterRef("name"), language=OuterRef("language"))


def _exists(model, field: str, row) -> bool:
    owner = model._meta.get_field(field).related_model
    return owner.objects.filter(pk=getattr(row, f"{field}_id")).exists()


def _is_stated(claim) -> bool:
    return getattr(claim, "basis", None) == Basis.STATED


def _named(model, row) -> str:
    return f"{capfirst(model._meta.verbose_name)} {row.public_id}"


def _batches(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
