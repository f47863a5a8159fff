"""Quotations elsewhere in the archive whose words are nearly the same."""

from django.db import connections, router
from django.db.models import Prefetch
from rapidfuzz import process
from rapidfuzz.distance import Indel

from ..models import Quotation, QuotationSpan, SpanRole
from ..text.tokens import index_text, letters
from . import alike_keys

ALIKE = 0.85
"""Quotations are nearly the same from this share of equal characters on."""
_CANDIDATES = 200


def near_identical(quotation: Quotation, limit: int = 10) -> list[Quotation]:
    """Public quotations with nearly the words of `quotation`, the likest first; not itself.

    Capitals, accents and punctuation do not count. Each has `likeness` (0.85 to 1, where 1 is the
    very same words) and `content_spans`; article, speaker and source are fetched. Very short ones
    (under four words) tell nothing and find nothing. At most 4 queries.
    """
    words = index_text(
        "\n".join(_content().filter(quotation=quotation).values_list("exact", flat=True))
    )
    with connections[router.db_for_read(Quotation)].cursor() as cursor:
        sharing = dict(alike_keys.sharing(cursor, words, _CANDIDATES))
    sharing.pop(quotation.pk, None)
    near = process.extract(
        letters(words),
        {key: letters(others) for key, others in sharing.items()},
        scorer=Indel.normalized_similarity,
        score_cutoff=ALIKE,
        limit=None,
    )
    likeness = {key: share for _, share, key in near}
    found = sorted(likeness, key=lambda key: (-likeness[key], key))[:limit]
    if not found:
        return []
    records = (
        Quotation.objects.public()
        .select_related("article", "speaker", "source")
        .prefetch_related(Prefetch("spans", queryset=_content(), to_attr="content_spans"))
        .in_bulk(found)
    )
    for key, record in records.items():
        record.likeness = likeness[key]
    return [records[key] for key in found if key in records]


def _content():
    return QuotationSpan.objects.public().filter(role=SpanRole.CONTENT).order_by("order", "pk")
