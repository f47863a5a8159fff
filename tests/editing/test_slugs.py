"""Addresses: made from the heading, unique, kept when changed, never handed on."""

import pytest
from django.core.exceptions import ValidationError

from articles.editing import records
from articles.models import ArticlePastSlug, Entity, EntityPastSlug, Source
from tests.editing import scene


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Pact signed in Berlin", "pact-signed-in-berlin"),
        ("L’Été à Łódź — 1940", "lete-a-lodz-1940"),
        ("東京裁判", None),  # an address in percent signs helps nobody
        ("😀", None),
        ("word " * 100, "-".join(["word"] * 16)),
        ("W" * 500, "w" * 80),
    ],
)
def test_an_address_is_made_from_the_title(db, title, slug):
    article = scene.draft(title)
    assert article.slug == (slug or article.public_id)
    assert article.title == title


def test_the_same_title_gets_a_number_and_kinds_do_not_disturb_each_other(db):
    assert [scene.entity("Moscow").slug for _ in range(3)] == ["moscow", "moscow-2", "moscow-3"]
    assert scene.source("Moscow").slug == "moscow"
    assert scene.entity("Moscow region").slug == "moscow-region"
    longest = "W" * 80
    assert [scene.source(longest).slug for _ in range(2)] == ["w" * 80, "w" * 80 + "-2"]


def test_an_editor_may_choose_but_not_what_is_taken(db):
    scene.entity("Moscow")
    assert scene.entity("Moskva", slug="moscow-city").slug == "moscow-city"
    with pytest.raises(ValidationError) as refused:
        scene.entity("Moscou", slug="moscow")
    assert set(refused.value.message_dict) == {"slug"}
    with pytest.raises(ValidationError) as refused:
        scene.entity("Moscou", slug="a\x00b")
    assert set(refused.value.message_dict) == {"slug"}


def test_a_changed_address_leads_on_and_is_not_given_to_another(db):
    city = scene.known(scene.entity("Moscow"))
    city.slug = "moskva"
    records.change(city, by=None, based_on=1)
    assert EntityPastSlug.objects.get(slug="moscow").record == city
    assert scene.entity("Moscow").slug == "moscow-2"
    for verb in (chosen_at_first, chosen_later):
        with pytest.raises(ValidationError) as refused:
            verb("moscow")
        assert refused.value.message_dict == {
            "slug": ["“moscow” is a past address of “Moscow”; choose another."]
        }
    assert Entity.objects.get(name="Minsk").slug == "minsk"
    # Back again: then the newer one is the past one.
    city.slug = "moscow"
    records.change(city, by=None, based_on=2)
    assert EntityPastSlug.objects.get().slug == "moskva"


def test_an_address_readers_never_had_is_forgotten(db):
    article = scene.draft("Minister X took bribes")
    city = scene.entity("Informant John", "person")
    for record, slug in ((article, "bribes"), (city, "informant")):
        record.slug = slug
        records.change(record, by=None, based_on=1)
    assert not ArticlePastSlug.objects.exists()
    assert not EntityPastSlug.objects.exists()
    assert scene.entity("Informant John", "person").slug == "informant-john"


def chosen_at_first(slug):
    scene.entity("Moscow, Idaho", slug=slug)


def chosen_later(slug):
    minsk = scene.entity("Minsk")
    minsk.slug = slug
    records.change(minsk, by=None, based_on=1)


@pytest.mark.parametrize("slug", ["", "not a slug", "x" * 101, "a\x00b"])
def test_a_malformed_address_is_refused_and_the_old_one_stays(db, slug):
    article = scene.draft()
    article.slug = slug
    with pytest.raises(ValidationError) as refused:
        records.change(article, by=None, based_on=1)
    assert set(refused.value.message_dict) == {"slug"}
    assert not ArticlePastSlug.objects.exists()


def test_a_heading_that_cannot_be_kept_is_refused_at_its_field(db):
    for title in (None, "", "\ud83d", "a\x00b"):
        with pytest.raises(ValidationError) as refused:
            records.add(Source(title=title, kind="report"), by=None)
        assert set(refused.value.message_dict) == {"title"}
