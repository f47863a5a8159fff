"""Other formats at their addresses: redirects, tombstones, nothing that readers may not see."""

import json
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.editing import records
from articles.editing.articles import withdraw_article
from articles.editing.revising import revise
from articles.exchange.datasets import DATASETS
from articles.models import Article
from tests.access.stories import WITHOUT_TEXT, publish, tell
from tests.editing import scene
from tests.exchange.records import make_archive
from tests.pages.dom import page_at
from tests.pages.many import annotate_densely, make_articles

ARTICLE = ("json", "tei.xml", "jsonld", "csl.json", "bib", "ris")
CITATION = ("csl.json", "bib", "ris")
QUOTATION = ("jsonld", *CITATION)
WHOLE = (
    *("annotations.jsonld", "archive.tei.xml", "citations.csl.json", "citations.bib"),
    "citations.ris",
)


def formats_of(article: Article, slug: str = "") -> list[str]:
    """Every address of an article, its first version and its first quotation."""
    slug = slug or article.slug
    quotation = article.quotations.order_by("number").first()
    return [
        *(f"/articles/{slug}.{extension}" for extension in ARTICLE),
        *(f"/articles/{slug}/versions/1.{extension}" for extension in CITATION),
        *(f"/quotations/{quotation.public_id}.{extension}" for extension in QUOTATION),
    ]


@pytest.fixture
def article(db) -> Article:
    return scene.everything()


def test_types_names_and_no_cookie(article, client):
    types = {
        "json": "application/json",
        "tei.xml": "application/tei+xml",
        "jsonld": 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
        "csl.json": "application/vnd.citationstyles.csl+json",
        "bib": "application/x-bibtex; charset=utf-8",
        "ris": "application/x-research-info-systems; charset=utf-8",
    }
    for address in formats_of(article):
        answer = client.get(address)
        extension = next(e for e in sorted(types, key=len, reverse=True) if address.endswith(e))
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, types[extension])
        assert not answer.cookies
        assert answer.headers["Vary"] == "Accept-Encoding"
        saved = answer.headers.get("Content-Disposition", "")
        assert saved.endswith(f'.{extension}"') == (extension in ("bib", "ris")), address
        head = client.head(address)
        assert head.content == b""
        assert head.headers["Content-Length"] == str(len(answer.content))


def test_the_same_bytes_are_not_sent_twice(article, client):
    address = f"/articles/{article.slug}.json"
    answer = client.get(address)
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    revise(article, article.current_text.body + "More.", by=None, based_on=1, reason="Short.")
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 200


def test_earlier_addresses_lead_on_in_the_same_format(article, client):
    past = article.slug
    article.slug = "renamed"
    records.change(article, by=None, based_on=article.row_version)
    for name, address in product((past, article.public_id), ARTICLE):
        answer = client.get(f"/articles/{name}.{address}")
        assert answer.status_code == 301
        assert answer.headers["Location"] == f"/articles/renamed.{address}"
    answer = client.get(f"/articles/{past}/versions/1.bib")
    assert (answer.status_code, answer.headers["Location"]) == (
        301,
        "/articles/renamed/versions/1.bib",
    )


def test_what_was_withdrawn_or_deleted_says_so(article, client):
    kept, gone = article.quotations.get(), scene.quotation(article, "papers")
    address = gone.get_absolute_url().rstrip("/")
    records.delete(gone, by=None, based_on=gone.row_version, reason="It is no quotation.")
    for extension in QUOTATION:
        answer = client.get(f"{address}.{extension}")
        assert answer.status_code == 410
        assert "It is no quotation." in answer.text
    article.refresh_from_db()
    withdraw_article(article, by=None, based_on=article.row_version, reason="It was forged.")
    for address in formats_of(article):
        answer = client.get(address)
        assert answer.status_code == 410
        assert "It was forged." in answer.text
        assert kept.spans.first().exact not in answer.text


def test_a_draft_is_as_unknown_as_what_never_was(db, client):
    draft = scene.draft()
    scene.quotation(draft)
    for address in [*formats_of(draft), *formats_of(draft, draft.public_id)]:
        assert client.get(address).status_code == 404
    story = publish(tell("sealed", number=1, text_is_public=False)).article
    revise(story, "Another text.", by=None, based_on=1, reason="Other.")
    for address in ("/articles/none.bib", "/quotations/quo-none.ris", "/articles/none.txt"):
        assert client.get(address).status_code == 404
    for number in (1, 2, 3, 0):
        address = reverse("articles:version-bib", args=[story.slug, number])
        assert client.get(address).status_code == 404, "a text that may not be shown"


def test_no_format_tells_of_drafts_or_of_a_text_that_may_not_be_shown(db, client):
    story = publish(tell("open", number=1))
    about = {"also_names": story.records["entity"], "also_claims_of": story.records["source"]}
    sealed = publish(tell("sealed", number=2, text_is_public=False, **about))
    draft = tell("draft", number=3, **about)
    secrets = story.secrets() | sealed.secrets(WITHOUT_TEXT) | draft.secrets(set())
    addresses = [*formats_of(story.article), *formats_of(sealed.article)[: len(ARTICLE)]]
    addresses += [f"/data/{name}" for name in WHOLE]
    found = ""
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        text = answer.getvalue().decode().lower()
        assert [word for word in secrets if word in text] == [], address
        found += text
    told = {"title", "said", "cue", "attribution", "citationnote", "describedspeaker", "root"}
    for words in (story.words, sealed.words):
        assert [name for name in told if words[name] not in found] == []
    assert story.words["secret"] in found


def test_plain_json_holds_what_the_page_shows(db, client):
    archive = make_archive()
    article = archive.published
    told = json.loads(client.get(f"/articles/{article.slug}.json").content)
    body = told["text"]["body"]
    assert body == article.current_text.body
    assert told["text"]["sha256"] == article.current_text.sha256
    spans = told["mentions"] + [p for q in told["quotations"] for p in q["pieces"]]
    spans += [span for citation in told["citations"] for span in citation["words"]]
    spans += [span for evidence in told["evidence"] for span in evidence["words"]]
    assert len(spans) == 3 + 4 + 1 + 3
    assert all(body[span["start"] : span["end"]] == span["exact"] for span in spans)
    named = {entity["name"]: entity for entity in told["entities"]}
    assert named.keys() == {"Court | Gazette", "FSB", "Moscow", "The Court"}
    assert [alias["name"] for alias in named["The Court"]["aliases"]] == [
        "=IMTFE",
        "Tribunal | of Tokyo",
    ]
    relations = {one["kind"]: one for one in told["relations"]}
    assert relations.keys() == {"located_in", "member_of"}, "not what a draft alone states"
    within = relations["located_in"]
    assert (within["entity"]["label"], within["other"]["label"]) == ("The Court", "Moscow")
    stated = {one["claim"]: one for one in told["evidence"]}[within["id"]]
    assert (stated["source"], stated["words"][0]["exact"]) == (None, "the Court says")
    sources = {source["title"]: source for source in told["sources"]}
    assert sources.keys() == {"The verdict", "Papers, released"}, "not what a draft alone states"
    assert sources["Papers, released"]["is_root"]
    assert told["note"] == "" and told["publisher"]["label"] == "Court | Gazette"
    columns = {c.name for c in DATASETS["text_versions"].columns_for(public=True)}
    assert told["versions"][0].keys() <= columns, "the same word for the same thing"


def test_queries_do_not_grow_with_annotations_or_articles(db, client):
    few, many = make_articles(2)
    annotate_densely(few, 5)
    make_articles(20)
    annotate_densely(many, 200)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
            assert answer.status_code == 200
            answer.getvalue()
        return len(captured)

    for extension in ARTICLE:
        of_few, of_many = (queries(f"/articles/{a.slug}.{extension}") for a in (few, many))
        assert of_few == of_many <= 16, extension
    before = {name: queries(f"/data/{name}") for name in WHOLE}
    make_articles(20)
    assert {name: queries(f"/data/{name}") for name in WHOLE} == before


def test_pages_lead_to_their_formats_and_tell_programs_what_they_are(founding, client):
    page = page_at(client, founding.get_absolute_url())
    links = {link.attributes["href"] for link in page.all("link", rel="alternate")}
    whole = formats_of(founding)[: len(ARTICLE)]
    feed = f"/corrections.atom?article={founding.slug}"
    assert links == {*whole, feed}
    assert set(whole) < set(page.links())
    named = [meta.attributes for meta in page.all("meta") if "name" in meta.attributes]
    tags = {meta["name"]: meta["content"] for meta in named}
    assert tags["DC.type"] == "newspaperArticle"
    assert tags["DC.source"] == "Frontier India"
    assert "DC.date" not in tags, "it is not known"
    told = json.loads(page.one("script", type="application/ld+json").text)
    assert (told["@type"], told["headline"]) == ("NewsArticle", founding.title)
    assert len(told["hasPart"]) == founding.quotations.count()
    assert {source["@type"] for source in told["isBasedOn"]} == {"Collection"}
    assert "datePublished" not in told and "author" not in told
    quotation = founding.quotations.get(number=3)
    page = page_at(client, quotation.get_absolute_url())
    told = json.loads(page.one("script", type="application/ld+json").text)
    assert told["@type"] == "Quotation"
    assert told["text"] == quotation.spans.get(role="content").exact
    assert told["spokenByCharacter"]["name"] == quotation.speaker.name
    for record, kind in ((quotation.speaker, "Organization"), (quotation.source, "Collection")):
        page = page_at(client, record.get_absolute_url())
        told = json.loads(page.one("script", type="application/ld+json").text)
        assert (told["@type"], told["name"]) == (kind, str(record))
    version = page_at(client, reverse("articles:version", args=[founding.slug, 1]))
    assert f"/articles/{founding.slug}/versions/1.bib" in version.links()
    data = page_at(client, reverse("articles:data"))
    assert {f"/data/{name}" for name in WHOLE} < set(data.links())


@pytest.mark.any_database
def test_every_term_of_our_own_is_explained_on_the_data_page(db, client):
    from articles.exchange.standards.vocabulary import AGENT_TERMS, RELATION_TERMS, TERMS

    page = page_at(client, reverse("articles:data"))
    ids = [element.attributes["id"] for element in page.elements() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    assert set(TERMS) < set(ids)
    used = [*AGENT_TERMS.values(), *RELATION_TERMS.values()]
    own = {term.removeprefix("archive:") for term in used if "archive:" in term}
    assert own < set(TERMS)


def test_an_empty_archive_has_files_too(db, client):
    for name in WHOLE:
        answer = client.get(f"/data/{name}")
        assert answer.status_code == 200
        assert f'filename="{name}"' in answer.headers["Content-Disposition"]
        answer.getvalue()
    assert json.loads(client.get("/data/citations.csl.json").getvalue()) == []
    assert json.loads(client.get("/data/annotations.jsonld").getvalue())["total"] == 0
