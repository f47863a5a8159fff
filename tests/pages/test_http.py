"""How readers' pages are handed over: known again, compressed, kept, and never with a cookie."""

import gzip

import pytest
from django.test import Client

from articles.editing.articles import withdraw_article
from articles.models import Article
from articles.pages import errors, freshness, home, remembered
from tests.editing.scene import draft, entity, mention, publish, published
from tests.pages.test_corrections import change

MINUTE = "public, max-age=0, s-maxage=60"
PAGES = ("/", "/articles/", "/timeline/", "/articles.atom", "/sitemap.xml", "/robots.txt")
LONG = "It was so. " * 200


@pytest.fixture
def state(db, monkeypatch) -> dict[str, str]:
    """The state of the database, as pages are told of it: in tests nothing is ever committed."""
    states = {"default": "one state"}
    monkeypatch.setattr(freshness, "state_of", states.get)
    monkeypatch.setattr(remembered, "state_of", states.get)
    monkeypatch.setattr(freshness, "_seen", {})
    monkeypatch.setattr(remembered, "_states", {})
    return states


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_not_made_again_for_whoever_has_it(
    address, state, client, django_assert_num_queries
):
    published()
    first = client.get(address)
    tag = first.headers["ETag"]
    assert tag.startswith("W/")
    assert first.headers["Cache-Control"] == MINUTE
    with django_assert_num_queries(0):
        for method in (client.get, client.head):
            again = method(address, headers={"If-None-Match": f'"x", {tag}'})
            assert (again.status_code, again.content, dict(again.cookies)) == (304, b"", {})
            kept = ("ETag", "Cache-Control", "Vary")
            assert [again.headers[name] for name in kept] == [tag, MINUTE, "Accept-Encoding"]
    state["default"] = "another"
    anew = client.get(address, headers={"If-None-Match": tag})
    assert (anew.status_code, anew.headers["ETag"] != tag) == (200, True)


def test_a_tag_is_of_one_address_and_one_release_only(state, client, monkeypatch):
    tags = {client.get(address).headers["ETag"] for address in (*PAGES, "/?x", "/articles/?q=a")}
    assert len(tags) == len(PAGES) + 2
    monkeypatch.setattr(freshness, "site_release", lambda: "a newer one")
    assert client.get("/").headers["ETag"] not in tags


def test_in_development_a_page_is_always_made_anew(state, client, settings):
    settings.DEBUG = True
    assert "ETag" not in client.get("/robots.txt").headers


def test_what_is_not_there_has_no_tag_and_is_not_taken_for_known(state, client):
    article = published("Gone")
    change(article, slug="moved")
    withdrawn = published("Withdrawn")
    withdraw_article(withdrawn, by=None, based_on=withdrawn.row_version, reason="A hoax.")
    for address, status in (
        ("/articles/no-such/", 404),
        ("/no-such/", 404),
        ("/articles/withdrawn/", 410),
        (f"/articles/{article.public_id}/", 301),
        ("/articles.csv?year=soon", 400),
    ):
        for asked in (
            {},
            {"If-None-Match": "*"},
            {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        ):
            answer = client.get(address, headers=asked)
            assert (answer.status_code, "ETag" in answer.headers) == (status, False), address
            assert answer.headers["Cache-Control"].startswith("public"), address
            assert not answer.cookies
        assert client.head(address).status_code == status


def test_of_the_admin_nothing_is_kept(db, admin_client):
    answer = admin_client.get("/admin/no-such/", headers={"Accept-Encoding": "gzip"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")
    for client in (admin_client, Client()):
        answer = client.get("/admin/login/", headers={"Accept-Encoding": "gzip"}, follow=True)
        assert "Content-Encoding" not in answer.headers, "its pages hold secrets (BREACH)"
        assert "private" in answer.headers["Cache-Control"]


def test_a_failure_is_not_kept(client, monkeypatch):
    client.raise_request_exception = False

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr(home, "remembered", fail)
    answer = client.get("/")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (500, "no-store")
    assert "fault is ours" in answer.text


@pytest.mark.parametrize(
    "address", ["/", "/articles/pact-signed/", "/articles/pact-signed.json", "/text_versions.csv"]
)
def test_it_is_compressed_for_whoever_takes_that(address, db, client):
    article = draft(body=LONG)
    mention(article, "so", entity())
    publish(article)
    plain = client.get(address)
    small = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    assert plain.headers["Vary"] == small.headers["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    body = plain.getvalue()
    packed = small.getvalue()
    assert gzip.decompress(packed) == body
    assert len(packed) < len(body)


def test_what_is_packed_already_is_not_compressed_again(db, client):
    answer = client.get("/data/archive.zip", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert answer.getvalue()[:2] == b"PK"


def test_a_wrong_address_leads_on(db, client):
    answer = client.get("/articles/pact<signed/versions/9/")
    assert answer.status_code == 404
    assert "pact<signed" not in answer.text
    assert 'href="/timeline/"' in answer.text
    assert len(client.get(f"/{'x' * 5000}/").text) < len(answer.text) + 2 * errors.LONGEST + 500


def test_what_is_dear_is_found_out_once_until_something_is_written(
    state, client, django_assert_max_num_queries
):
    published("One")
    client.get("/")
    Article.objects.update(status="draft")
    with django_assert_max_num_queries(4):
        again = client.get("/")
    assert ">1</dd>" in again.text, "remembered"
    state["default"] = "another"
    assert "No article is public yet" in client.get("/").text
