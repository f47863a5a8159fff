"""Annotation: mark spans of an article's current text as mentions and quotations.

Offsets are Unicode code points, end exclusive. `based_on` is the number of the text version the
offsets were taken from (for a new span) or the row version seen (for a change). Every verb takes
the article's lock before it writes anything, so that the Changes of one article are numbered in
the order in which they are carried out.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db.models import Max

from ..models import Article, Certainty, Change, Mention, Quotation, QuotationSpan, SpanRole
from . import ledger, records
from .locks import lock_article

Place = tuple[int, int]
Piece = tuple[str, int, int]


@contextmanager
def writing(
    verb: str, article: Article, *, by, based_on: int, request: str | None = None
) -> Iterator[Change]:
    """One Change around work that belongs together, such as a new entity and its mention.

    Takes the article's lock first. Raises Stale when its text is no longer version `based_on`;
    verbs called inside join the Change.
    """
    with ledger.change(
        verb, by=by, article=article, based_on_text=based_on, request=request
    ) as entry:
        text_at(article, based_on)
        yield entry


def add_mention(
    article: Article,
    start: int,
    end: int,
    entity,
    *,
    by,
    based_on: int,
    certainty: str = Certainty.HIGH,
    note: str = "",
) -> Mention:
    """Record that `start:end` names `entity`."""
    values = {"certainty": certainty, "note": note}
    return add_mentions(article, [(start, end)], entity, by=by, based_on=based_on, **values)[0]


def add_mentions(
    article: Article,
    places: list[Place],
    entity,
    *,
    by,
    based_on: int,
    certainty: str = Certainty.HIGH,
    note: str = "",
) -> list[Mention]:
    """Record that each of `places` names `entity`: all of them, or none."""
    verb = "add_mention" if len(places) == 1 else "add_mentions"
    with ledger.change(verb, by=by, article=article, based_on_text=based_on):
        text = text_at(article, based_on)
        added = []
        for start, end in places:
            mention = Mention(article=article, entity=entity, certainty=certainty, note=note)
            mention.place(text, start, end)
            added.append(records.add(mention, by=by))
        return added


def add_quotation(quotation: Quotation, spans: list[Piece], *, by, based_on: int) -> Quotation:
    """Record a quotation with its pieces, `(role, start, end)` in reading order.

    `quotation` is unsaved and names its article. Pieces of one role are numbered as they come.
    At least one is content.
    """
    article = quotation.article
    if SpanRole.CONTENT not in {role for role, _, _ in spans}:
        raise ValidationError("Mark the content of the quotation: what is said.", code="no_content")
    with ledger.change("add_quotation", by=by, article=article, based_on_text=based_on):
        text = text_at(article, based_on)
        records.add(quotation, by=by)
        _add_pieces(quotation, spans, text, Counter(), by=by)
    return quotation


def add_pieces(
    quotation: Quotation, pieces: list[Piece], *, by, based_on: int
) -> list[QuotationSpan]:
    """Add `(role, start, end)` each to a quotation, numbered after those of the same role."""
    article = quotation.article
    with ledger.change("add_pieces", by=by, article=article, based_on_text=based_on):
        text = text_at(article, based_on)
        if not Quotation.objects.filter(pk=quotation.pk).exists():
            raise ledger.Stale(None, "This quotation was deleted by somebody else in the meantime.")
        highest = quotation.spans.order_by().values_list("role").annotate(Max("order"))
        return _add_pieces(quotation, pieces, text, Counter(dict(highest)), by=by)


def delete_piece(span: QuotationSpan, *, by, based_on: int) -> None:
    """Delete a piece of a quotation. Raises ValidationError for the last piece of its content."""
    others = QuotationSpan.objects.filter(quotation=span.quotation_id, role=SpanRole.CONTENT)
    with ledger.change("delete_piece", by=by):
        records.delete(span, by=by, based_on=based_on)
        if span.role == SpanRole.CONTENT and not others.exists():
            raise ValidationError(
                "These are the last words of the quotation’s content; without any it would be "
                "none. Delete the quotation instead.",
                code="no_content",
            )


def replace_span(span, start: int, end: int, *, by, based_on: int, based_on_text: int):
    """Move an existing span of any kind to `start:end` of the current text."""
    article = span.text_version.article
    verb = f"change_{span._meta.model_name}"
    with ledger.change(verb, by=by, article=article, based_on_text=based_on_text):
        ledger.remember(span)
        span.place(text_at(article, based_on_text), start, end)
        return records.change(span, by=by, based_on=based_on)


def _add_pieces(
    quotation: Quotation, pieces: list[Piece], text, orders: Counter, *, by
) -> list[QuotationSpan]:
    added = []
    for role, start, end in pieces:
        orders[role] += 1
        span = QuotationSpan(quotation=quotation, role=role, order=orders[role])
        span.place(text, start, end)
        added.append(records.add(span, by=by))
    return added


def text_at(article: Article, number: int):
    """The current text of an article, which is locked, if it still is version `number`.

    Raises Stale, or ValidationError when there is no text.
    """
    current = lock_article(article).current_text
    if current is None:
        raise ValidationError("The article has no text yet.", code="no_text")
    if current.number != number:
        raise ledger.Stale(
            current,
            f"The text was changed in the meantime: it is at version {current.number}, "
            f"your offsets are from version {number}.",
        )
    return current
