"""Opened in LibreOffice, saved, imported: nothing changes. Skipped where there is no LibreOffice.

The last test needs none: it does with openpyxl what a spreadsheet does to an XLSX file.
"""

import io
import shutil
import subprocess

import openpyxl
import pytest

from articles.exchange.datasets import DATASETS
from articles.exchange.formats import Xlsx
from articles.exchange.loading import UnreadableTable, load, tables_in
from articles.exchange.loading.kinds import LOADERS
from articles.exchange.resources import export_resource
from articles.exchange.writing.csv_stream import stream_csv
from tests.exchange.nasty import IN_SPREADSHEETS, make_nasty_archive
from tests.exchange.past import live

# Separator, quotation mark, UTF-8, first row; when opened also: every column is text.
COMMAS = "44,34,76,1,"
AS_TEXT = "CSV:" + COMMAS + "/".join(f"{column}/2" for column in range(1, 41)) + ",0,false,false"
TO_CSV = "csv:Text - txt - csv (StarCalc):" + COMMAS + ",0,false,true,false,false"
office = shutil.which("soffice")


@pytest.fixture
def folder(db, tmp_path):
    """The editors' export as XLSX, and as CSV what is too long for it."""
    live()
    make_nasty_archive(24, strings=IN_SPREADSHEETS)
    for name in LOADERS:
        dataset = DATASETS[name]
        rows = stream_csv(dataset, dataset.queryset(public=False), public=False)
        (tmp_path / f"{name}.csv").write_bytes(b"".join(rows))
        try:
            data = Xlsx().export_data(export_resource(name)().export())
        except ValueError as error:
            assert "32,767. Export as CSV or JSON instead" in str(error)
            continue
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    return tmp_path


def saved(folder, ending: str, as_what: str, *options: str):
    """Let LibreOffice open the files with this ending and save them anew."""
    out = folder / f"from-{ending}-to-{as_what[:4].strip(':')}"  # csv, xlsx
    profile = f"-env:UserInstallation=file://{folder}/profile"
    files = sorted(folder.glob(f"*.{ending}"))
    command = [office, profile, "--headless", *options, "--convert-to", as_what, "--outdir", out]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)
    assert len(list(out.iterdir())) == len(files) > 15
    return sorted(out.iterdir())


def changed(files) -> dict[str, list[str]]:
    """Files whose import would change anything, or is refused."""
    found = {}
    for file in files:
        try:
            loaded = load(tables_in(file), by=None, dry_run=True)
        except UnreadableTable as error:
            found[file.name] = [str(error)]
            continue
        counts = loaded.total("new"), loaded.total("changed"), loaded.total("unchanged")
        if counts != (0, 0, DATASETS[file.stem].queryset(public=False).count()):
            found[file.name] = [str(counts), *map(str, loaded.problems)]
    return found


@pytest.mark.any_database
@pytest.mark.skipif(office is None, reason="there is no soffice on the PATH")
def test_a_spreadsheet_changes_nothing(folder):
    assert changed(saved(folder, "csv", TO_CSV, f"--infilter={AS_TEXT}")) == {}
    assert changed(saved(folder, "xlsx", TO_CSV)) == {}
    assert changed(saved(folder, "xlsx", "xlsx")) == {}
    cut = changed(saved(folder, "csv", "xlsx", f"--infilter={AS_TEXT}"))
    refused = "what was longer has been cut off. Use CSV."
    assert {name: said for name, said in cut.items() if refused not in said[0]} == {}
    assert set(cut) == {"articles.xlsx", "sources.xlsx", "text_versions.xlsx"}


def test_an_xlsx_file_saved_anew_changes_nothing(folder):
    files = sorted(folder.glob("*.xlsx"))
    for file in files:
        book = openpyxl.load_workbook(file)
        types = {cell.data_type for row in book.active for cell in row}
        assert types <= {"s", "inlineStr", "n"}, file.name  # no formula, no error, no date
        book.save(file)
    assert changed(files) == {}


def test_what_was_cut_off_is_refused(db, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["slug", "note"])
    book.active.append(["the-court", "x" * 32_767])
    file = io.BytesIO()
    book.save(file)
    (tmp_path / "entities.xlsx").write_bytes(file.getvalue())
    with pytest.raises(UnreadableTable, match="Cell B2 holds 32,767 characters, as many as"):
        tables_in(tmp_path / "entities.xlsx")
