"""What was exported in any format is imported without a change, dataset by dataset."""

import pytest

from articles.exchange.datasets import DATASETS
from articles.exchange.formats import Csv, Json, Xlsx
from articles.exchange.loading import load, tables_in
from articles.exchange.loading.kinds import LOADERS
from articles.exchange.resources import export_resource
from articles.exchange.writing.csv_stream import stream_csv
from articles.exchange.writing.jsonl_stream import stream_jsonl
from articles.models import Entity
from tests.exchange.loading.broken import ids
from tests.exchange.nasty import IN_SPREADSHEETS, make_nasty_archive
from tests.exchange.past import live


def by_admin(format_class):
    """The export of the admin in one format."""

    def write(dataset) -> bytes:
        data = format_class().export_data(export_resource(dataset.name)().export())
        return data if isinstance(data, bytes) else data.encode()

    return write


def streamed(stream):
    """The export of the command."""
    return lambda dataset: b"".join(stream(dataset, dataset.queryset(public=False), public=False))


FORMATS = {
    "csv": streamed(stream_csv),
    "jsonl": streamed(stream_jsonl),
    "json": by_admin(Json),
    "xlsx": by_admin(Xlsx),
    "admin.csv": by_admin(Csv),
}


@pytest.fixture
def spread(db):
    """An archive that fits into spreadsheets, except for two long cells."""
    live()
    make_nasty_archive(30, strings=IN_SPREADSHEETS)


def test_nothing_changes(spread, tmp_path):
    wrong = {}
    for name in LOADERS:
        for suffix, write in FORMATS.items():
            file = tmp_path / f"{name}.{suffix}"
            try:
                file.write_bytes(write(DATASETS[name]))
            except ValueError as error:
                wrong[file.name] = str(error)
                continue
            loaded = load(tables_in(file, name), by=None)
            counts = loaded.total("new"), loaded.total("changed"), loaded.total("unchanged")
            if counts != (0, 0, DATASETS[name].queryset(public=False).count()):
                wrong[file.name] = counts, [*map(str, loaded.problems)][:3]
    too_long = "characters; a spreadsheet cell holds 32,767. Export as CSV or JSON instead."
    assert {name: said for name, said in wrong.items() if too_long not in str(said)} == {}
    assert set(wrong) == {"sources.xlsx", "articles.xlsx", "text_versions.xlsx"}


WITHOUT_IDS = {
    "aliases": "entity_id,name,language\n{court},Tribunal,en\n{court},=X,ru\n",
    "identifiers": "entity_id,scheme,value\n{court},isni,0000000121032683\n{court},viaf,12345678\n",
    "citations": "article_id,source_id,locator,note\n{published},{verdict},,First\n",
    "quotations": "article_id,kind,speaker_id,content,content_start,content_end\n"
    "{published},direct,{court},fell|FSB,45|81,49|84\n",
    "mentions": "article_id,start,end,exact,entity_id,note\n{published},45,49,fell,{court},First\n",
}


def test_files_without_ids_are_imported_twice_too(archive, tmp_path):
    for name, text in WITHOUT_IDS.items():
        file = tmp_path / f"{name}.csv"
        file.write_text(text.format(**ids(archive)))
        first, second = (load(tables_in(file), by=None) for _ in range(2))
        assert list(map(str, (*first.problems, *second.problems))) == [], name
        rows = text.count("\n") - 1
        assert (first.total("new"), second.total("unchanged")) == (rows, rows), name
        assert second.total("new") == second.total("changed") == 0, name
        file.write_text(text.replace("First", "Second").format(**ids(archive)))
        assert load(tables_in(file), by=None).total("changed") == text.count("First"), name


def test_a_past_slug_names_a_record_and_is_not_given_back(archive, tmp_path):
    (tmp_path / "entities.csv").write_text("slug,description\nfsb-once,A service.\n")
    assert load(tables_in(tmp_path / "entities.csv"), by=None).total("changed") == 1
    assert Entity.objects.get(description="A service.").slug == "fsb"
