"""Paragraphs of a text with its annotations, for the workbench: all of them, or those changed."""

from bisect import bisect
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from ...models import QuotationSpan, TextVersion
from ...rendering.markup import RenderedParagraph
from ...rendering.text import render_text
from ...text.occurrences import paragraph_at
from .annotations import mentions_in, pieces_in

RUNS = 8
"""So many stretches of a text are painted one by one; with more, all that is between them too."""

Place = tuple[int, int]


def paint(text: TextVersion, mentions: list, quotations: list) -> list[RenderedParagraph]:
    """The whole text. `quotations` are from `with_pieces`."""
    pieces = [piece for quotation in quotations for piece in quotation.pieces]
    return render_text(text.body, mentions, pieces)


def paint_anew(text: int, places: Iterable[Place]) -> list[RenderedParagraph]:
    """The paragraphs of a text version (primary key) that `places` touch (code points)."""
    places = {(start, end) for start, end in places}
    if not places:
        return []
    body = TextVersion.objects.values_list("body", flat=True).get(pk=text)
    touched = _merged({paragraph_at(body, start, end) for start, end in places})
    runs = touched if len(touched) <= RUNS else [(touched[0][0], touched[-1][1])]
    standing = reduce(or_, (Q(start__lt=end, end__gt=start) for start, end in runs))
    mentions = list(mentions_in(text).filter(standing))
    # All pieces of each quotation: the first one of all bears its number.
    here = QuotationSpan.objects.filter(standing, text_version=text).values("quotation")
    pieces = list(pieces_in(text).filter(quotation__in=here).select_related("quotation"))
    painted = [
        paragraph for run in runs for paragraph in render_text(body, mentions, pieces, within=run)
    ]
    starts = [start for start, _ in touched]
    return [one for one in painted if one.start <= touched[bisect(starts, one.start) - 1][1]]


def _merged(ranges: Iterable[Place]) -> list[Place]:
    """Ranges in order, those that overlap as one."""
    merged: list[Place] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
