"""The address of a quotation that was deleted says when and why, as long as its article is read."""

import pytest

from articles.editing import records
from articles.editing.articles import withdraw_article
from articles.models import Quotation
from tests.editing.scene import draft, publish, published, quotation
from tests.pages.dom import page_at


@pytest.fixture
def said(db) -> Quotation:
    article = draft()
    said = quotation(article)
    publish(article)
    return said


def delete(said: Quotation) -> str:
    """Delete it; its address."""
    address = said.get_absolute_url()
    records.delete(said, by=None, based_on=said.row_version, reason="It is no quotation.")
    return address


def test_day_reason_and_article_are_left_and_nothing_of_its_words(said, client):
    address = delete(said)
    page = page_at(client, address, 410)
    assert "It is no quotation." in page.text
    assert said.article.get_absolute_url() in page.links()
    log = [link for link in page.links() if link.startswith("/corrections/cor-")]
    at = said.article.corrections.get().at
    assert f"{at.day} {at:%B %Y}" in page.text
    assert "It is no quotation." in page_at(client, log[0]).text
    assert "Moscow" not in page.text


def test_nothing_tells_of_one_that_only_a_draft_had(db, client):
    address = delete(quotation(draft()))
    assert client.get(address).status_code == 404


def test_nothing_is_told_once_the_article_is_withdrawn(said, client):
    address = delete(said)
    article = said.article
    article.refresh_from_db()
    withdraw_article(article, by=None, based_on=article.row_version, reason="A hoax.")
    assert client.get(address).status_code == 404


def test_one_that_is_back_is_shown(said, client):
    kept = Quotation(**{f.attname: getattr(said, f.attname) for f in said._meta.concrete_fields})
    address = delete(said)
    kept.pk = None
    records.add(kept, by=None)
    assert client.get(address).status_code == 200


def test_other_records_leave_none_under_that_address(db, client):
    article = published()
    assert client.get(f"/quotations/{article.public_id}/").status_code == 404
