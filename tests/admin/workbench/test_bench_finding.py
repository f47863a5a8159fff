"""What is found from the workbench: entities, sources, and other places of the same words."""

import pytest

from articles.editing import records
from articles.models import Alias, Derivation, Entity, Source
from tests.admin.conftest import TEXT
from tests.admin.workbench.conftest import at


def test_entities_by_any_name(bench, annotated, army):
    records.add(Alias(entity=army, name="Kantōgun", language="ja-Latn"), by=None)
    records.add(Entity(name="Kantor", kind="person"), by=None)
    found = bench.ask("entities", q="kantogun").json()
    assert list(found) == ["found"]
    assert found["found"][0] == {
        "id": army.public_id,
        "name": "Kwantung Army",
        "kind": "organisation",
        "kind_label": "organisation",
        "language": "en",
        "description": "",
        "matched": "Kantōgun",
        "mentions": 1,
    }


def test_entities_that_may_be_the_same(bench, army):
    found = bench.ask("entities", q="The Kwantung Army", near=1).json()
    assert [one["id"] for one in found["near"]] == [army.public_id]
    assert bench.ask("entities", q="Siberia", near=1).json()["near"] == []


def test_sources_with_where_they_come_from(bench, source, root):
    derivation = Derivation(source=source, derived_from=root, kind="was_quoted_from")
    derivation.basis, derivation.note = "inferred", "By its wording."
    records.add(derivation, by=None)
    [found] = bench.ask("sources", q="vérdict").json()["found"]
    assert found == {
        "id": source.public_id,
        "title": "The verdict",
        "kind": "document",
        "kind_label": "document",
        "date": "",
        "derivations": [
            {
                "id": derivation.public_id,
                "kind": "was_quoted_from",
                "kind_label": "was quoted from",
                "basis": "inferred",
                "from": {"id": root.public_id, "title": "The minutes"},
            }
        ],
    }
    records.add(Source(title="A report", kind="report", date="1940-09"), by=None)
    [found] = bench.ask("sources", q="report").json()["found"]
    assert found["date"] == "September 1940"


@pytest.mark.parametrize("name", ["entities", "sources"])
def test_what_nobody_would_look_for(bench, name):
    assert bench.ask(name).json()["found"] == []
    assert bench.ask(name, q=" ").json()["found"] == []
    assert bench.ask(name, q="a whole paragraph " * 100).json()["found"] == []
    told = bench.ask(name, q="\x00")
    assert (told.status_code, list(told.json()["fields"])) == (422, ["q"])


def test_other_occurrences(bench, annotated):
    """The first is marked already, as who; the words are whole ones."""
    start, end = at("Kwantung Army")
    told = bench.ask("occurrences", start=start, end=end, text_version=1).json()
    assert (told["words"], told["left_out"]) == ("Kwantung Army", 0)
    places = [at("Kwantung Army", number) for number in (1, 2, 3)]
    assert [[one["start"], one["end"]] for one in told["found"]] == places
    assert [one["taken"] for one in told["found"]] == [["Kwantung Army"], [], []]
    assert told["found"][0]["before"] == "The "
    assert told["found"][2]["before"] == TEXT[places[2][0] - 32 : places[2][0]]
    assert told["found"][2]["after"] == " 🙂 again."


def test_a_part_of_a_word_is_found_where_it_was_asked_for(bench, annotated):
    start, _ = at("Nobody")
    told = bench.ask("occurrences", start=start, end=start + 2, text_version=1).json()
    assert [one["start"] for one in told["found"]] == [start]


@pytest.mark.parametrize(
    ("place", "field"),
    [((4, 4), "start"), ((17, 4), "start"), ((0, 10_000), "start"), ((-1, 4), "start"),
     ((0, "x"), "end"), ((0, 10**30), "end")],
)  # fmt: skip
def test_passages_there_are_not(bench, place, field):
    start, end = place
    told = bench.ask("occurrences", start=start, end=end, text_version=1)
    assert (told.status_code, list(told.json()["fields"])) == (422, [field])


def test_a_login_that_may_see_articles_only(bench, nobody, django_user_model):
    from django.contrib.auth.models import Permission

    nobody.user_permissions.add(Permission.objects.get(codename="view_article"))
    bench.client.force_login(nobody)
    assert bench.ask("news", seen=0, text_version=1).status_code == 200
    for name in ("entities", "sources"):
        assert bench.ask(name, q="x").status_code == 403
