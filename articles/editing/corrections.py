"""The corrections log: what readers saw and now see otherwise, entered as the verbs do it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import ForeignKey

from ..models import (
    Article,
    Citation,
    Correction,
    CorrectionKind,
    Derivation,
    Entity,
    Mention,
    Quotation,
    QuotationSpan,
    Relation,
    Source,
    SourceAgent,
    Span,
)
from ..models.change import under_way
from .permission import owner

# What is told of each kind of record when it changes; other fields are no corrections.
_TOLD = {
    Article: (
        CorrectionKind.DESCRIPTION,
        ("title", "byline", "publisher", "url", "published", "language"),
    ),
    Entity: (CorrectionKind.DESCRIPTION, ("name", "kind", "began", "ended")),
    Source: (CorrectionKind.DESCRIPTION, ("title", "kind", "date")),
    Quotation: (
        CorrectionKind.ATTRIBUTION,
        ("kind", "medium", "speaker", "speaker_description", "no_speaker_reason", "source"),
    ),
    QuotationSpan: (CorrectionKind.ATTRIBUTION, ("role", "exact")),
    Citation: (CorrectionKind.ATTRIBUTION, ("source", "role", "stance", "locator")),
    Derivation: (CorrectionKind.ATTRIBUTION, ("source", "kind", "derived_from", "basis")),
    SourceAgent: (CorrectionKind.ATTRIBUTION, ("source", "role", "entity", "date", "basis")),
    Relation: (CorrectionKind.ATTRIBUTION, ("entity", "kind", "other", "date", "basis")),
    Mention: (CorrectionKind.IDENTIFICATION, ("entity",)),
}
# Parts too small to be told of when they go.
_DELETED_UNTOLD = (QuotationSpan,)

Values = dict[str, str]


@dataclass(frozen=True)
class Seen:
    """What readers saw of a record before it was changed: what it was called and told at, and its
    values in words.
    """

    label: str
    about: Article | Entity | Source
    values: Values


def log(
    kind: CorrectionKind,
    record,
    *,
    about=None,
    label: str = "",
    previous: str = "",
    new: str = "",
    reason: str = "",
) -> Correction:
    """Enter a correction of `record`, as part of the change under way.

    `about` is the article, source or entity it is told at: what `record` is part of, if not given;
    `label` what it is called, if that is not what it is called now. The reason is that of the
    Change unless another is given.
    """
    about = about or owner(record)
    entry = under_way.get()
    if entry.pk is None:
        entry.save()
    field = next(f for f in ("article", "source", "entity") if _is(about, f))
    return Correction.objects.create(
        kind=kind,
        record=record.public_id,
        label=label or str(record),
        previous=previous,
        new=new,
        reason=reason or entry.reason,
        at=entry.at,
        change=entry,
        **{field: about},
    )


def seen_by_readers(stored) -> Seen | None:
    """What is told of a stored record, in words, before it is changed; None if nothing is."""
    if type(stored) not in _TOLD or not is_public(stored):
        return None
    if isinstance(stored, Span) and stored.is_pending:
        return None  # what is mended after a correction of the text is part of that
    return Seen(str(stored), owner(stored), _in_words(stored))


def log_change(record, seen: Seen | None) -> None:
    """Enter what became of the values that `seen_by_readers` told, or that they are back."""
    if seen is None:
        log_return(record)
        return
    before = seen.values
    if not is_public(record):  # naming the new values would betray a draft
        previous = _sentence(before, before)
        log(CorrectionKind.DELETED, record, about=seen.about, label=seen.label, previous=previous)
        return
    after = _in_words(record)
    changed = [name for name in before if before[name] != after[name]]
    if changed:
        kind, _ = _TOLD[type(record)]
        previous, new = _sentence(before, changed), _sentence(after, changed)
        log(kind, record, previous=previous, new=new)


def log_deletion(record, *, reason: str) -> None:
    """Enter that a record readers saw is about to go: its address will say so.

    Raises ValidationError (field `reason`) when a quotation goes without one.
    """
    if type(record) in _DELETED_UNTOLD or (seen := seen_by_readers(record)) is None:
        return
    if isinstance(record, Quotation) and not (reason or under_way.get().reason).strip():
        raise ValidationError(
            {"reason": "Say why; the address of the quotation will tell readers."},
            code="no_reason",
        )
    log(CorrectionKind.DELETED, record, previous=_sentence(seen.values, seen.values), reason=reason)


def log_return(record) -> None:
    """Enter that a record is back of which the log says that it was deleted."""
    if type(record) not in _TOLD:
        return
    latest = Correction.objects.filter(record=record.public_id).first()
    if latest is not None and latest.kind == CorrectionKind.DELETED and is_public(record):
        log(CorrectionKind.RESTORED, record)


def is_public(record) -> bool:
    """Whether readers see this record, as the database has it now."""
    return type(record).objects.public().filter(pk=record.pk).exists()


def _is(about, name: str) -> bool:
    return isinstance(about, Correction._meta.get_field(name).related_model)


def _in_words(record) -> Values:
    return {name: _value(record, name) for name in _TOLD[type(record)][1]}


def _value(record, name: str) -> str:
    field = record._meta.get_field(name)
    value = getattr(record, name)
    if isinstance(field, ForeignKey):
        return str(value) if value is not None else ""
    return str(dict(field.flatchoices).get(value, value))


def _sentence(values: Values, names) -> str:
    """“speaker: Tojo; source: Verdict”; empty values are left out."""
    labels = {"speaker_description": "speaker", "no_speaker_reason": "no speaker", "exact": "words"}
    told = [(labels.get(name, name.replace("_", " ")), values[name]) for name in names]
    return "; ".join(f"{label}: {value}" for label, value in told if value)
