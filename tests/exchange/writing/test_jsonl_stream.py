"""JSON Lines: the rows of the CSV, with types; and that any text comes back from both."""

import csv
import io
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.exchange.cells import split_list, unguard
from articles.exchange.columns import ColumnType
from articles.exchange.datasets import DATASETS, PUBLIC
from articles.exchange.writing.csv_stream import stream_csv
from articles.exchange.writing.jsonl_stream import stream_jsonl
from articles.models import Alias, Entity
from articles.models.wellformed import validate_characters
from tests.exchange.records import TEXT

_NUMBERS = {ColumnType.INTEGER, ColumnType.BOOLEAN, ColumnType.DATETIME}

# What a database holds: anything but NUL and halves of characters; mostly what is special.
texts = st.text(
    st.one_of(
        st.sampled_from("'=+-@\t\r\n|\\e,;\"#\ufeff\u200f\u202e\u2028\x85\x1f😀é"),
        st.characters(exclude_characters="\0", exclude_categories=["Cs"]),
    ),
    max_size=40,
)


def as_csv(name: str, rows, *, public: bool = True) -> list[dict[str, str]]:
    data = b"".join(stream_csv(DATASETS[name], rows, public=public))
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def as_json(name: str, rows, *, public: bool = True) -> list[dict]:
    data = b"".join(stream_jsonl(DATASETS[name], rows, public=public))
    return [json.loads(line) for line in data.split(b"\n")[:-1]]


def test_values_have_their_types(archive):
    (quotation,) = as_json("quotations", PUBLIC["quotations"].queryset(public=True))
    assert quotation["content"] == ["“A fort,”", "“B fort.”"]
    assert (quotation["content_start"], quotation["content_end"]) == ([0, 26], [9, 35])
    assert (quotation["addressee"], quotation["speaker_description"]) == ([], None)
    (article,) = as_json("articles", PUBLIC["articles"].queryset(public=True))
    assert article["title"] == "=Fort, or “tower”?"
    assert (article["title_supplied"], article["text_is_public"]) == (False, True)
    assert (article["text_version"], article["text_characters"]) == (1, len(TEXT))
    (text,) = as_json("text_versions", PUBLIC["text_versions"].queryset(public=True))
    assert text["body"] == TEXT
    moved = as_json("merges", DATASETS["merges"].queryset(public=False), public=False)[0]["moved"]
    assert isinstance(moved, dict)


def test_it_says_what_the_csv_says(archive):
    """Row by row and column by column, of every dataset, for readers and for editors."""
    for name, dataset in DATASETS.items():
        for public in {True, False} if dataset.is_public else {False}:
            rows = dataset.queryset(public=public).order_by("pk")
            columns = dataset.columns_for(public=public)
            cells, values = (read(name, rows, public=public) for read in (as_csv, as_json))
            assert len(cells) == len(values)
            for row, line in zip(cells, values, strict=True):
                assert list(row) == list(line) == [column.name for column in columns]
                for column in columns:
                    assert read_back(column, row[column.name]) == line[column.name], column


def read_back(column, cell: str):
    """The value of a CSV cell, by what the data dictionary says of the column."""
    if column.is_list:
        items = split_list(unguard(cell))
        return list(map(int, items)) if column.type == ColumnType.INTEGER else items
    if not cell:
        return None
    if column.type == ColumnType.BOOLEAN:
        return {"true": True, "false": False}[cell]
    if column.type == ColumnType.INTEGER:
        return int(cell)
    if column.type == ColumnType.JSON:
        return json.loads(unguard(cell))
    return cell if column.type in _NUMBERS else unguard(cell)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(note=texts, names=st.lists(texts.filter(bool), unique=True, max_size=3))
def test_any_text_comes_back(archive, note, names):
    court = Entity.objects.filter(pk=archive.court.pk)
    validate_characters(note)
    court.update(note=note)
    Alias.objects.filter(entity__in=court).delete()
    for number, name in enumerate(names):
        alias = Alias(entity=archive.court, name=name)
        alias.derive()
        alias.name_folded = str(number)  # lists are sorted by it
        Alias.objects.bulk_create([alias])
    (row,), (line,) = as_csv("entities", court), as_json("entities", court)
    assert (unguard(row["note"]), split_list(unguard(row["aliases"]))) == (note, names)
    assert (line["note"] or "", line["aliases"]) == (note, names)
    assert not row["note"].startswith(tuple("=+-@\t\r"))


def test_rows_and_order_are_those_of_the_query(archive, client):
    data = client.get("/entities.jsonl?sort=-name").getvalue()
    ids = [json.loads(line)["id"] for line in data.split(b"\n")[:-1]]
    found = [row["id"] for row in as_csv("entities", PUBLIC["entities"].queryset(public=True))]
    assert set(ids) == set(found)
    by_name = Entity.objects.public().order_by("-name_folded", "pk")
    assert ids == list(by_name.values_list("public_id", flat=True))
