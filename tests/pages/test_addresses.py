"""Addresses: present, past and none."""

import pytest
from django.urls import reverse

from articles.editing import records
from articles.models import Article, Entity, Source
from tests.pages.dom import page_at


@pytest.mark.parametrize(
    "kind, model", [("article", Article), ("source", Source), ("entity", Entity)]
)
def test_every_name_a_record_ever_had_leads_to_it(founding, client, kind, model):
    record = model.objects.order_by("pk").first()
    past = [record.slug]
    for slug in ("renamed-once", "renamed-twice"):
        record.slug = slug
        records.change(record, by=None, based_on=record.row_version)
        past.append(slug)
    now = f"/{'entities' if kind == 'entity' else kind + 's'}/{past.pop()}/"
    for name in (*past, record.public_id):
        answer = client.get(reverse(f"articles:{kind}", args=[name]))
        assert answer.status_code == 301
        assert answer.headers["Location"] == now
    page = page_at(client, now)
    assert page.one("link", rel="canonical").attributes["href"] == f"http://testserver{now}"


def test_pages_of_a_renamed_record_keep_what_was_asked_of_them(founding, client):
    for model, pages in ((Entity, ["concordance/?sort=left"]), (Article, ["versions/1/?x=a%26b"])):
        record = model.objects.order_by("pk").first()
        past = record.get_absolute_url()
        record.slug = "renamed"
        records.change(record, by=None, based_on=record.row_version)
        for page in pages:
            answer = client.get(past + page)
            assert answer.status_code == 301
            assert answer.headers["Location"] == record.get_absolute_url() + page


@pytest.mark.parametrize(
    "address",
    [
        *("/articles/none/", "/sources/none/", "/entities/none/", "/quotations/quo-none/"),
        *("/articles/1/", "/quotations/1/", "/entities/%00/", "/articles/a b/", "/mentions/"),
        *("/articles/none.csv", "/texts.csv", "/reports.csv", "/nowhere", "/index.php"),
        "/articles/" + "x" * 3000 + "/",
    ],
)
def test_an_unknown_address_is_404_in_words(founding, client, address):
    page = page_at(client, address, status=404)
    assert page.all("h1"), "a page of ours, not a bare line"
    assert "/" in page.links(), "with a way on"


def test_an_address_without_its_last_stroke_finds_its_way(founding, client):
    for address in ("/articles", founding.get_absolute_url().rstrip("/")):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (301, address + "/")


def test_an_empty_archive_has_all_its_pages(db, client):
    for name in ("home", "articles", "sources", "quotations", "entities", "data"):
        assert page_at(client, reverse(f"articles:{name}")).all("h1")
