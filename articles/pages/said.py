"""Quotations as the pages of entities and sources show them: the first of many, and how many."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from ..models import Quotation, QuotationSpan, SpanRole

NEWEST_ARTICLE_FIRST = (
    "-article__published_latest",
    "article__title_folded",
    "article_id",
    "number",
)


@dataclass(frozen=True, slots=True)
class Said:
    """The first quotations of `total`; `is_whole` is false if there may be more than that."""

    quotations: list[Quotation]
    total: int
    is_whole: bool = True


def first_said(found: QuerySet[Quotation], count: int, *, is_whole: bool = True) -> Said:
    """The first `count` of some quotations, those of the newest articles. Three queries.

    They are sorted as bare keys: there may be tens of thousands. Their words are read apart
    (`with_words`), for several lists at once.
    """
    keys = list(found.order_by(*NEWEST_ARTICLE_FIRST).values_list("pk", flat=True)[:count])
    rows = Quotation.objects.public().select_related("article", "speaker", "source").in_bulk(keys)
    return Said([rows[key] for key in keys if key in rows], found.count(), is_whole)


def with_words(*lists: Said) -> None:
    """Give every quotation in these lists its words, as `content_spans`. One query."""
    content = QuotationSpan.objects.public().filter(role=SpanRole.CONTENT).order_by("order", "pk")
    shown = [quotation for said in lists for quotation in said.quotations]
    prefetch_related_objects(shown, Prefetch("spans", queryset=content, to_attr="content_spans"))
