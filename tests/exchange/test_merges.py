"""Merges as data: which record stands for which, as far as readers see it."""

import csv
import io

import pytest
from django.core.management import call_command

from articles.exchange.dataset import Dataset
from articles.exchange.datasets import DATASETS
from articles.exchange.rows import rows
from tests.editing import scene
from tests.editing.test_merging import merged_into, undone

pytestmark = pytest.mark.django_db


def downloaded(client, address: str) -> list[dict]:
    text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def merges():
    """Of a published city and two sources it has by two names, and of a city seen in a draft."""
    article = scene.draft()
    moscow, moskva, moscou = (scene.entity(name) for name in ("Moscow", "Moskva", "Moscou"))
    verdict, judgment = scene.source("Verdict"), scene.source("Judgment")
    tokyo, edo = scene.entity("Tokyo"), scene.entity("Edo")
    scene.mention(article, "Moscow", moskva)
    scene.mention(article, "court", moscou)
    scene.citation(article, judgment)
    scene.mention(scene.draft("Not yet"), "東京", edo)
    scene.publish(article)
    return {
        "chained": merged_into(moscou, moskva),
        "entity": merged_into(moskva, moscow),
        "source": merged_into(judgment, verdict),
        "draft": merged_into(edo, tokyo),
    }


def test_readers_get_what_leads_to_what_they_see(client, merges):
    found = downloaded(client, "/merges.csv")
    assert [row["id"] for row in found] == [
        merges[name].public_id for name in ("source", "entity", "chained")
    ]
    source, entity, chained = found
    assert (source["kind"], source["merged"], source["merged_into"]) == (
        "source",
        "Judgment",
        "Verdict",
    )
    assert source["url"] == "http://testserver/sources/verdict/"
    assert entity["url"] == "http://testserver/entities/moscow/"
    assert entity["merged_id"] == chained["merged_into_id"] == merges["entity"].merged.public_id
    assert entity["merged_into_id"] == merges["entity"].into.public_id
    assert entity["reason"] == "The same city."
    assert downloaded(client, "/merges.csv?kind=source") == [source]
    assert client.get("/merges.csv?kind=article").status_code == 400


def test_a_merge_undone_is_not_there(client, merges):
    undone(merges["source"])
    assert not downloaded(client, "/merges.csv?kind=source")


def test_editors_see_where_each_record_went(merges):
    dataset: Dataset = DATASETS["entities"]
    columns = [c for c in dataset.columns_for(public=False) if c.name in ("id", "merged_into_id")]
    found = dict(rows(columns, dataset.queryset(public=False), public=False))
    for name in ("chained", "entity", "draft"):
        merge = merges[name]
        assert found[merge.merged.public_id] == merge.into.public_id
    assert found[merges["entity"].into.public_id] is None
    assert DATASETS["merges"].queryset(public=False).count() == 4


def test_the_address_of_a_merged_record_leads_to_what_stands_for_it(client, merges):
    gone = merges["chained"].merged
    for name in (gone.slug, gone.public_id):
        answer = client.get(f"/entities/{name}/")
        assert (answer.status_code, answer.headers["Location"]) == (301, "/entities/moscow/")
    assert client.get("/sources/judgment/").headers["Location"] == "/sources/verdict/"
    assert client.get("/entities/edo/").status_code == 404
    assert client.get("/entities/moskva/").headers["Location"] == "/entities/moscow/"


def test_the_command_writes_them(merges, tmp_path):
    call_command("export_data", "--dataset", "merges", "--out", str(tmp_path))
    lines = (tmp_path / "merges.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == [
        merges[name].public_id for name in ("source", "entity", "chained")
    ]
