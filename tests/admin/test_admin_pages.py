"""Every page of the admin answers, for a newcomer's archive and for an empty one."""

import pytest
from django.contrib import admin
from django.urls import reverse

from articles.editing import records
from articles.editing.reporting import report_error, subject
from articles.editing.transfers import note_export
from articles.models import Change, Correction, Report
from tests.admin.conftest import merge_two

OURS = sorted(
    (model for model in admin.site._registry if model._meta.app_label == "articles"),
    key=lambda model: model.__name__,
)


def address(model, view: str, *args) -> str:
    return reverse(f"admin:articles_{model._meta.model_name}_{view}", args=args)


@pytest.fixture
def corrected(founding):
    """The founding document with a report, a correction of a place’s name, and merges."""
    merge_two()
    note_export(by=None, datasets=["articles"])
    report_error(subject(founding.public_id), "It was 1940.", sender="x")
    named = founding.mentions.first().entity
    named.name += " (corrected)"
    records.change(named, by=None, based_on=named.row_version)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_list_form_and_history_answer(model, corrected, derivation, admin_client):
    assert admin_client.get(address(model, "changelist")).status_code == 200
    record = model.objects.first()
    assert record is not None, "there should be one of each to look at"
    assert admin_client.get(address(model, "change", record.pk)).status_code == 200
    if model not in (Change, Correction):
        assert admin_client.get(address(model, "history", record.pk)).status_code == 200
    read_only = admin.site._registry[model].has_add_permission.__qualname__.startswith("ReadOnly")
    if read_only or model is Report:
        assert admin_client.get(address(model, "add")).status_code == 403
        return
    assert admin_client.get(address(model, "add")).status_code == 200
    assert admin_client.get(address(model, "delete", record.pk)).status_code == 200


def test_index_lists_models_in_the_order_of_the_work(founding, as_annotator):
    page = as_annotator.get(reverse("admin:index"))
    listed = [
        (app["name"], [m["object_name"] for m in app["models"]]) for app in page.context["app_list"]
    ]
    assert listed[:4] == [
        ("Articles", ["Article", "Quotation", "Mention", "Citation"]),
        ("Sources", ["Source", "Derivation", "SourceAgent"]),
        ("Entities", ["Entity", "Relation"]),
        ("Journal", ["Correction", "EntityMerge", "SourceMerge", "Change", "TextVersion"]),
    ]
    told = {what: number for number, what, _ in page.context["overview"]}
    assert (told["Articles: published"], told["Articles: draft"], told["Sources"]) == (1, 0, 2)
