"""Merging in the admin: choose, look, confirm, undo; and what a merged record looks like."""

import json

import pytest
from django.urls import reverse

from articles.editing import annotate, records
from articles.models import Alias, Entity, EntityMerge, Identifier, Mention, Source
from tests.admin.conftest import TEXT


@pytest.fixture
def twin(db) -> Entity:
    """The army once more, under another name."""
    return records.add(Entity(name="Kantō-gun", kind="organisation"), by=None)


def page_of(record) -> str:
    return reverse(f"admin:articles_{record._meta.model_name}_change", args=[record.pk])


def address(record, into=None) -> str:
    page = reverse(f"admin:articles_{record._meta.model_name}_merge", args=[record.pk])
    return f"{page}?into={into.pk}" if into else page


def confirmed(answer, **values) -> dict:
    """What the preview sends when it is confirmed."""
    form = answer.context["form"]
    shown = {field.name: field.value() for field in form if field.value() is not None}
    return {**shown, "reason": "The same army.", **values}


def test_merging_with_a_look_at_it_first(as_editor, annotated, army, twin):
    choosing = as_editor.get(address(army))
    assert b"Show what would happen" in choosing.content
    preview = as_editor.get(address(army, twin))
    (section,) = preview.context["told"].sections
    assert (section.title, section.number) == ("passages that name it", 1)
    assert "“Kwantung Army” in “A draft”" in preview.content.decode()
    assert not EntityMerge.objects.exists()
    done = as_editor.post(address(army, twin), confirmed(preview), follow=True)
    assert done.redirect_chain == [(page_of(twin), 302)]
    assert "“Kwantung Army” is merged into “Kantō-gun”" in done.content.decode()
    assert Mention.objects.get().entity == twin
    merge = EntityMerge.objects.get()
    assert (merge.change.reason, merge.change.by.username) == ("The same army.", "editor")


def test_without_a_reason_nothing_is_merged(as_editor, army, twin):
    preview = as_editor.get(address(army, twin))
    refused = as_editor.post(address(army, twin), confirmed(preview, reason=""))
    assert refused.context["form"].errors == {"reason": ["This field is required."]}
    assert not EntityMerge.objects.exists()


def test_what_changed_since_the_preview_is_shown_first(as_editor, army, twin):
    preview = as_editor.get(address(army, twin))
    twin.name = "Kantōgun"
    records.change(twin, by=None, based_on=1)
    refused = as_editor.post(address(army, twin), confirmed(preview))
    assert "changed by somebody else" in str(refused.context["form"].non_field_errors())
    assert "“Kantōgun”" in refused.content.decode()
    assert not EntityMerge.objects.exists()
    as_editor.post(address(army, twin), confirmed(refused))
    assert EntityMerge.objects.get().into == twin


def test_the_identifier_chosen_is_kept(as_editor, army, twin):
    for entity, value in ((army, "Q1"), (twin, "Q2")):
        records.add(Identifier(entity=entity, scheme="wikidata", value=value), by=None)
    preview = as_editor.get(address(army, twin))
    assert "Wikidata: “Kantō-gun” keeps" in preview.content.decode()
    as_editor.post(address(army, twin), confirmed(preview, keep_wikidata="other"))
    assert twin.identifiers.get().value == "Q1"


def test_sources_that_derive_from_one_another_are_told_why_not(as_editor, derivation):
    page = as_editor.get(address(derivation.source, derivation.derived_from))
    assert "it would derive from itself" in page.content.decode()
    assert "Merge them" not in page.content.decode()


def test_a_merged_record_is_read_only_and_says_so(as_editor, army, twin):
    as_editor.post(address(army, twin), confirmed(as_editor.get(address(army, twin))))
    page = as_editor.get(page_of(army))
    html = page.content.decode()
    assert "Merged into" in html
    assert 'name="_save"' not in html
    assert "Merge into another" not in html
    assert as_editor.get(address(army)).headers["Location"] == page_of(army)
    refused = as_editor.post(page_of(army), {"name": "x"})  # from a form opened before
    assert "was merged into “Kantō-gun” meanwhile" in refused.content.decode()
    assert Entity.objects.get(pk=army.pk).name == "Kwantung Army"


def test_a_merged_record_is_listed_only_if_asked_for(as_editor, army, twin):
    as_editor.post(address(army, twin), confirmed(as_editor.get(address(army, twin))))
    listed = reverse("admin:articles_entity_changelist")
    for query, found in (("", {twin}), ("?merged=yes", {army})):
        assert set(as_editor.get(listed + query).context["cl"].queryset) == found
    choices = reverse("admin:autocomplete") + "?app_label=articles&model_name=mention"
    answer = as_editor.get(choices + "&field_name=entity&term=kwantung")
    assert [one["id"] for one in json.loads(answer.content)["results"]] == [str(twin.pk)]


def test_undoing_a_merge_and_what_stays(as_editor, annotated, army, twin):
    as_editor.post(address(army, twin), confirmed(as_editor.get(address(army, twin))))
    start = TEXT.index("Kwantung", 20)
    mention = annotate.add_mention(annotated, start, start + 13, twin, by=None, based_on=1)
    alias = Alias.objects.get()
    alias.name = "The Kwantung Army"
    records.change(alias, by=None, based_on=1)
    merge = EntityMerge.objects.get()
    assert "Undo …" in as_editor.get(page_of(merge)).content.decode()
    undo = reverse("admin:articles_entitymerge_undo", args=[merge.pk])
    assert as_editor.post(undo, {"reason": " "}).context["form"].errors
    done = as_editor.post(undo, {"reason": "Two armies."}, follow=True)
    assert done.redirect_chain == [(page_of(army), 302)]
    html = done.content.decode()
    assert "stands by itself again" in html
    assert "“The Kwantung Army” was changed in the meantime and stays" in html
    assert Mention.objects.exclude(pk=mention.pk).get().entity == army
    again = as_editor.post(undo, {"reason": "Two armies."})
    assert "undone already" in again.content.decode()
    assert "Undo …" not in as_editor.get(page_of(merge)).content.decode()


def test_an_annotator_reads_merges_and_makes_none(as_editor, as_annotator, army, twin):
    assert "Merge into another" not in as_annotator.get(page_of(army)).content.decode()
    assert as_annotator.get(address(army)).status_code == 403
    preview = as_editor.get(address(army, twin))
    assert as_annotator.post(address(army, twin), confirmed(preview)).status_code == 403
    as_editor.post(address(army, twin), confirmed(preview))
    merge = EntityMerge.objects.get()
    undo = reverse("admin:articles_entitymerge_undo", args=[merge.pk])
    assert as_annotator.post(undo, {"reason": "x"}).status_code == 403
    assert as_annotator.get(page_of(merge)).status_code == 200
    assert not EntityMerge.objects.exclude(undone=None).exists()


def test_only_another_that_stands_can_be_chosen(as_editor, army, twin, source):
    as_editor.post(address(army, twin), confirmed(as_editor.get(address(army, twin))))
    for wrong in (army, twin, Source(pk=987654)):
        page = as_editor.get(address(twin, wrong))
        assert page.status_code == 200
        assert page.context["choice"].errors["into"], wrong


def test_the_list_of_merges(as_editor, army, twin):
    as_editor.post(address(army, twin), confirmed(as_editor.get(address(army, twin))))
    listed = reverse("admin:articles_entitymerge_changelist")
    for query, number in (("?q=kanto", 1), ("?q=nobody", 0), ("?undone=no", 1), ("?undone=yes", 0)):
        assert as_editor.get(listed + query).context["cl"].result_count == number
        asked = {"format": "0", "resource": "0"}
        page = as_editor.get(reverse("admin:articles_entitymerge_export") + query)
        asked |= {field.html_name: "on" for field in page.context["form"] if "_id" in field.name}
        exported = as_editor.post(page.request["PATH_INFO"] + query, asked).content.decode()
        assert exported.count(twin.public_id) == number
