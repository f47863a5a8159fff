"""The admin notes who exported and imported what, and shows it to Editors, who change nothing."""

import csv
import io
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.editing import records
from articles.editing.transfers import note_export, note_import
from articles.models import Change, Entity, Source, Transfer

CSV, XLSX = "0", "1"


def address(model, view: str, *args) -> str:
    return reverse(f"admin:articles_{model._meta.model_name}_{view}", args=args)


def export(client, model, query: str = "", **more):
    return client.post(
        address(model, "export") + query, {"format": CSV, "resource": "0"} | more, follow=True
    )


def preview(client, text: str):
    file = SimpleUploadedFile("nächste.csv", text.encode(), content_type="text/csv")
    data = {"import_file": file, "format": CSV, "resource": "0"}
    return client.post(address(Source, "import"), data)


def confirm(client, page):
    return client.post(address(Source, "process_import"), page.context["confirm_form"].initial)


def rows(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_an_export_is_noted_with_its_filter_and_rows(as_editor, editor, founding):
    found = rows(export(as_editor, Entity, "?q=berlin+%F0%9F%99%82x&kind__exact=place&p=1"))
    noted = Transfer.objects.get()
    assert (noted.kind, noted.by, noted.datasets) == ("export", editor, "entities")
    assert noted.filter == "q=berlin+%F0%9F%99%82x&kind__exact=place"
    assert noted.rows == len(found) == 0
    assert noted.file_name.startswith("Entity-")
    everything = rows(export(as_editor, Entity))
    noted = Transfer.objects.first()
    assert (noted.rows, noted.filter) == (len(everything), "")
    for view, args in (("changelist", []), ("change", [noted.pk - 1])):
        html = as_editor.get(address(Transfer, view, *args)).content.decode()
        assert "q=berlin 🙂x&amp;kind__exact=place" in html


def test_rows_chosen_one_by_one_are_told(as_editor, army, source, recwarn):
    other = records.add(Entity(name="Another", kind="work"), by=None)
    assert len(rows(export(as_editor, Entity, export_items=[other.pk]))) == 1
    noted = Transfer.objects.get()
    assert (noted.rows, noted.result) == (1, "Only rows that were chosen one by one.")


def test_what_could_not_be_exported_is_not_noted(as_editor, army):
    army.note = "x" * 40_000
    records.change(army, by=None, based_on=1)
    answer = export(as_editor, Entity, format=XLSX)
    assert "Export as CSV or JSON" in answer.content.decode()
    answer = export(as_editor, Entity, "?no_such_field=1")
    assert "does not understand this filter" in answer.content.decode()
    assert not Transfer.objects.exists()


def test_a_preview_is_not_noted_and_an_import_is(as_editor, editor, db):
    text = "slug,title,kind\nminutes,The minutes,papers\nverdict,The verdict,document\n"
    page = preview(as_editor, text)
    assert not Transfer.objects.exists()
    confirm(as_editor, page)
    noted = Transfer.objects.get()
    assert (noted.kind, noted.by, noted.datasets) == ("import", editor, "sources")
    assert (noted.file_name, noted.rows) == ("nächste.csv", 2)
    assert (noted.new, noted.changed, noted.unchanged, noted.is_refused) == (2, 0, 0, False)
    assert noted.sha256 == sha256(text.encode()).hexdigest()
    confirm(as_editor, preview(as_editor, text))
    assert Transfer.objects.first().unchanged == 2


def test_an_import_that_was_refused_is_noted_with_every_problem(as_editor, source):
    text = f"id,title,row_version\n{source.public_id},Verdict,1\n"
    page = preview(as_editor, text)
    source.note = "changed meanwhile"
    records.change(source, by=None, based_on=1)
    confirm(as_editor, page)
    noted = Transfer.objects.get()
    assert noted.is_refused
    assert noted.result.startswith("Row 2")
    assert (noted.new, noted.changed, noted.unchanged) == (0, 0, 0)
    html = as_editor.get(address(Transfer, "change", noted.pk)).content.decode()
    assert noted.result in html.replace("&#x27;", "'")


def test_they_are_found_by_dataset_outcome_and_file(as_editor, db):
    note_export(by=None, datasets=["articles", "sources", "entities"], file_name="all.zip")
    note_export(by=None, datasets=["sources"], filter="kind=papers")
    note_import(by=None, datasets=["source_agents"], file_name="agents.csv", is_refused=True)

    def found(**asked) -> int:
        return len(as_editor.get(address(Transfer, "changelist"), asked).context["cl"].result_list)

    assert [found(dataset=name) for name in ("articles", "sources", "entities")] == [1, 2, 1]
    assert found(dataset="source_agents") == found(outcome="refused") == found(q="AGENTS") == 1
    assert found(kind__exact="export") == found(outcome="done") == 2
    (row,) = rows(export(as_editor, Transfer, "?kind__exact=import"))
    assert (row["datasets"], row["is_refused"]) == ("source_agents", "true")


def test_the_journal_is_exported(as_editor, editor, army):
    army.note = "A note."
    records.change(army, by=editor, based_on=1, reason="=because")
    (row,) = rows(export(as_editor, Change, f"?by__id__exact={editor.pk}"))
    change = Change.objects.get(by=editor)
    assert row["id"] == str(change.pk)
    assert row["url"].endswith(address(Change, "change", change.pk))
    told = {"by": "editor", "verb": "change_entity", "record": army.public_id, "undoes": ""}
    assert row.items() >= (told | {"based_on_row": "1", "reason": "'=because"}).items()
    assert Transfer.objects.get().datasets == "changes"


@pytest.mark.parametrize("view", ["changelist", "change", "export"])
def test_an_annotator_does_not_see_them(as_annotator, view):
    noted = note_export(by=None, datasets=["articles"])
    args = [noted.pk] if view == "change" else []
    assert as_annotator.get(address(Transfer, view, *args)).status_code == 403


def test_nobody_changes_them(admin_client, db):
    noted = note_export(by=None, datasets=["articles"])
    assert admin_client.get(address(Transfer, "add")).status_code == 403
    for view in ("change", "delete"):
        answer = admin_client.post(address(Transfer, view, noted.pk), {"post": "yes", "rows": 9})
        assert answer.status_code == 403
    assert Transfer.objects.get().rows == 0
