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
    """A paragraph (line) of the body: its number from 1, where it starts and what to print.

    `start` is a code point of the body.
    """

    number: int
    start: int
    marks: list[Mark]

    @property
    def is_spaced(self) -> bool:
        """Whether its white space says something: an indent, a gap, a tab."""
        return bool(_SPACING.search("".join(mark.text for mark in self.marks)))

    @property
    def html(self) -> SafeString:
        """The content of the paragraph's element, every word of it escaped."""
        return marks_as_html(self.marks)

    @property
    def edition_html(self) -> SafeString:
        """The same where every quotation is explained beside the text, and every entity below it.

        Numbers lead there (`#about-quo-…`) and say of which kind they are; a mention around
        others, which is no link, says by `data-entity` (`ent-…`) what it names.
        """
        return _printed(self.marks, _EDITION_PRINTERS)

    @property
    def bench_html(self) -> SafeString:
        """The same for the workbench: no links, and every piece says what it is a piece of.

        `data-mention` (`men-…`) on pieces of a mention; `data-piece` (`qsp-…`) and
        `data-quotation` (`quo-…`) on those of a quotation; `data-quotation` on its number too.
        """
        return _printed(self.marks, _BENCH_PRINTERS)


def marks_as_html(marks: Iterable[Mark]) -> SafeString:
    """Print marks without a character between them.

    Mentions need their entity, quotation spans their quotation. Ids are the public ids of the
    mention (`men-…`), of the quotation span (`qsp-…`) and, on the number in the margin, of the
    quotation itself (`quo-…`).
    """
    return _printed(marks, _PRINTERS)


def _printed(marks: Iterable[Mark], printers: dict) -> SafeString:
    return format_html_join("", "{}", ((printers[mark.name](mark),) for mark in marks))


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


def _edition_mention(mark: Mark) -> SafeString:
    return format_html(
        '<span class="{}"{} data-entity="{}">',
        _mention_class(mark),
        _id(mark),
        mark.record.entity.public_id,
    )


def _edition_margin(mark: Mark) -> SafeString:
    quotation = mark.record.quotation
    return format_html(
        '<a class="margin-number margin-{}" id="{}" href="#about-{}" '
        'aria-label="Quotation {}, {}" data-number="{}"></a>',
        quotation.kind,
        quotation.public_id,
        quotation.public_id,
        quotation.number,
        quotation.get_kind_display(),
        quotation.number,
    )


def _bench_mention(mark: Mark) -> SafeString:
    return format_html(
        '<span class="{}"{} data-mention="{}">',
        _mention_class(mark),
        _id(mark),
        mark.record.public_id,
    )


def _bench_quotation(mark: Mark) -> SafeString:
    span = mark.record
    return format_html(
        '<span class="quotation quotation-{} role-{}"{} data-quotation="{}" data-piece="{}">',
        span.quotation.kind,
        span.role,
        _id(mark),
        span.quotation.public_id,
        span.public_id,
    )


def _bench_margin(mark: Mark) -> SafeString:
    quotation = mark.record.quotation
    return format_html(
        '<span class="margin-number" data-number="{}" data-quotation="{}"></span>',
        quotation.number,
        quotation.public_id,
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

_EDITION_PRINTERS = {**_PRINTERS, "mention": _edition_mention, "margin": _edition_margin}

# Links would take the reader away from the work; who is meant is shown beside the text.
_BENCH_PRINTERS = {
    **_PRINTERS,
    "link": _bench_mention,
    "mention": _bench_mention,
    "quotation": _bench_quotation,
    "margin": _bench_margin,
    "end_link": lambda mark: _END_SPAN,
}
