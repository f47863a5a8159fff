"""What no spreadsheet could hold is not cut off but refused, with a way out."""

from articles.exchange.formats import FORMATS, LONGEST_XLSX_CELL, Csv, Xlsx
from tests.editing.scene import draft, user


def test_a_text_too_long_for_a_spreadsheet_is_refused_in_a_sentence(db, client):
    draft(body="x" * (LONGEST_XLSX_CELL + 1))
    client.force_login(_editor())
    address = "/admin/articles/textversion/export/"
    form = client.get(address).context["form"]
    fields = {f"{field.name}": "on" for field in form if field.name.startswith("textversion")}

    def export(kind):
        return client.post(address, {"format": FORMATS.index(kind), "resource": "0", **fields})

    refused = export(Xlsx)
    assert refused.status_code == 200
    assert refused.headers["Content-Type"].startswith("text/html")
    assert "Row 2, body: 32,768 characters; a spreadsheet cell holds 32,767" in refused.text
    assert "Export as CSV or JSON instead." in refused.text
    assert b"x" * (LONGEST_XLSX_CELL + 1) in export(Csv).getvalue()


def _editor():
    editor = user("Editor")
    editor.is_staff = True
    editor.save()
    return editor
