"""What pages tell search engines (JSON-LD) parses, and is what the pages tell readers."""

import json

import pytest
from pyld import jsonld

from tests.browser.kinds import make_kinds
from tests.editing import scene
from tests.editing.scene import published
from tests.pages.dom import Element, parse

SCHEMA = "https://schema.org/"
CONTEXT = {"@vocab": SCHEMA, **{name: {"@type": "@id"} for name in ("url", "sameAs")}}
WITH_DATA = {"WebSite", "NewsArticle", "Quotation", "Organization", "Collection", "Report"}


def offline(url: str, options: dict) -> dict:
    """Of schema.org's own context only what decides which values are addresses."""
    assert url.rstrip("/") == SCHEMA.rstrip("/")
    return {"documentUrl": url, "contextUrl": None, "document": {"@context": CONTEXT}}


def data_of(page: Element) -> list[dict]:
    return [json.loads(found.text) for found in page.all("script", type="application/ld+json")]


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.any_database
def test_it_parses_and_says_what_the_page_says(founding, client):
    types = set()
    for kind, address in make_kinds(founding).items():
        page = parse(client.get(address).text)
        head, text = page.one("head"), words(page.one("main").text)
        for data in data_of(page):
            types.add(data["@type"])
            triples = jsonld.to_rdf(data, {"documentLoader": offline})["@default"]
            subjects = {triple["subject"]["value"] for triple in triples}
            assert data["@id"] in subjects, kind
            assert all(t["predicate"]["value"].startswith(("http",)) for t in triples)
            assert data["@id"] == head.one("link", rel="canonical").attributes["href"], kind
            for name in ("headline", "text"):
                for piece in data.get(name, "").split(" … "):
                    assert words(piece) in text, kind
            if data["@type"] != "WebSite":
                assert words(data.get("name", "")) in text, kind
                assert words(data.get("description", "")) in text, kind
            for named in data.get("mentions", []):
                assert words(named["name"]) in text, kind
    assert types >= WITH_DATA


@pytest.mark.any_database
def test_the_front_page_says_how_to_search(db, client):
    page = parse(client.get("/").text)
    (site,) = data_of(page)
    action = site["potentialAction"]
    assert action["query-input"] == "required name=search_term_string"
    before, name, after = action["target"]["urlTemplate"].partition("{search_term_string}")
    assert (name != "", after) == (True, "")
    form = page.one("main").one("form")
    field = form.one("input", type="search").attributes["name"]
    assert before == f"http://testserver{form.attributes['action']}?{field}="
    assert client.get(before.removeprefix("http://testserver") + "pact").status_code == 200


@pytest.mark.any_database
def test_an_entity_tells_of_its_own_relations_only(db, client):
    article = published(body="The Fleet is no Navy.")
    fleet, navy = (scene.entity(name=name, kind="organisation") for name in ("Fleet", "Navy"))
    for named in (fleet, navy):
        scene.mention(article, named.name, named)
    scene.relation(fleet, navy, basis="inferred", note="By its name.")
    (told,) = data_of(parse(client.get(fleet.get_absolute_url()).text))
    assert "Navy" in json.dumps(told["parentOrganization"])
    (told,) = data_of(parse(client.get(navy.get_absolute_url()).text))
    assert "Fleet" not in json.dumps(told)
