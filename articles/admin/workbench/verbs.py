"""What can be done on the workbench, one function a verb: from what was asked to `editing`.

Whatever belongs together, such as a new entity and the mention of it, is one Change. A function
returns the Change; it is not stored (has no primary key) if everything was so already.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from ...editing import annotate, records
from ...editing.undo import undo as take_back
from ...models import (
    SPAN_MODELS,
    Certainty,
    Change,
    Medium,
    Mention,
    Quotation,
    QuotationSpan,
    SpanRole,
)
from . import forms
from .asked import Asked, kind_of, meant
from .making import add_derivation, add_source


def add_mentions(asked: Asked) -> Change:
    """Mark one or several passages as one entity."""
    places = asked["places"]
    with asked.writing("add_mention" if len(places) == 1 else "add_mentions") as change:
        annotate.add_mentions(
            asked.article,
            places,
            asked.entity("entity", "new_entity"),
            by=asked.by,
            based_on=asked.text_version,
            certainty=asked["certainty"] or Certainty.HIGH,
            note=asked["note"],
        )
    return change


def change_mention(asked: Asked) -> Change:
    """Give a mention another entity, certainty, note or place."""
    with asked.writing("change_mention") as change:
        mention = meant(asked, Mention)
        mention.entity = asked.entity("entity", "new_entity") or mention.entity
        _take_over(asked, mention, "certainty", "note")
        _store(asked, mention)
    return change


def add_quotation(asked: Asked) -> Change:
    """Record a quotation with its pieces, speaker and source, and where that comes from."""
    with asked.writing("add_quotation") as change:
        quotation = Quotation(article=asked.article, kind=asked["kind"], note=asked["note"])
        quotation.medium = asked["medium"] or Medium.SPEECH
        _attribute(asked, quotation)
        annotate.add_quotation(quotation, asked["pieces"], by=asked.by, based_on=asked.text_version)
    return change


def change_quotation(asked: Asked) -> Change:
    """Change what a quotation is, who speaks, or its source."""
    with asked.writing("change_quotation") as change:
        quotation = meant(asked, Quotation)
        _take_over(asked, quotation, "kind", "medium", "note")
        _attribute(asked, quotation)
        _store(asked, quotation, always=bool(asked["derivation"]))
    return change


def add_pieces(asked: Asked) -> Change:
    """Add pieces to a quotation."""
    with asked.writing("add_pieces") as change:
        quotation = meant(asked, Quotation)
        annotate.add_pieces(quotation, asked["pieces"], by=asked.by, based_on=asked.text_version)
    return change


def change_piece(asked: Asked) -> Change:
    """Give a piece of a quotation another role or place."""
    with asked.writing("change_piece") as change:
        piece = meant(asked, QuotationSpan)
        if "role" in asked and asked["role"] != piece.role:
            others = piece.quotation.spans.exclude(pk=piece.pk)
            if piece.role == SpanRole.CONTENT and not others.filter(role=piece.role).exists():
                raise ValidationError(
                    {"role": "A quotation has content: this is its last piece of it."},
                    code="no_content",
                )
            last = others.filter(role=asked["role"]).order_by("-order").first()
            piece.role, piece.order = asked["role"], last.order + 1 if last else 1
        _store(asked, piece)
    return change


def delete(asked: Asked) -> Change:
    """Delete a mention, a quotation or a piece of one."""
    _, what = kind_of(asked, Mention, Quotation, QuotationSpan)
    with asked.writing(f"delete_{what}", asked["reason"] or "") as change:
        record = meant(asked, Mention, Quotation, QuotationSpan)
        remove = annotate.delete_piece if what == "piece" else records.delete
        remove(record, by=asked.by, based_on=asked["row"])
    return change


def reselect(asked: Asked) -> Change:
    """Give an annotation of any kind, orphans too, its words in the text as it is now."""
    with asked.writing("reselect_span") as change:
        span = meant(asked, *SPAN_MODELS)
        annotate.replace_span(
            span,
            *asked["place"],
            by=asked.by,
            based_on=asked["row"],
            based_on_text=asked.text_version,
        )
    return change


def undo(asked: Asked) -> Change:
    """Take a change of this article back; or, of a change that took one back, do it again."""
    change = asked.article.changes.filter(pk=asked["change"]).first()
    if change is None:
        raise ValidationError(
            {"change": f"There is no change {asked['change']} of this article."}, code="unknown"
        )
    return take_back(change, by=asked.by, request=asked.request)


@dataclass(frozen=True)
class Verb:
    """How a verb is asked for and carried out, and which field speaks of its places."""

    form: type[forms.ObjectForm]
    carry_out: Callable[[Asked], Change]
    places: str = ""


VERBS = {
    "add_mentions": Verb(forms.AddMentions, add_mentions, "places"),
    "change_mention": Verb(forms.ChangeMention, change_mention, "place"),
    "add_quotation": Verb(forms.AddQuotation, add_quotation, "pieces"),
    "change_quotation": Verb(forms.ChangeQuotation, change_quotation),
    "add_pieces": Verb(forms.AddPieces, add_pieces, "pieces"),
    "change_piece": Verb(forms.ChangePiece, change_piece, "place"),
    "delete": Verb(forms.Delete, delete),
    "reselect": Verb(forms.Reselect, reselect, "place"),
    "undo": Verb(forms.Undo, undo),
}


def _take_over(asked: Asked, record, *names: str) -> None:
    """Give a record the values that were sent, and no others."""
    for name in names:
        if name in asked:
            setattr(record, name, asked[name])


def _attribute(asked: Asked, quotation: Quotation) -> None:
    """Say who speaks and in which source, if that was sent; one way of speaking ends the others."""
    speaker = asked.entity("speaker", "new_speaker")
    described, reason = asked["speaker_description"], asked["no_speaker_reason"]
    if speaker or described or reason:
        quotation.speaker = speaker
        quotation.speaker_description = described
        quotation.no_speaker_reason = reason
    if asked["new_source"]:
        quotation.source = add_source(asked["new_source"], "new_source", by=asked.by)
    elif "source" in asked:
        quotation.source = asked["source"]
    if asked["derivation"]:
        text = asked.article.current_text
        add_derivation(asked["derivation"], "derivation", quotation.source, text, by=asked.by)


def _store(asked: Asked, record, *, always: bool = False) -> None:
    """Write a changed annotation, and put it where it is to stand; nothing if it is so already."""
    place, row = asked["place"], asked["row"]
    if place and place != (record.start, record.end):
        annotate.replace_span(
            record, *place, by=asked.by, based_on=row, based_on_text=asked.text_version
        )
        return
    stored = type(record).objects.get(pk=record.pk)
    names = [column.attname for column in record._meta.concrete_fields]
    if always or any(getattr(record, name) != getattr(stored, name) for name in names):
        records.change(record, by=asked.by, based_on=row)
