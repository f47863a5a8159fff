"""The kinds of marks in a text with how often each stands there: key to the text, and switches."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..models import (
    AnchorState,
    Certainty,
    EntityKind,
    Mention,
    QuotationKind,
    QuotationSpan,
    SpanRole,
)

_QUOTATIONS = {
    QuotationKind.DIRECT: "it stands in quotation marks here, perhaps translated",
    QuotationKind.INDIRECT: "reported, not in quotation marks",
    QuotationKind.MIXED: "partly in quotation marks",
}
_ROLES = {
    SpanRole.ATTRIBUTION: "the words that name the speaker or the source",
    SpanRole.CUE: "the words that say it is a quotation",
    SpanRole.ADDRESSEE: "the words that name whom it was said to",
}


@dataclass(frozen=True)
class Mark:
    """A kind of mark: its name in addresses of style, how it looks, how many there are."""

    name: str
    label: str
    style: str
    count: int
    meaning: str = ""


@dataclass(frozen=True)
class Marks:
    """The kinds that stand in a text; kinds that do not are left out."""

    quotations: list[Mark]
    entities: list[Mark]
    has_uncertain: bool

    def __bool__(self) -> bool:
        return bool(self.quotations or self.entities)


def marks_in(mentions: Iterable[Mention], spans: Iterable[QuotationSpan]) -> Marks:
    """Count the kinds of `mentions`, and of quotations with their roles by `spans`."""
    mentions = [mention for mention in mentions if mention.state != AnchorState.ORPHAN]
    spans = [span for span in spans if span.state != AnchorState.ORPHAN]
    said = {s.quotation_id: s.quotation.kind for s in spans if s.role == SpanRole.CONTENT}
    found = Counter(said.values()) + Counter(s.role for s in spans)
    quotations = [
        Mark(kind, kind.label, f"quotation quotation-{kind} role-content", found[kind], meaning)
        for kind, meaning in _QUOTATIONS.items()
    ] + [
        Mark(role, role.label, f"quotation role-{role}", found[role], meaning)
        for role, meaning in _ROLES.items()
    ]
    named = Counter(mention.entity.kind for mention in mentions)
    entities = [
        Mark(kind, kind.label, f"mention mention-{kind}", named[kind]) for kind in EntityKind
    ]
    return Marks(
        [mark for mark in quotations if mark.count],
        [mark for mark in entities if mark.count],
        any(mention.certainty != Certainty.HIGH for mention in mentions),
    )
