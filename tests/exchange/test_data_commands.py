"""`manage.py export_data` and `import_data`."""

import io

import pytest
from django.core.management import CommandError, call_command

from articles.exchange.datasets import DATASETS, PUBLIC
from articles.models import Entity


def run(*args) -> str:
    """Run a command and return what it says."""
    out = io.StringIO()
    call_command(*map(str, args), stdout=out)
    return out.getvalue()


def test_readers_files_are_the_default(archive, download, tmp_path):
    said = run("export_data", "--out", tmp_path / "new")
    about = {"datapackage.json", "csv-metadata.json", "README.txt"}
    names = {path.name for path in (tmp_path / "new").iterdir()}
    assert names == about | {f"{name}.csv" for name in PUBLIC}
    for name in PUBLIC:
        text = (tmp_path / "new" / f"{name}.csv").read_bytes().decode("utf-8-sig")
        assert sorted(text.splitlines()) == sorted(download(name).splitlines())
    assert "articles.csv: 1 row, " in said


def test_editors_files_hold_everything(archive, tmp_path):
    run("export_data", "--editorial", "--out", tmp_path)
    written = {path.stem for path in tmp_path.glob("*.csv")}
    assert written == {name for name, dataset in DATASETS.items() if not dataset.is_derived}
    assert "Unfinished secret" in (tmp_path / "articles.csv").read_text("utf-8")


def test_rows_are_chosen_as_on_the_site(archive, tmp_path):
    chosen = ("--dataset", "entities", "--filter", "kind=place", "--out", tmp_path)
    assert "1 row," in run("export_data", *chosen)
    assert "2 rows," in run("export_data", *chosen, "--editorial")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--dataset", "entities", "--filter", "kind=plac"], "kind: “plac” is not one of"),
        (["--dataset", "entities", "--filter", "knid=place"], "no filter of entities"),
        (["--filter", "kind=place"], "exactly one --dataset"),
        (["--dataset", "reports"], "add --editorial"),
        (["--dataset", "people"], "invalid choice"),
    ],
)
def test_wrong_arguments_are_explained(db, tmp_path, args, message):
    with pytest.raises(CommandError, match=message):
        run("export_data", *args, "--out", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_imported_once(archive, tmp_path):
    file = tmp_path / "more.csv"
    file.write_text("slug,name,kind\nkgb,KGB,organisation\n")
    load = ("import_data", "--dataset", "entities", file)
    assert run(*load, "--dry-run").startswith("Nothing was kept; it would have been: 1 new")
    assert not Entity.objects.filter(slug="kgb").exists()
    assert run(*load).startswith("Imported: 1 new, 0 changed, 0 unchanged")
    assert run(*load).startswith("Imported: 0 new, 0 changed, 1 unchanged")


def test_every_problem_is_listed_and_nothing_imported(archive, tmp_path, capsys):
    file = tmp_path / "more.csv"
    file.write_text("slug,name,kind\nkgb,KGB,organisation\ntass,TASS,agency\n,Tass,work\n")
    with pytest.raises(CommandError, match=r"Nothing was imported from more\.csv: 2 problems"):
        call_command("import_data", "--dataset", "entities", str(file))
    said = capsys.readouterr().err.splitlines()
    places = [line.partition(":")[0] for line in said]
    assert places == ["more.csv, row 3, kind", "more.csv, row 4, slug"]
    assert not Entity.objects.filter(slug="kgb").exists()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("more.doc", b"", "none of .csv, .jsonl, .xlsx, .json, .zip"),
        ("more.csv", b"slug\n\xff\n", "Save the file as UTF-8, or say which encoding"),
        ("gone.csv", None, "cannot be read"),
    ],
)
def test_unreadable_files_are_refused(db, tmp_path, name, data, message):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(CommandError, match=message):
        run("import_data", "--dataset", "entities", tmp_path / name)
