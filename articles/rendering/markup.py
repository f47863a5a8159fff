"""Marks as HTML. What is printed between the tags is the text of the article and nothing else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..models import Certainty, Mention, QuotationSpan

_SPACING = re.compile(r"^\s|\s\s|\t")


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to print. `name` is one of text, mention, link, quotation, margin, end_span,
    end_link; `record` the mention or quotation span meant; `anchor` its id, at its first piece.
    """

    name: str
    text: str = ""
    record: Mention | QuotationSpan | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class RenderedParagraph:
    """A paragraph (line) of the body: its number from 1 and what to print."""

    number: int
    marks: list[Mark]

    @property
    def is_spaced(self) -> bool:
        """Whether its white space says something: an indent, a gap, a tab."""
        return bool(_SPACING.search("".join(mark.text for mark in self.marks)))

    @property
    def html(self) -> SafeString:
        """The content of the paragraph's element, every word of it escaped."""
        return marks_as_html(self.marks)


def marks_as_html(marks: Iterable[Mark]) -> SafeString:
    """Print marks without a character between them.

    Mentions need their entity, quotation spans their quotation. Ids are the public ids of the
    mention (`men-…`), of the quotation span (`qsp-…`) and, on the number in the margin, of the
    quotation itself (`quo-…`).
    """
    return format_html_join("", "{}", ((_PRINTERS[mark.name](mark),) for mark in marks))


def _text(mark: Mark) -> str:
    return mark.text


def _link(mark: Mark) -> SafeString:
    entity = mark.record.entity
    return format_html(
        '<a class="{}"{} href="{}">', _mention_class(mark), _id(mark), entity.get_absolute_url()
    )


def _mention(mark: Mark) -> SafeString:
    return format_html('<span class="{}"{}>', _mention_class(mark), _id(mark))


def _mention_class(mark: Mark) -> str:
    uncertain = "" if mark.record.certainty == Certainty.HIGH else " mention-uncertain"
    return f"mention mention-{mark.record.entity.kind}{uncertain}"


def _quotation(mark: Mark) -> SafeString:
    span = mark.record
    return format_html(
        '<span class="quotation quotation-{} role-{}"{} data-quotation="{}">',
        span.quotation.kind,
        span.role,
        _id(mark),
        span.quotation.public_id,
    )


def _margin(mark: Mark) -> SafeString:
    quotation = mark.record.quotation
    return format_html(
        '<a class="margin-number" id="{}" href="{}" aria-label="Quotation {}, {}" '
        'data-number="{}"></a>',
        quotation.public_id,
        quotation.get_absolute_url(),
        quotation.number,
        quotation.get_kind_display(),
        quotation.number,
    )


def _id(mark: Mark) -> SafeString | str:
    return format_html(' id="{}"', mark.anchor) if mark.anchor else ""


_END_SPAN, _END_LINK = format_html("</{}>", "span"), format_html("</{}>", "a")

_PRINTERS = {
    "text": _text,
    "link": _link,
    "mention": _mention,
    "quotation": _quotation,
    "margin": _margin,
    "end_span": lambda mark: _END_SPAN,
    "end_link": lambda mark: _END_LINK,
}
