"""One transaction and one Change around a verb, also when verbs are nested and some refused."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from articles.editing import ledger, records
from articles.models import Change, Entity, TextVersion
from articles.models.change import PartOfChange, under_way
from tests.editing import scene


def new(name: str) -> Entity:
    return Entity(name=name, kind="place")


def test_verbs_inside_a_verb_share_its_change(db):
    editor = scene.user("Editor")
    with ledger.change("import_entities", by=editor, reason="From the old list.") as entry:
        first, second = (records.add(new(name), by=editor) for name in ("Moscow", "Berlin"))
    assert Change.objects.get() == entry
    assert (entry.verb, entry.reason, entry.by) == ("import_entities", "From the old list.", editor)
    assert {row.change for row in Entity.history.all()} == {entry}
    assert {row.public_id for row in Entity.history.all()} == {first.public_id, second.public_id}


def test_a_verb_that_writes_nothing_leaves_no_change(db):
    with ledger.change("look_around", by=None):
        assert Entity.objects.count() == 0
    assert not Change.objects.exists()


def test_a_refused_verb_inside_leaves_nothing_when_its_caller_goes_on(db):
    """Also when it was the first to write, so that the Change was stored with it."""
    refused = new("Moscow")
    with ledger.change("import_entities", by=None):
        with pytest.raises(ValidationError), ledger.change("add_pair", by=None):
            records.add(refused, by=None)
            records.add(new(" "), by=None)
        assert (refused.pk, refused.slug, refused._state.adding) == (None, "", True)
        kept = records.add(new("Berlin"), by=None)
        with pytest.raises(ValidationError):
            records.add(new(" "), by=None)
        records.add(refused, by=None)
    entry = Change.objects.get()
    assert entry.record == kept.public_id
    assert {(row.name, row.change) for row in Entity.history.all()} == {
        ("Berlin", entry),
        ("Moscow", entry),
    }


def test_a_refusal_that_is_not_caught_leaves_nothing_at_all(db):
    moscow = new("Moscow")
    with pytest.raises(ValidationError), ledger.change("import_entities", by=None):
        records.add(moscow, by=None)
        moscow.name = "Moskva"
        records.change(moscow, by=None, based_on=1)
        records.add(new(" "), by=None)
    assert (moscow.pk, moscow.name, moscow.row_version) == (None, "Moscow", 1)
    assert under_way.get() is None
    for model in (Entity, Change, Entity.history.model):
        assert not model.objects.exists()
    records.add(moscow, by=None)


def test_a_refused_deletion_gives_the_record_its_key_back(db):
    moscow = scene.entity()
    key = moscow.pk
    with pytest.raises(ValidationError), ledger.change("tidy", by=None):
        records.delete(moscow, by=None, based_on=1)
        assert moscow.pk is None
        records.add(new(" "), by=None)
    assert moscow.pk == key
    assert Entity.objects.get() == moscow


def test_what_the_database_refuses_in_the_end_is_stale(db):
    """A row that vanished between `full_clean` and the commit, as another transaction can do."""
    refusal = pytest.raises(ledger.Stale, match="in the meantime")
    with refusal as refused, ledger.change("add_twice", by=None):
        first = records.add(new("Moscow"), by=None)
        Entity.objects.bulk_create([Entity(name="M", kind="place", slug="m", pk=first.pk)])
    assert refused.value.record is None
    assert not Entity.objects.exists()


def test_bodies_stand_in_no_history(db):
    scene.draft(body="A body of text that is long enough to be found again.")
    histories = [model for model in PartOfChange.__subclasses__() if model.__module__]
    assert len(histories) == 18
    for model in histories:
        for field in model._meta.concrete_fields:
            if isinstance(field, models.TextField | models.CharField):
                found = model.objects.filter(**{f"{field.name}__contains": "to be found again"})
                assert not found.exists()
    assert TextVersion.history.get().characters == 53
