"""What became of annotations when the text changed, looked at one by one.

An annotation whose words changed, moved or are gone waits until a person confirms its new place,
selects it again or deletes it.
"""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from ..models import SPAN_MODELS, AnchorState, Article, Basis, QuotationSpan, Span
from . import ledger, records
from .annotate import delete_piece, replace_span


def pending(model: type[Span], article: Article | None = None) -> QuerySet[Span]:
    """Spans of one kind that wait for a person, of one article or of all."""
    spans = model.objects.exclude(state=AnchorState.OK)
    return spans if article is None else spans.filter(text_version__article=article)


def pending_count(article: Article | None = None) -> int:
    """How many spans wait for a person. One query a kind of span."""
    return sum(pending(model, article).count() for model in SPAN_MODELS)


def confirm(span: Span, *, by, based_on: int, based_on_text: int) -> Span:
    """Agree to where a changed or moved span stands now: the words there are its words.

    `based_on` is its row version, `based_on_text` the number of the text version that was seen.
    Raises ValidationError for an orphan, which stands nowhere, or one confirmed already; Stale;
    PermissionDenied.
    """
    if span.state == AnchorState.ORPHAN:
        raise ValidationError(
            "An orphan stands nowhere: select its words again, or delete it.", code="orphan"
        )
    if not span.is_pending:
        raise ValidationError("This is confirmed already.", code="confirmed")
    with ledger.change("confirm_span", by=by, based_on_text=based_on_text):
        return replace_span(
            span, span.start, span.end, by=by, based_on=based_on, based_on_text=based_on_text
        )


def discard(span: Span, *, by, based_on: int, reason: str) -> None:
    """Delete an annotation that no longer has a place, with the reason; its history stays.

    Raises ValidationError without a reason (field `reason`), or when what it is part of cannot be
    without it; Stale; PermissionDenied.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is deleted."}, code="no_reason")
    with ledger.change("discard_span", by=by, reason=reason):
        if isinstance(span, QuotationSpan):
            delete_piece(span, by=by, based_on=based_on)
            return
        records.delete(span, by=by, based_on=based_on, reason=reason)
        for claim in _claims(span):
            if claim.basis == Basis.STATED and not claim.spans.exists():
                raise ValidationError(
                    f"“{claim}” is called stated, and these are the last words that state it: "
                    "select other words, or say first that it is inferred.",
                    code="no_evidence",
                )


def _claims(span: Span) -> Iterator:
    """The derivation, part in a source or relation that a span is evidence of; none for others."""
    for name in ("derivation", "agent", "relation"):
        if hasattr(span, name):
            yield getattr(span, name)
