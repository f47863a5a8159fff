"""What programs find at fixed addresses: sitemaps, robots.txt, the description of the search."""

from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from lxml import etree

from articles.models import Article
from articles.pages.sitemaps import RecordSitemap
from tests.editing.scene import draft, entity, mention, publish, quotation, source
from tests.pages.many import make_articles

SCHEMAS = Path(__file__).parent / "schemas"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def tree(client, address: str, schema: str):
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "application/xml"
    found = etree.fromstring(answer.content)
    etree.XMLSchema(etree.parse(SCHEMAS / schema)).assertValid(found)
    return found


def sections(client) -> list[str]:
    return [
        found.text for found in tree(client, "/sitemap.xml", "siteindex.xsd").iter(f"{SITEMAP}loc")
    ]


def addresses(client, section: str) -> list[str]:
    found = tree(client, section, "sitemap.xsd")
    assert len(found) <= 50_000
    return [found.text for found in found.iter(f"{SITEMAP}loc")]


def all_addresses(client) -> list[str]:
    return [found for section in sections(client) for found in addresses(client, section)]


def test_it_names_every_public_page_once_and_no_other(db, client):
    article = draft("Shown")
    quotation(article, source=source())
    mention(article, "Moscow", entity())
    publish(article)
    draft("Hidden")
    entity("Hidden")
    found = all_addresses(client)
    assert len(found) == len(set(found))
    assert not [address for address in found if "hidden" in address]
    for record in (article, article.quotations.get(), article.mentions.get().entity):
        assert f"http://testserver{record.get_absolute_url()}" in found
    assert {client.get(address).status_code for address in found} == {200}


def test_it_is_cut_into_parts_that_leave_nothing_out(db, client, monkeypatch):
    make_articles(5)
    whole = all_addresses(client)
    monkeypatch.setattr(RecordSitemap, "limit", 2)
    assert "http://testserver/sitemap-articles-3.xml" in sections(client)
    assert all_addresses(client) == whole
    for address in ("articles-4", "articles-0", "nothing-1"):
        assert client.get(f"/sitemap-{address}.xml").status_code == 404


def test_an_empty_archive_has_a_sitemap_of_its_fixed_pages(db, client):
    assert sections(client) == ["http://testserver/sitemap-pages-1.xml"]
    assert client.get("/sitemap-articles-1.xml").status_code == 404


def test_it_tells_when_an_article_or_what_is_marked_in_it_was_changed(db, client):
    article = publish(draft())
    Article.objects.update(modified_at="2001-01-01T00:00Z")
    article.changes.update(at="2001-01-01T00:00Z")

    def told() -> str:
        return tree(client, "/sitemap-articles-1.xml", "sitemap.xsd").findtext(
            f".//{SITEMAP}lastmod"
        )

    assert told() == "2001-01-01"
    named = mention(article, "Moscow", entity())
    assert told() == f"{named.created_at:%Y-%m-%d}"


def test_robots_are_led_to_the_sitemap_and_kept_from_what_has_no_end(db, client):
    answer = client.get("/robots.txt")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml" in answer.text.splitlines()
    rules = RobotFileParser()
    rules.parse(answer.text.splitlines())
    assert not rules.can_fetch("*", "/admin/")
    assert not rules.can_fetch("*", "/report/?record=art-x")
    assert rules.can_fetch("*", "/articles/pact-signed/")
    # The standard library knows no wildcards (RFC 9309, 2.2.3).
    assert "Disallow: /*?" in answer.text
    assert "Allow: /search/?q=" in answer.text


@pytest.mark.any_database
def test_the_search_is_described(db, client):
    answer = client.get("/opensearch.xml")
    assert answer.headers["Content-Type"] == "application/opensearchdescription+xml"
    found = etree.fromstring(answer.content)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert 0 < len(found.findtext(f"{space}ShortName")) <= 16
    assert 0 < len(found.findtext(f"{space}Description")) <= 1024
    templates = {url.get("type"): url.get("template") for url in found.iter(f"{space}Url")}
    assert templates["text/html"] == "http://testserver/search/?q={searchTerms}"
    assert templates["application/opensearchdescription+xml"] == "http://testserver/opensearch.xml"
