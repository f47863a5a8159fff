"""Entering what may be there already: asked once, and entered with the tick."""

import pytest
from django.urls import reverse

from articles.models import Article, Entity
from tests.admin.conftest import TEXT


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("entity", {"name": "Kwantung Armee"}, "Kwantung Army (organisation)"),
        ("article", {"title": "Again", "body": TEXT}, "A draft (date unknown, draft)"),
        ("article", {"url": "http://example.org/pact/", "title": "x", "body": "y"}, "A draft"),
    ],
)
def test_it_is_asked_once(as_annotator, army, draft, form_data, kind, typed, words):
    Article.objects.update(url="https://example.org/pact", url_key="example.org/pact")
    model = {"entity": Entity, "article": Article}[kind]
    add = reverse(f"admin:articles_{kind}_add")
    filled = form_data(as_annotator, add) | {"kind": "organisation"} | typed
    asked = as_annotator.post(add, filled)
    assert asked.status_code == 200
    html = asked.content.decode()
    assert "Is it there already?" in html
    assert words in html
    assert model.objects.count() == 1
    stored = as_annotator.post(add, filled | {"another": "on"})
    assert stored.status_code == 302
    assert model.objects.count() == 2


def test_a_name_left_alone_is_not_asked_about(as_annotator, army, form_data):
    Entity.objects.create(name="Kwantung Armee", kind="organisation", slug="armee")
    change = reverse("admin:articles_entity_change", args=[army.pk])
    filled = form_data(as_annotator, change)
    assert as_annotator.post(change, filled | {"description": "An army."}).status_code == 302
    renamed = as_annotator.post(change, form_data(as_annotator, change) | {"name": "Kwantung army"})
    assert "Kwantung Armee" in renamed.content.decode()
    assert Entity.objects.get(pk=army.pk).name == "Kwantung Army"
