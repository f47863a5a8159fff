"""Annotations of a text: those that stand in it, and how they are told over the wire."""

from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet

from ...models import AnchorState, Entity, Mention, Quotation, QuotationSpan, Source

# What neither the wire nor the renderer tells; of long quotations it is the bulk.
_WORDS = ("exact", "prefix", "suffix")


def mentions_in(text: int | None) -> QuerySet[Mention]:
    """Mentions that stand in a text version (primary key), with their entities."""
    return _standing(Mention, text).select_related("entity")


def pieces_in(text: int | None) -> QuerySet[QuotationSpan]:
    """Pieces of quotations that stand in a text version (primary key), by their places."""
    return _standing(QuotationSpan, text).order_by("start", "end", "pk")


def with_pieces(quotations: QuerySet[Quotation], text: int | None) -> QuerySet[Quotation]:
    """Quotations with speaker and source, and in `pieces` what stands of them in the text."""
    return quotations.select_related("speaker", "source").prefetch_related(
        Prefetch("spans", queryset=pieces_in(text), to_attr="pieces")
    )


def touching(places: Iterable[tuple[int, int]]) -> Q:
    """That a span has a character in common with any of `places` (code points)."""
    found = Q(pk__in=())
    for start, end in places:
        found |= Q(start__lt=end, end__gt=start)
    return found


def told(annotation: Mention | Quotation) -> dict:
    """A mention with its entity, or a quotation from `with_pieces`, as JSON values."""
    if isinstance(annotation, Mention):
        return {
            "id": annotation.public_id,
            "type": "mention",
            "row": annotation.row_version,
            "start": annotation.start,
            "end": annotation.end,
            "state": annotation.state,
            "entity": entity_told(annotation.entity),
            "certainty": annotation.certainty,
            "note": annotation.note,
        }
    return {
        "id": annotation.public_id,
        "type": "quotation",
        "row": annotation.row_version,
        "number": annotation.number,
        "kind": annotation.kind,
        "medium": annotation.medium,
        "speaker": entity_told(annotation.speaker),
        "speaker_description": annotation.speaker_description,
        "no_speaker_reason": annotation.no_speaker_reason,
        "source": source_told(annotation.source),
        "note": annotation.note,
        "pieces": [
            {
                "id": piece.public_id,
                "row": piece.row_version,
                "role": piece.role,
                "order": piece.order,
                "start": piece.start,
                "end": piece.end,
                "state": piece.state,
            }
            for piece in annotation.pieces
        ],
    }


def entity_told(entity: Entity | None) -> dict | None:
    """What names an entity."""
    return entity and {"id": entity.public_id, "name": entity.name, "kind": entity.kind}


def source_told(source: Source | None) -> dict | None:
    """What names a source."""
    return source and {"id": source.public_id, "title": source.title, "kind": source.kind}


def _standing(model, text: int | None) -> QuerySet:
    return model.objects.filter(text_version=text).exclude(state=AnchorState.ORPHAN).defer(*_WORDS)
