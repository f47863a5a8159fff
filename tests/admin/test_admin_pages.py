"""Every page of the admin answers, for a newcomer's archive and for an empty one."""

import pytest
from django.contrib import admin
from django.urls import reverse

from articles.models import Change

OURS = sorted(
    (model for model in admin.site._registry if model._meta.app_label == "articles"),
    key=lambda model: model.__name__,
)


def address(model, view: str, *args) -> str:
    return reverse(f"admin:articles_{model._meta.model_name}_{view}", args=args)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_list_form_and_history_answer(model, founding, derivation, admin_client):
    assert admin_client.get(address(model, "changelist")).status_code == 200
    record = model.objects.first()
    assert record is not None, "there should be one of each to look at"
    assert admin_client.get(address(model, "change", record.pk)).status_code == 200
    if model is not Change:
        assert admin_client.get(address(model, "history", record.pk)).status_code == 200
    if admin.site._registry[model].has_add_permission.__qualname__.startswith("ReadOnly"):
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
        ("Entities", ["Entity"]),
        ("Journal", ["Change", "TextVersion"]),
    ]
    told = {what: number for number, what, _ in page.context["overview"]}
    assert (told["Articles: published"], told["Articles: draft"], told["Sources"]) == (1, 0, 2)
