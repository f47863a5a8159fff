"""What every public article rests on, a row each, as CSV (`/lineage.csv`).

Its numbers are worked out over the whole archive (`articles.independence`), not fetched with the
rows; so it is no dataset, and no part of the archive to take away and bring back.
"""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from ..independence import ArchiveIndependence, Standing
from ..models import Article, Source
from .cells import guard
from .columns import Address
from .writing.csv_stream import BOM

COLUMNS = {
    "id": "Permanent id of the article.",
    "url": "Its page. Absolute address.",
    "article": "Title of the article.",
    "publisher_id": "Id of its publisher.",
    "publisher": "Heading of its publisher.",
    "attributions": "How many quotations it has.",
    "attributions_without_source": "How many of these have no known source.",
    "citations": "How many citations it has, without those of what contradicts it.",
    "roots": "How many roots the sources of its quotations and citations come down to.",
    "single_root_id": "Id of the only root; empty where there are several, or none.",
    "single_root": "Title of the only root.",
}
_CHUNK = 2000


def stream_independence(report: ArchiveIndependence) -> Iterator[bytes]:
    """`report` as CSV (RFC 4180) in UTF-8 with BOM, in the order of the articles' titles.

    An article readers can no longer see is left out. Text is guarded against being read as a
    formula (`exchange.cells`).
    """
    yield BOM + _lines([tuple(COLUMNS)])
    for first in range(0, len(report.standings), _CHUNK):
        yield _lines(_rows(report.standings[first : first + _CHUNK]))


def _rows(standings: Sequence[Standing]) -> list[tuple]:
    found = Article.objects.public().filter(pk__in=[one.article for one in standings])
    fields = ("public_id", "slug", "title", "publisher__public_id", "publisher__name")
    articles = {pk: values for pk, *values in found.order_by().values_list("pk", *fields)}
    roots = Source.objects.public().filter(pk__in={one.root for one in standings if one.root})
    named = {pk: values for pk, *values in roots.order_by().values_list("pk", "public_id", "title")}
    address = Address("articles:article", "slug").writer()
    rows = []
    for one in standings:
        if one.article not in articles:
            continue
        public_id, slug, title, publisher_id, publisher = articles[one.article]
        root_id, root = named.get(one.root, ("", ""))
        rows.append(
            (
                *(public_id, address(slug), guard(title)),
                *(publisher_id or "", guard(publisher or "")),
                *(one.attributions, one.unsourced, one.citations, one.roots),
                *(root_id, guard(root)),
            )
        )
    return rows


def _lines(rows: list[tuple]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
