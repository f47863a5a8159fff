"""Annotation: mark spans of an article's current text as mentions and quotations.

Offsets are Unicode code points, end exclusive. `based_on` is the number of the text version the
offsets were taken from (for a new span) or the row version seen (for a change).
"""

from collections import Counter

from django.core.exceptions import ValidationError

from ..models import Article, Certainty, Mention, Quotation, QuotationSpan, SpanRole
from . import ledger, records
from .locks import lock_article


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
    with ledger.change("add_mention", by=by, article=article, based_on_text=based_on):
        mention = Mention(article=article, entity=entity, certainty=certainty, note=note)
        mention.place(_text_at(article, based_on), start, end)
        return records.add(mention, by=by)


def add_quotation(
    quotation: Quotation, spans: list[tuple[str, int, int]], *, by, based_on: int
) -> Quotation:
    """Record a quotation with its pieces, `(role, start, end)` in reading order.

    `quotation` is unsaved and names its article. Pieces of one role are numbered as they come.
    At least one is content.
    """
    article = quotation.article
    if SpanRole.CONTENT not in {role for role, _, _ in spans}:
        raise ValidationError("Mark the content of the quotation: what is said.", code="no_content")
    with ledger.change("add_quotation", by=by, article=article, based_on_text=based_on):
        text = _text_at(article, based_on)
        records.add(quotation, by=by)
        orders = Counter()
        for role, start, end in spans:
            orders[role] += 1
            span = QuotationSpan(quotation=quotation, role=role, order=orders[role])
            span.place(text, start, end)
            records.add(span, by=by)
    return quotation


def replace_span(span, start: int, end: int, *, by, based_on: int, based_on_text: int):
    """Move an existing span of any kind to `start:end` of the current text."""
    article = span.text_version.article
    verb = f"change_{span._meta.model_name}"
    with ledger.change(verb, by=by, article=article, based_on_text=based_on_text):
        ledger.remember(span)
        span.place(_text_at(article, based_on_text), start, end)
        return records.change(span, by=by, based_on=based_on)


def _text_at(article: Article, number: int):
    """The current text, if it still is version `number`. Raises Stale."""
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
