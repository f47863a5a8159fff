"""The admin's export has the declared columns, and so has the editors' CSV."""

import csv
import io

import pytest

from articles.exchange.datasets import DATASETS
from articles.exchange.formats import Csv
from articles.exchange.resources import IMPORTABLE, export_resource, import_resource
from articles.models import Entity


def test_the_admin_exports_what_the_command_does(archive, download):
    for name, dataset in DATASETS.items():
        resources = [export_resource(name)]
        if name in IMPORTABLE:
            resources.append(import_resource(name))
        for resource in resources:
            table = resource().export(dataset.queryset(public=False))
            file = Csv().export_data(table)
            assert file.decode("utf-8-sig") == download(name, public=False)


def test_the_lists_own_rows_and_order_are_exported(archive):
    chosen = Entity.objects.filter(kind="place").order_by("-name")
    table = export_resource("entities")().export(chosen)
    assert table["name"] == ["Moscow", "Atlantis"]


def test_chosen_columns_keep_their_order(archive):
    table = export_resource("entities")().export(export_fields=["name", "id"])
    assert table.headers == ["id", "name"]


def test_nobody_is_exported_from_an_empty_list(archive):
    assert len(export_resource("entities")().export(Entity.objects.none())) == 0


def test_an_unknown_dataset_is_an_error():
    with pytest.raises(KeyError):
        export_resource("people")


def test_drafts_are_marked_as_such(archive, download):
    rows = csv.DictReader(io.StringIO(download("articles", public=False), newline=""))
    assert {row["slug"]: row["status"] for row in rows} == {
        "fort-or-tower": "published",
        "unfinished-secret": "draft",
    }
