"""Pages are made in several statements: what is written between two of them breaks none."""

import pytest
from django.db import connection, transaction

from articles.models import Citation, Entity, Mention, Quotation, QuotationSpan, Source, SourceAgent
from tests.editing import scene
from tests.pages.many import make_articles


def add(article) -> None:
    """A quotation more, of a source that nobody knew before."""
    cited = scene.source("New source")
    scene.quotation(article, "somebody", speaker_description="somebody", source=cited)
    scene.citation(article, cited)
    scene.part(cited, scene.entity("New owner"), basis="inferred", note="So it seems.")


def clear(article) -> None:
    """Nothing that a page tells is there any longer."""
    for model in (QuotationSpan, Quotation, Citation, Mention, SourceAgent):
        model.objects.all().delete()
    type(article).objects.update(publisher=None)
    for model in (Entity, Source):
        model.objects.all().delete()


def hide(article) -> None:
    """Readers may no longer see another article, nor what it alone names."""
    type(article).objects.exclude(pk=article.pk).update(status="draft")
    for model in (Entity, Source):
        model.objects.filter(slug__endswith="-1").update(is_public=False)


@pytest.mark.any_database
@pytest.mark.parametrize(
    "address, change",
    [
        ("/", clear),
        ("/timeline/?kind=organisation", clear),
        ("/articles.atom", hide),
        ("/quotations.atom", clear),
        ("/articles/article-0/", add),
        ("/articles/article-0/", clear),
        ("/sources/source-0/", clear),
    ],
)
def test_a_page_is_made_whatever_is_written_meanwhile(db, client, address, change):
    article, _ = make_articles(2)
    Entity.objects.update(began="1940", began_earliest=19400101, began_latest=19401231)
    come, number = True, 0

    def interrupt(execute, sql, params, many, context):
        nonlocal left
        left -= 1
        if left == 0:
            change(article)
        return execute(sql, params, many, context)

    while come:
        number += 1
        left = number
        with transaction.atomic():
            with connection.execute_wrapper(interrupt):
                assert client.get(address).status_code in (200, 404), number
            transaction.set_rollback(True)
        come = left <= 0
    assert number > 2
