"""How often a page asks the database: the same however much there is to show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Citation, Correction, Entity, Mention, Source
from tests.pages.many import add_versions, annotate_densely, correct, make_articles

ARTICLE, LIST = 8, 6


@pytest.fixture
def queries(db, client):
    """A function from an address to the number of queries its page takes."""

    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
            assert answer.status_code == 200
            answer.getvalue()
        return len(captured)

    return count


def test_article_page_with_5_and_with_300_annotations(queries):
    few, many = make_articles(2)
    annotate_densely(few, 5)
    make_articles(20)
    annotate_densely(many, 300)
    small, large = (queries(article.get_absolute_url()) for article in (few, many))
    assert small == large <= ARTICLE


@pytest.mark.parametrize("name", ["articles", "sources", "quotations", "entities", "corrections"])
@pytest.mark.parametrize("query", ["", "?q=e", "?before=end", "?sort=-date"])
def test_lists_of_1_and_of_60_rows(queries, name, query):
    address = reverse(f"articles:{name}") + query
    make_articles(1)
    one = queries(address)
    make_articles(59)
    sixty = queries(address)
    assert one == sixty <= LIST


@pytest.mark.parametrize("query", ["publisher=entity-0", "entity=entity-0", "source=source-0"])
def test_a_list_that_is_narrowed_to_a_record(queries, query):
    make_articles(60)
    assert queries(f"/articles/?{query}") <= LIST


def test_a_later_page_of_a_list_narrowed_to_every_record_it_can_be(queries):
    articles = make_articles(60)
    publisher = Entity.objects.get(slug="entity-0")
    Article.objects.update(publisher=publisher)
    Mention.objects.update(entity=publisher)
    Citation.objects.update(source=Source.objects.get(slug="source-0"))
    place = f"after={articles[29].public_id}"
    query = "publisher=entity-0&entity=entity-0&source=source-0"
    assert queries(f"/articles/?{query}&{place}") == LIST
    assert queries(f"/articles/?{query}&q=nowhere") == LIST


@pytest.mark.parametrize("name", ["articles", "mentions", "quotations", "sources"])
def test_files_of_1_and_of_60_rows(queries, name):
    address = reverse(f"articles:{name}-csv")
    make_articles(1)
    one = queries(address)
    make_articles(59)
    assert queries(address) == one <= LIST


def test_pages_of_records_do_not_ask_more_with_more_to_show(queries):
    article, *_ = make_articles(3)
    correct([article, Entity.objects.get(slug="entity-0"), Source.objects.get(slug="source-0")], 1)
    add_versions(article, 1)
    correction = Correction.objects.first()
    dated = {"began": "1940", "began_earliest": 19400101, "began_latest": 19401231}
    Entity.objects.update(**dated)
    pages = [
        reverse("articles:home"),
        *(f"/{name}.atom" for name in ("articles", "quotations", "sources", "entities")),
        *(f"/search/?{query}" for query in ("", "q=title", "q=is", "q=is&in=quotations")),
        *(f"/search/?q=title&in=articles&{query}" for query in ("", "year=1910")),
        "/timeline/?kind=organisation",
        "/timeline/?kind=organisation&from=1940&until=1940",
        *("/sitemap.xml", "/sitemap-articles-1.xml", "/sitemap-quotations-1.xml"),
        reverse("articles:lineage"),
        reverse("articles:lineage-part", args=["claims"]),
        reverse("articles:lineage-csv"),
        reverse("articles:data"),
        Entity.objects.get(slug="entity-0").get_absolute_url(),
        reverse("articles:concordance", args=["entity-0"]),
        reverse("articles:concordance", args=["entity-0"]) + "?sort=right",
        Source.objects.get(slug="source-0").get_absolute_url(),
        article.quotations.get().get_absolute_url(),
        reverse("articles:versions", args=[article.slug]),
        reverse("articles:version", args=[article.slug, 1]),
        reverse("articles:difference", args=[article.slug, 1, 2]),
        reverse("articles:corrections-feed"),
        reverse("articles:correction", args=[correction.public_id]),
        f"/report/?record={article.public_id}&version=1&start=0&end=3",
        reverse("articles:passage", args=[article.slug, 1]) + "?words=nowhere",
        reverse("articles:passage", args=[article.slug, 1]) + "?start=0&end=3",
        reverse("articles:passage-bib", args=[article.slug, 1]) + "?start=0&end=3",
    ]
    before = {page: queries(page) for page in pages}
    for other in make_articles(40):
        other.quotations.update(source=Source.objects.get(slug="source-0"))
        other.mentions.update(entity=Entity.objects.get(slug="entity-0"))
        other.citations.update(source=Source.objects.get(slug="source-0"))
    Entity.objects.update(**dated)
    correct([article, Entity.objects.get(slug="entity-0"), Source.objects.get(slug="source-0")], 9)
    add_versions(article, 5)
    assert {page: queries(page) for page in pages} == before
    # Most is shown of an entity: names, relations, passages, company, quotations, parts, articles.
    assert max(before.values()) <= 20
