"""The page on which readers report an error."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.editing.reporting import HOURLY_OF_ONE
from articles.editing.revising import revise
from articles.models import Report
from tests.editing.scene import (
    BODY,
    draft,
    entity,
    mention,
    publish,
    quotation,
    relation,
    source,
)
from tests.pages.dom import page_at

REPORT = "/report/"
GOOD = {"message": "It was 1940."}


@pytest.fixture
def article(db):
    article = draft("Pact signed", language="en")
    mention(article, "Moscow", entity())
    quotation(article, source=source())
    return publish(article)


def address(record, **passage) -> str:
    query = "&".join(f"{name}={value}" for name, value in passage.items())
    return f"{REPORT}?record={record.public_id}&{query}".rstrip("&")


def test_what_is_reported_is_shown_and_stored(article, client):
    start = BODY.index("東京")
    here = address(article, version=1, start=start, end=start + 2)
    page = page_at(client, here)
    assert page.one("q").text == "東京"
    assert "Pact signed" in page.one("form", method="post").text
    answer = client.post(here, GOOD)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/report/received/")
    assert "Thank you" in page_at(client, answer.headers["Location"]).text
    stored = Report.objects.get()
    assert (stored.exact, stored.start, stored.text_version.number) == ("東京", start, 1)
    assert (stored.message, stored.status) == ("It was 1940.", "open")
    assert "127.0.0.1" not in stored.sender and len(stored.sender) == 64


def test_the_version_that_was_read_is_reported_after_it_changed(article, client):
    start = BODY.index("papers")
    here = address(article, version=1, start=start, end=start + 6)
    revise(article, BODY.replace("papers", "files"), by=None, based_on=1, reason="Misread.")
    assert client.post(here, GOOD).status_code == 302
    stored = Report.objects.get()
    assert (stored.text_version.number, stored.exact) == (1, "papers")


def test_how_one_entity_stands_to_another_is_reported_too(article, client):
    city, country = article.mentions.get().entity, entity("Russia")
    stands = relation(city, country, basis="inferred", note="As all know.")
    assert client.get(address(stands)).status_code == 404, "readers do not know the other"
    mention(article, "Bureau", country)
    assert city.get_absolute_url() in page_at(client, address(stands)).links()
    assert client.post(address(stands), GOOD).status_code == 302
    assert Report.objects.get().label == "Moscow part of Russia"


def test_every_page_of_a_record_leads_to_its_report(article, client):
    said = article.quotations.get()
    pages = {
        article: article.get_absolute_url(),
        said: said.get_absolute_url(),
        said.source: said.source.get_absolute_url(),
        article.mentions.get().entity: article.mentions.get().entity.get_absolute_url(),
        article.current_text: reverse("articles:version", args=[article.slug, 1]),
    }
    for record, page in pages.items():
        (link,) = [link for link in page_at(client, page).links() if link.startswith(REPORT)]
        shown = page_at(client, link)
        assert str(record) in shown.text
        assert page in shown.links()


def test_words_that_were_pasted_are_looked_for(article, client):
    client.post(address(article), GOOD | {"words": "the papers came"})
    assert Report.objects.get().start == BODY.index("the papers came")


@pytest.mark.parametrize(
    "query",
    [
        *("", "record=", "record=art-nonsense", "record=%00", "record=rep-1"),
        *("record={0}&version=2", "record={0}&version=x", "record={0}&version=1&start=3"),
        *("record={0}&version=1&start=9&end=3", "record={0}&version=1&start=0&end=999999"),
        f"record={{0}}&version={9**20}",
        "record={1}",
    ],
)
def test_what_is_not_there_cannot_be_reported(article, client, query):
    here = f"{REPORT}?{query.format(article.public_id, draft('Hidden').public_id)}"
    assert client.get(here).status_code == 404
    assert client.post(here, GOOD).status_code == 404
    assert not Report.objects.exists()


def test_what_is_missing_is_said_at_its_field(article, client):
    answer = client.post(address(article), {"message": " ", "words": "some words"})
    assert answer.status_code == 200
    assert "Say what is wrong." in answer.text
    assert "some words" in answer.text
    assert not Report.objects.exists()


def test_a_program_that_fills_in_everything_is_thanked_and_not_heard(article, client):
    answer = client.post(address(article), GOOD | {"website": "https://example.org"})
    assert answer.headers["Location"] == "/report/received/"
    assert not Report.objects.exists()


def test_too_many_are_refused_and_nothing_typed_is_lost(article, client):
    for _ in range(HOURLY_OF_ONE):
        assert client.post(address(article), GOOD).status_code == 302
    refused = client.post(address(article), {"message": "One more thing"})
    assert refused.status_code == 429
    assert "One more thing" in refused.text and "was not stored" in refused.text
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post(address(article), GOOD).status_code == 302


def test_a_form_from_another_site_is_refused(article):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address(article), GOOD).status_code == 403
    token = page_at(strict, address(article)).one("input", name="csrfmiddlewaretoken")
    sent = GOOD | {"csrfmiddlewaretoken": token.attributes["value"]}
    assert strict.post(address(article), sent).status_code == 302


def test_the_form_alone_sets_a_cookie_and_is_kept_by_no_cache(article, client):
    answer = client.get(address(article))
    assert list(answer.cookies) == ["csrftoken"]
    assert "no-store" in answer.headers["Cache-Control"]
    received = Client().get("/report/received/")
    assert not received.cookies
    assert not Client().get(article.get_absolute_url()).cookies
