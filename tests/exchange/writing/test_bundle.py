"""Everything in one zip, and its descriptions: valid by the standards' own programs, and true."""

import csv
import hashlib
import io
import json
import zipfile

import pytest
from csvw import CSVW, TableGroup
from django.core.management import call_command
from frictionless import validate

from articles.exchange.datasets import DATASETS, PUBLIC
from tests.exchange.records import make_archive

DESCRIPTIONS = ["csv-metadata.json", "README.txt", "datapackage.json"]


@pytest.fixture
def whole(founding, client, tmp_path):
    """A folder with what `/data/archive.zip` holds: the founding document and the small archive."""
    make_archive()
    with zipfile.ZipFile(io.BytesIO(client.get("/data/archive.zip").getvalue())) as files:
        assert files.testzip() is None
        assert files.namelist() == [*(f"{name}.csv" for name in PUBLIC), *DESCRIPTIONS]
        files.extractall(tmp_path)
    return tmp_path


def test_everything_public_in_one_file_that_describes_itself(whole, client):
    """All of these in one test, because the archive is dear."""
    package = json.loads((whole / "datapackage.json").read_text("utf-8"))
    report = validate(str(whole / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert report.stats["tasks"] == len(PUBLIC)
    for resource in package["resources"]:
        data = (whole / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
        assert resource["rows"] == len(rows) - 1
        assert [field["name"] for field in resource["schema"]["fields"]] == rows[0]
        assert data == client.get(f"/{resource['path']}").getvalue()
    for name in ("articles", "tombstones", "text_versions"):
        assert f"{name}.csv (" in (whole / "README.txt").read_text("utf-8")
    tables_are_read_by_their_metadata(whole)
    a_wrong_file_is_noticed(whole)


def tables_are_read_by_their_metadata(whole) -> None:
    """By the csvw package, every cell as its column is described."""
    metadata = str(whole / "csv-metadata.json")
    assert CSVW(metadata, validate=True).is_valid
    tables = TableGroup.from_file(metadata).tables
    assert [str(table.url) for table in tables] == [f"{name}.csv" for name in PUBLIC]
    for table in tables:
        cells = (whole / str(table.url)).read_bytes().decode("utf-8-sig")
        rows = list(table)
        assert [row["id"] for row in rows] == [
            row["id"] for row in csv.DictReader(io.StringIO(cells, newline=""))
        ]
        numbers = [c.name for c in table.tableSchema.columns if c.datatype.base == "integer"]
        assert all(isinstance(row[name], int | None) for row in rows for name in numbers)


def a_wrong_file_is_noticed(whole) -> None:
    """The descriptions do not pass for want of saying anything: keys, kinds and hashes count."""
    for name, said, instead in (
        ("mentions.csv", b",ent-", b",ent-x"),
        ("articles.csv", b",true,", b",maybe,"),
        ("entities.csv", b",place,", b",planet,"),
    ):
        path = whole / name
        path.write_bytes(path.read_bytes().replace(said, instead))
    report = validate(str(whole / "datapackage.json"))
    wrong = {task.name: {error.type for error in task.errors} for task in report.tasks}
    assert "foreign-key" in wrong["mentions"]
    assert {"type-error", "hash-count"} <= wrong["articles"]
    assert "constraint-error" in wrong["entities"]
    assert wrong["sources"] == set()


def test_the_addresses_describe_the_files_at_their_addresses(db, client):
    package = client.get("/data/datapackage.json").json()
    assert [resource["path"] for resource in package["resources"]] == [
        f"http://testserver/{name}.csv" for name in PUBLIC
    ]
    assert "created" not in package
    answer = client.get("/data/csv-metadata.json")
    assert answer.headers["Content-Type"] == "application/csvm+json"
    tables = answer.json()["tables"]
    assert [table["url"] for table in tables] == [r["path"] for r in package["resources"]]


@pytest.mark.parametrize("out", ["archive.zip", "folder"])
def test_editors_take_everything_along(archive, tmp_path, out):
    call_command("export_data", "--editorial", "--out", str(tmp_path / out), stdout=io.StringIO())
    if out.endswith(".zip"):
        with zipfile.ZipFile(tmp_path / out) as files:
            files.extractall(tmp_path / "folder")
    folder = tmp_path / "folder"
    datasets = [name for name, dataset in DATASETS.items() if not dataset.is_derived]
    names = sorted([*(f"{name}.csv" for name in datasets), *DESCRIPTIONS])
    assert sorted(path.name for path in folder.iterdir()) == names
    assert "NOT FOR PUBLICATION" in (folder / "README.txt").read_text("utf-8")
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    with (folder / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        titles = [row["title"] for row in csv.DictReader(file)]
    assert titles == ["'=Fort, or “tower”?", "Unfinished secret"]  # as they came in
