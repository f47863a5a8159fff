"""A text with its annotations, as a flat list of marks that `markup` prints.

Overlapping spans are split at their boundaries (`text.segments`). Links never nest: of mentions
inside each other only the innermost is a link. A quotation's number is a link in the margin; it
has no text of its own, so that the text content of a paragraph is the text and nothing else.
"""

from collections.abc import Iterable, Iterator

from ..models import AnchorState, Mention, QuotationSpan
from ..text.segments import Open, Paragraph, Span, Text, paragraph_events
from .markup import Mark, RenderedParagraph

_QUOTATION, _MENTION = 0, 1  # layers: of two covering the same words, the quotation is outside


def render_text(
    body: str,
    mentions: Iterable[Mention],
    quotation_spans: Iterable[QuotationSpan],
    *,
    within: tuple[int, int] | None = None,
) -> list[RenderedParagraph]:
    """Render `body` with the annotations that stand in it; empty lines are left out.

    All spans must be of the body's own text version; orphans, which stand nowhere, are passed
    over. `within` limits the result to the paragraphs that offsets (code points, end exclusive)
    touch. Mentions need their entity, quotation spans their quotation.
    """
    spans = [
        *(Span(s.start, s.end, s, _QUOTATION) for s in _standing(quotation_spans)),
        *(Span(m.start, m.end, m, _MENTION) for m in _standing(mentions)),
    ]
    numbered = _first_pieces(quotation_spans)
    return [
        RenderedParagraph(paragraph.number, paragraph.start, list(_marks(paragraph, numbered)))
        for paragraph in paragraph_events(body, spans, within)
        if paragraph.events
    ]


def _standing(spans):
    """Those that stand in the text, in an order that does not depend on how they came: of two
    that end together, the one that begins first is outside wherever they are painted.
    """
    standing = (span for span in spans if span.state != AnchorState.ORPHAN)
    return sorted(standing, key=lambda span: (span.start, -span.end, span.pk))


def _first_pieces(quotation_spans: Iterable[QuotationSpan]) -> set[int]:
    """Primary keys of the spans that carry their quotation's number: the first in the text."""
    first: dict[int, QuotationSpan] = {}
    for span in _standing(quotation_spans):
        held = first.get(span.quotation_id)
        if held is None or (span.start, span.end) < (held.start, held.end):
            first[span.quotation_id] = span
    return {span.pk for span in first.values()}


def _marks(paragraph: Paragraph, numbered: set[int]) -> Iterator[Mark]:
    marks: list[Mark] = []
    closing: list[str] = []
    outermost_link: int | None = None  # where it begins among the marks
    for event in paragraph.events:
        if isinstance(event, Text):
            marks.append(Mark("text", text=event.text))
        elif isinstance(event, Open):
            record = event.key
            anchor = record.public_id if event.first else ""
            if isinstance(record, Mention):
                name = "mention" if event.contains_same_layer else "link"
                if name == "link" and outermost_link is None:
                    outermost_link = len(marks)
            else:
                name = "quotation"
                if event.first and record.pk in numbered:
                    # The number is a link too, so it stands before any link it would be inside.
                    margin = Mark("margin", record=record)
                    if outermost_link is None:
                        marks.append(margin)
                    else:
                        marks.insert(outermost_link, margin)
                        outermost_link += 1
            marks.append(Mark(name, record=record, anchor=anchor))
            closing.append("end_link" if name == "link" else "end_span")
        else:
            end = closing.pop()
            marks.append(Mark(end))
            if end == "end_link":
                outermost_link = None
    return iter(marks)
