"""SQLite reads a page of a list where it stands, and of its rows only what belongs to them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Quotation, QuotationSpan


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts for itself")
def test_it_begins_with_what_is_asked_for_not_with_all_published_articles(db):
    with CaptureQueriesContext(connection) as asked:
        list(Quotation.objects.public().filter(pk__in=range(50)).order_by("pk"))
        list(QuotationSpan.objects.public().filter(quotation__in=range(50)))
    assert len(asked) == 2
    for query in asked:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            first = cursor.fetchall()[0][-1]
        assert first.startswith("SEARCH articles_quotation"), first
