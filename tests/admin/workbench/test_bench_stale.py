"""Two pages at once: what was changed meanwhile is not overwritten, and is shown as it stands."""

import pytest

from articles.editing import records
from articles.models import Article, Mention, Quotation, QuotationSpan, TextVersion
from tests.admin.workbench.conftest import at

NEW_ENTITY = {"kind": "place", "name": "Berlin", "language": "en"}
PLACE = [4, 17]


def test_somebody_changed_it_meanwhile(bench, other, annotated):
    mention = Mention.objects.get()
    other.do("change_mention", id=mention.public_id, row=1, certainty="low")
    for verb in ("change_mention", "delete"):
        more = {"note": "Mine"} if verb == "change_mention" else {}
        told = bench.refused(verb, 409, id=mention.public_id, row=1, **more)
        assert (told["error"], told["row"], told["text_version"]) == ("stale", 2, 1)
        assert told["now"]["certainty"] == "low"
        assert "changed by somebody else" in told["message"]


def test_a_new_entity_of_a_stale_change_is_not_made(bench, other, annotated):
    mention = Mention.objects.get()
    other.do("change_mention", id=mention.public_id, row=1, certainty="low")
    bench.refused("change_mention", 409, id=mention.public_id, row=1, new_entity=NEW_ENTITY)


def test_somebody_changed_a_piece_meanwhile(bench, other, annotated):
    piece = QuotationSpan.objects.get()
    other.do("change_piece", id=piece.public_id, row=1, place=at("for a year"))
    told = bench.refused("change_piece", 409, id=piece.public_id, row=1, place=at("said"))
    assert (told["now"]["id"], told["row"]) == (piece.quotation.public_id, 2)
    assert told["now"]["pieces"][0]["row"] == 2
    assert told["message"] == "This piece was changed by somebody else in the meantime."


@pytest.mark.parametrize("model", [Mention, Quotation])
def test_somebody_deleted_it_meanwhile(bench, other, annotated, model):
    record = model.objects.get()
    other.do("delete", id=record.public_id, row=1)
    verb = f"change_{model._meta.model_name}"
    for asked in (verb, "delete"):
        told = bench.refused(asked, 409, id=record.public_id, row=1)
        assert (told["error"], told["now"], told["row"]) == ("stale", None, None)
        assert "deleted by somebody else" in told["message"]


def test_the_text_was_changed_meanwhile(bench, annotated):
    second = TextVersion.objects.create(article=annotated, number=2, body="All new.")
    Article.objects.update(current_text=second)
    mention = Mention.objects.get()
    for verb, fields in (
        ("add_mentions", {"places": [PLACE], "new_entity": NEW_ENTITY}),
        ("delete", {"id": mention.public_id, "row": 1}),
    ):
        told = bench.refused(verb, 409, **fields)
        assert (told["error"], told["text_version"], told["now"]) == ("stale", 2, None)
    told = bench.ask("occurrences", start=4, end=17, text_version=1)
    assert (told.status_code, told.json()["text_version"]) == (409, 2)


def test_what_an_undo_would_overwrite(bench, other, army):
    done = bench.do("add_mentions", places=[PLACE], entity=army.public_id)
    [name] = done["made"]
    other.do("change_mention", id=name, row=1, certainty="low")
    told = bench.refused("undo", 409, change=done["change"])
    assert (told["now"]["id"], told["now"]["certainty"]) == (name, "low")


def test_an_article_without_a_text(bench, army):
    bench.article = Article(title="Nothing yet")
    records.add(bench.article, by=None)
    told = bench.refused("add_mentions", 422, places=[PLACE], entity=army.public_id)
    assert "no text" in told["message"]


def test_an_entity_deleted_meanwhile(bench, army):
    records.delete(army, by=None, based_on=1)
    told = bench.refused("add_mentions", 422, places=[PLACE], entity=army.public_id)
    assert list(told["fields"]) == ["entity"]
