"""Annotations whose place has to be looked at, as a person sees them: then and now."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..models import (
    AnchorState,
    CitationSpan,
    DerivationSpan,
    Mention,
    QuotationSpan,
    RelationSpan,
    SourceAgentSpan,
    Span,
)
from ..text.occurrences import context
from .links import change_address

ENDS = 160
"""Characters shown of each end of a long passage."""

WHOLES = {
    Mention: ("article", "entity"),
    QuotationSpan: ("quotation__article",),
    CitationSpan: ("citation__article", "citation__source"),
    DerivationSpan: ("derivation__source", "derivation__derived_from"),
    SourceAgentSpan: ("agent__source", "agent__entity"),
    RelationSpan: ("relation__entity", "relation__other"),
}
"""What has to be fetched with each kind of span to say what it is and who may change it."""


CLAIMS = {DerivationSpan: "derivation", SourceAgentSpan: "agent", RelationSpan: "relation"}
"""What leads from each kind of evidence to the claim that it states."""


@dataclass(frozen=True, slots=True)
class Words:
    """A passage and what stands around it."""

    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Waiting:
    """An annotation that has to be looked at: its words as they were, and as they stand now.

    `now` is None for an orphan.
    """

    span: Span
    state: AnchorState
    then: Words
    now: Words | None

    @property
    def title(self) -> str:
        return title_of(self.span)

    @property
    def is_placed(self) -> bool:
        return self.now is not None

    @property
    def address(self) -> str:
        """The page of what the annotation is part of, or of itself."""
        for name in ("quotation", "citation", *CLAIMS.values()):
            if hasattr(self.span, name):
                return change_address(getattr(self.span, name))
        return change_address(self.span)


def title_of(span: Span) -> str:
    """What an annotation is: “Mention of “Tokyo””, “Quotation 3, cue”."""
    if isinstance(span, Mention):
        return f"Mention of “{span.entity}”"
    if isinstance(span, QuotationSpan):
        return f"Quotation {span.quotation.number}, {span.get_role_display()}"
    if isinstance(span, CitationSpan):
        return f"Citation of “{span.citation.source}”"
    return f"Words that state: {getattr(span, CLAIMS[type(span)])}"


def waiting(span: Span, body: str, *, state: AnchorState, start: int | None, end: int | None):
    """A span that was placed elsewhere, with its new place `start:end` in `body`, if any.

    Offsets are code points, end exclusive.
    """
    state = AnchorState(state)
    then = Words(span.prefix, _shortened(span.exact), span.suffix)
    if start is None:
        return Waiting(span, state, then, None)
    before, after = context(body, start, end)
    return Waiting(span, state, then, Words(before, _shortened(body[start:end]), after))


def with_wholes(spans: Sequence[Span]) -> list[Span]:
    """The same spans in the same order, read again with what says what they are."""
    found = {}
    for model, related in WHOLES.items():
        keys = [span.pk for span in spans if type(span) is model]
        if keys:
            rows = model.objects.select_related(*related, "text_version__article")
            found |= {
                (model, row.pk): row for row in rows.defer("text_version__body").filter(pk__in=keys)
            }
    return [found[type(span), span.pk] for span in spans if (type(span), span.pk) in found]


def _shortened(words: str) -> str:
    return words if len(words) <= 2 * ENDS else f"{words[:ENDS]} […] {words[-ENDS:]}"
