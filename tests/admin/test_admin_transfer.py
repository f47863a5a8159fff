"""Export and import in the admin: with permission only, the list as filtered, small files."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.admin import transfer
from articles.editing import records
from articles.models import Change, Entity, Mention, Source

CSV, XLSX, JSON = "0", "1", "2"


def address(model, view: str) -> str:
    return reverse(f"admin:articles_{model._meta.model_name}_{view}")


def exported(client, model, query: str = "") -> list[dict[str, str]]:
    answer = client.post(address(model, "export") + query, {"format": CSV, "resource": "0"})
    assert answer["Content-Disposition"].startswith("attachment")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def preview(client, model, text: str):
    file = SimpleUploadedFile("new.csv", text.encode(), content_type="text/csv")
    data = {"import_file": file, "format": CSV, "resource": "0"}
    return client.post(address(model, "import"), data)


def confirm(client, model, page):
    return client.post(address(model, "process_import"), page.context["confirm_form"].initial)


def test_links_are_shown_to_those_who_may(as_editor, as_annotator, army):
    def links(client) -> set[str]:
        html = client.get(address(Entity, "changelist")).content.decode()
        return {view for view in ("export", "import") if address(Entity, view) in html}

    assert links(as_editor) == {"export", "import"}
    assert links(as_annotator) == set()


def test_without_permission_nothing_is_exported_or_imported(as_annotator, army, row_counts):
    before = row_counts()
    data = {"format": CSV, "resource": "0"}
    assert as_annotator.post(address(Entity, "export"), data).status_code == 403
    assert preview(as_annotator, Entity, "slug,name\nx,X\n").status_code == 403
    assert as_annotator.post(address(Entity, "process_import"), data).status_code == 403
    assert row_counts() == before


def test_the_export_keeps_to_filters_and_search(as_editor, founding):
    everything = exported(as_editor, Entity)
    assert len(everything) == Entity.objects.count()
    places = exported(as_editor, Entity, "?kind__exact=place")
    assert {row["kind"] for row in places} == {"place"}
    assert 0 < len(places) < len(everything)
    (berlin,) = exported(as_editor, Entity, "?q=berlin&kind__exact=place")
    assert berlin["name"] == "Berlin"
    entity = Entity.objects.get(name="Berlin")
    mentions = exported(as_editor, Mention, f"?entity={entity.pk}")
    assert [row["exact"] for row in mentions] == ["Berlin"]
    chosen = exported(as_editor, Mention, "?entity=999999999")
    assert chosen == []


@pytest.mark.parametrize("file_format", [CSV, XLSX, JSON])
def test_every_format_is_written(as_editor, army, file_format):
    data = {"format": file_format, "resource": "0"}
    answer = as_editor.post(address(Entity, "export"), data)
    assert answer.status_code == 200
    assert len(answer.content) > 50


def test_an_import_is_previewed_and_then_carried_out(as_editor, editor, db):
    text = "slug,title,kind\nminutes,The <b>minutes</b>,papers\nverdict,The verdict,document\n"
    page = preview(as_editor, Source, text)
    html = page.content.decode()
    assert "The &lt;b&gt;minutes" in html
    assert "<b>minutes" not in html
    assert not Source.objects.exists()
    assert confirm(as_editor, Source, page).status_code == 302
    assert set(Source.objects.values_list("slug", flat=True)) == {"minutes", "verdict"}
    assert {change.by for change in Change.objects.all()} == {editor}
    again = confirm(as_editor, Source, page)
    assert "Upload it again" in as_editor.get(again.url).content.decode()


def test_a_wrong_row_keeps_the_whole_file_out(as_editor, db, row_counts):
    before = row_counts()
    page = preview(as_editor, Source, "slug,title,kind,date\na,A,papers,1940\nb,B,papers,1940-13\n")
    assert "confirm_form" not in page.context
    assert "1940-13" in page.content.decode()
    assert row_counts() == before


def test_every_problem_is_told_in_words(as_editor, db):
    page = preview(as_editor, Mention, "article_id,start,end,exact,entity_id\nart-x,0,5,It,ent-y\n")
    said = page.content.decode()
    assert "<li>Row 2, article_id: There is no article with the id “art-x”.</li>" in said
    assert "<li>Row 2, entity_id: There is no entity with the id “ent-y”.</li>" in said
    page = preview(as_editor, Mention, "start,entidy\n1,x\n")
    assert "<li>There is no column “entidy”. Did you mean “entity”?</li>" in page.content.decode()
    assert "Traceback" not in page.content.decode()


def test_an_import_that_became_wrong_since_its_preview_tells_so(as_editor, db):
    source = records.add(Source(title="The verdict", kind="document"), by=None)
    text = f"id,slug,title,row_version\n{source.public_id},{source.slug},Verdict,1\n"
    page = preview(as_editor, Source, text)
    source.note = "changed meanwhile"
    records.change(source, by=None, based_on=1)
    answer = as_editor.post(
        address(Source, "process_import"), page.context["confirm_form"].initial, follow=True
    )
    told = [str(message) for message in answer.context["messages"]]
    assert told
    assert all(message.startswith("Nothing was imported.") for message in told)
    assert Source.objects.get().title == "The verdict"


def test_a_large_file_is_sent_to_the_command(as_editor, db, monkeypatch):
    monkeypatch.setattr(transfer, "LARGEST_UPLOAD", 40)
    assert "manage.py import_data" in as_editor.get(address(Source, "import")).content.decode()
    page = preview(as_editor, Source, "slug,title,kind\n" + "minutes,The minutes,papers\n" * 9)
    (message,) = page.context["form"].errors["import_file"]
    assert "manage.py import_data" in message
