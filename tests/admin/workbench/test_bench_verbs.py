"""Every verb over the wire: what is written, as one Change, and what is answered."""

import pytest
from django.core.management import call_command

from articles.admin.workbench import doing
from articles.editing.articles import create_article
from articles.models import (
    Article,
    Change,
    Derivation,
    DerivationSpan,
    Entity,
    Mention,
    Quotation,
    QuotationSpan,
    Source,
)
from tests.access.test_url_table import stored
from tests.admin.conftest import TEXT
from tests.admin.workbench.conftest import at

SAID = "“The Kwantung Army will stay,”"
PIECES = [
    ["content", *at(SAID)],
    ["content", *at("“for a year.”")],
    ["attribution", *at("the ministry")],
]


@pytest.fixture
def quotation(bench) -> Quotation:
    bench.do("add_quotation", pieces=PIECES, kind="direct", speaker_description="the ministry")
    return Quotation.objects.get()


@pytest.fixture
def mention(bench, army) -> Mention:
    bench.do("add_mentions", places=[at("Kwantung Army")], entity=army.public_id)
    return Mention.objects.get()


@pytest.fixture(autouse=True)
def sound(db):
    """After every test the archive is in order."""
    yield
    call_command("check_archive")


def test_mark_one_passage(bench, army):
    answer = bench.do("add_mentions", places=[at("Kwantung Army")], entity=army.public_id)
    mention = Mention.objects.get()
    change = Change.objects.latest("pk")
    assert (mention.exact, mention.entity, mention.certainty) == ("Kwantung Army", army, "high")
    assert answer["message"] == "Marked “Kwantung Army” as Kwantung Army."
    assert answer["change"] == answer["news"]["seen"] == change.pk
    assert answer["made"] == [mention.public_id]
    assert (change.verb, change.by.username) == ("add_mention", "annotator")
    start, end = at("Kwantung Army")
    assert answer["news"]["annotations"] == [
        {
            "id": mention.public_id,
            "type": "mention",
            "row": 1,
            "start": start,
            "end": end,
            "state": "ok",
            "entity": {"id": army.public_id, "name": "Kwantung Army", "kind": "organisation"},
            "certainty": "high",
            "note": "",
        }
    ]


def test_mark_every_occurrence_at_once(bench, army):
    places = [at("Kwantung Army", number) for number in (1, 2, 3)]
    values = {"certainty": "low", "note": "Or its staff?\r\n"}
    answer = bench.do("add_mentions", places=places, entity=army.public_id, **values)
    assert answer["message"] == "Marked 3 passages as Kwantung Army."
    assert len(answer["made"]) == Mention.objects.filter(certainty="low").count() == 3
    assert set(Mention.objects.values_list("note", flat=True)) == {"Or its staff?"}
    assert Change.objects.latest("pk").verb == "add_mentions"


def test_a_new_entity_and_its_mention_are_one_change_and_taken_back_as_one(bench):
    before = Change.objects.count()
    described = {"kind": "organisation", "name": "Kwantung Army", "language": "en"}
    answer = bench.do("add_mentions", places=[at("Kwantung Army")], new_entity=described)
    entity = Entity.objects.get()
    assert (entity.name, entity.mentions.count()) == ("Kwantung Army", 1)
    assert Change.objects.count() == before + 1
    undone = bench.do("undo", change=answer["change"])
    assert undone["message"] == "Undone: “Kwantung Army” is no longer marked as Kwantung Army."
    assert undone["news"]["gone"] == answer["made"]
    assert not Entity.objects.exists()
    again = bench.do("undo", change=undone["change"])
    assert again["message"] == "Done again: Marked “Kwantung Army” as Kwantung Army."
    assert again["made"] == answer["made"]
    assert Entity.objects.get().public_id == entity.public_id


def test_change_a_mention(bench, mention):
    described = {"kind": "organisation", "name": "General Staff", "language": "en"}
    place = at("The Kwantung Army")
    sent = {"new_entity": described, "place": place, "certainty": "medium"}
    answer = bench.do("change_mention", id=mention.public_id, row=1, **sent)
    mention.refresh_from_db()
    assert [mention.start, mention.end, mention.exact] == [*place, "The Kwantung Army"]
    assert (mention.entity.name, mention.certainty, mention.row_version) == (
        "General Staff",
        "medium",
        2,
    )
    assert answer["message"] == "“The Kwantung Army” is now marked as General Staff."
    assert answer["news"]["annotations"][0]["row"] == 2


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"certainty": "low"}, "mention “Kwantung Army” of Kwantung Army is changed: certainty."),
        ({"place": [0, 17]}, "mention of Kwantung Army is now “The Kwantung Army”."),
    ],
)
def test_only_the_fields_sent_are_changed(bench, mention, sent, message):
    noted = bench.do("change_mention", id=mention.public_id, row=1, note="Sure?")
    assert noted["message"] == "The mention “Kwantung Army” of Kwantung Army is changed: note."
    answer = bench.do("change_mention", id=mention.public_id, row=2, **sent)
    mention.refresh_from_db()
    assert (mention.note, mention.entity.name) == ("Sure?", "Kwantung Army")
    assert answer["message"] == f"The {message}"


def test_a_change_of_nothing_is_none(bench, mention, army):
    before = stored()
    same = {"entity": army.public_id, "place": [mention.start, mention.end], "certainty": "high"}
    answer = bench.do("change_mention", id=mention.public_id, row=1, **same)
    assert (answer["change"], answer["made"]) == (None, [])
    assert answer["message"] == "It was so already; nothing was changed."
    assert stored() == before


def test_add_a_quotation_with_all_that_stands_behind_it(bench):
    before = Change.objects.count()
    answer = bench.do(
        "add_quotation",
        pieces=PIECES,
        kind="direct",
        medium="writing",
        new_speaker={"kind": "organisation", "name": "The ministry", "language": "en"},
        new_source={"title": "Its statement", "kind": "statement"},
        derivation={
            "new_source": {"title": "The minutes", "kind": "papers"},
            "kind": "was_quoted_from",
            "basis": "stated",
            "note": "",
            "place": at("Nobody else spoke"),
        },
        note="In the evening.",
    )
    quotation = Quotation.objects.get()
    assert (quotation.medium, quotation.speaker.name) == ("writing", "The ministry")
    assert quotation.source.title == "Its statement"
    derivation = Derivation.objects.get()
    assert derivation.source == quotation.source
    assert derivation.derived_from.title == "The minutes"
    assert DerivationSpan.objects.get().exact == "Nobody else spoke"
    assert Change.objects.count() == before + 1
    assert answer["message"] == "Quotation 1 added: direct, 3 pieces."
    assert answer["made"] == [quotation.public_id]
    [told] = answer["news"]["annotations"]
    assert (told["type"], told["number"], told["row"]) == ("quotation", 1, 1)
    assert told["speaker"]["kind"] == "organisation"
    assert told["source"] == {
        "id": quotation.source.public_id,
        "title": "Its statement",
        "kind": "statement",
    }
    shown = [
        [piece["role"], piece["start"], piece["end"], piece["order"]] for piece in told["pieces"]
    ]
    assert shown == [[*PIECES[0], 1], [*PIECES[2], 1], [*PIECES[1], 2]], "by place"
    undone = bench.do("undo", change=answer["change"])
    assert undone["message"] == "Undone: Quotation 1 deleted."
    for model in (Quotation, QuotationSpan, Entity, Source, Derivation, DerivationSpan):
        assert not model.objects.exists()


def test_change_who_speaks(bench, quotation, army):
    """One way of naming the speaker ends the others."""
    name = quotation.public_id
    answer = bench.do("change_quotation", id=name, row=1, speaker=army.public_id, kind="mixed")
    quotation.refresh_from_db()
    assert (quotation.speaker, quotation.speaker_description) == (army, "")
    assert answer["message"] == "Quotation 1 changed: kind, speaker."
    bench.do("change_quotation", id=name, row=2, no_speaker_reason="Unsigned.")
    quotation.refresh_from_db()
    assert (quotation.speaker, quotation.no_speaker_reason) == (None, "Unsigned.")
    assert quotation.kind == "mixed"


def test_change_the_source_and_take_it_away(bench, quotation, source, root):
    name = quotation.public_id
    derivation = {"from": root.public_id, "kind": "was_derived_from", "basis": "inferred"}
    derivation["note"] = "Same hand."
    sent = {"source": source.public_id, "derivation": derivation}
    answer = bench.do("change_quotation", id=name, row=1, **sent)
    assert answer["news"]["annotations"][0]["source"]["id"] == source.public_id
    assert Derivation.objects.get().note == "Same hand."
    assert bench.do("change_quotation", id=name, row=2, source=None)["change"]
    quotation.refresh_from_db()
    assert (quotation.source, quotation.speaker_description) == (None, "the ministry")


def test_a_derivation_alone_is_a_change_of_the_quotation(bench, quotation, source, root):
    """Whatever is answered with a change raises the row, as the scripts count on."""
    name = quotation.public_id
    bench.do("change_quotation", id=name, row=1, source=source.public_id)
    derivation = {"from": root.public_id, "kind": "was_derived_from", "basis": "inferred"}
    answer = bench.do("change_quotation", id=name, row=2, derivation=derivation | {"note": "So."})
    assert answer["news"]["annotations"][0]["row"] == 3


def test_pieces_come_change_and_go(bench, quotation):
    name = quotation.public_id
    added = bench.do("add_pieces", id=name, pieces=[["cue", *at("said")]])
    [made] = added["made"]
    assert added["message"] == "Added to quotation 1 as cue: “said”."
    sent = {"role": "addressee", "place": at("Nobody")}
    changed = bench.do("change_piece", id=made, row=1, **sent)
    assert changed["message"] == "“Nobody” is now addressee of quotation 1."
    moved = bench.do("change_piece", id=made, row=2, place=at("Nobody else"))
    assert moved["message"] == "The addressee of quotation 1 is now “Nobody else”."
    piece = QuotationSpan.objects.get(public_id=made)
    assert (piece.role, piece.order, piece.exact) == ("addressee", 1, "Nobody else")
    gone = bench.do("delete", id=made, row=3)
    assert gone["message"] == "Taken from quotation 1, addressee: “Nobody else”."
    assert [one["id"] for one in gone["news"]["annotations"]] == [name]
    assert not QuotationSpan.objects.filter(public_id=made).exists()


def test_a_piece_of_another_role_comes_after_those_of_that_role(bench, quotation):
    piece = quotation.spans.get(role="attribution")
    bench.do("change_piece", id=piece.public_id, row=1, role="content")
    assert list(quotation.spans.values_list("role", "order")) == [("content", n) for n in (1, 2, 3)]


def test_the_last_content_stays(bench, quotation):
    first, last = quotation.spans.filter(role="content")
    bench.do("delete", id=last.public_id, row=1)
    told = bench.refused("delete", 422, id=first.public_id, row=1)
    assert "Delete the quotation instead" in told["message"]
    told = bench.refused("change_piece", 422, id=first.public_id, row=1, role="cue")
    assert list(told["fields"]) == ["role"]


def test_delete_and_undo(bench, quotation, mention):
    for record, words in (
        (mention, "“Kwantung Army” is no longer marked as Kwantung Army."),
        (quotation, "Quotation 1 deleted."),
    ):
        answer = bench.do("delete", id=record.public_id, row=1)
        assert answer["message"] == words
        assert answer["news"]["gone"][-1:] == [record.public_id]
        back = bench.do("undo", change=answer["change"])
        assert record.public_id in [one["id"] for one in back["news"]["annotations"]]
    assert Quotation.objects.get().spans.count() == 3


def test_a_request_sent_twice_is_carried_out_once(bench, army):
    body = bench.body(places=[at("Kwantung Army")], entity=army.public_id)
    first = bench.send("add_mentions", body).json()
    before = stored()
    assert bench.send("add_mentions", body).json() == first
    assert stored() == before


@pytest.mark.parametrize("verb", ["add_mentions", "add_quotation", "change_mention", "delete"])
def test_a_request_sent_twice_at_the_same_time_is_carried_out_once(
    bench, army, mention, monkeypatch, verb
):
    """The second one begins before the first is stored, and finds what it did."""
    fields = {
        "add_mentions": {"places": [at("Nobody")], "entity": army.public_id},
        "add_quotation": {"pieces": PIECES, "kind": "direct", "speaker": army.public_id},
        "change_mention": {"id": mention.public_id, "row": 1, "note": "x"},
        "delete": {"id": mention.public_id, "row": 1},
    }[verb]
    body = bench.body(**fields)
    first = bench.send(verb, body).json()
    before = stored()
    look, looks = doing._carried_out, []

    def too_early(*asked):
        looks.append(asked)
        return look(*asked) if len(looks) > 1 else None

    monkeypatch.setattr(doing, "_carried_out", too_early)
    assert bench.send(verb, body).json() == first
    assert (stored(), len(looks)) == (before, 2)


def test_the_name_of_a_request_belongs_to_who_sent_it_and_to_its_article(bench, other, army):
    body = bench.body(places=[at("Kwantung Army")], entity=army.public_id)
    bench.send("add_mentions", body)
    told = other.refused("add_mentions", 422, request=body["request"])
    assert list(told["fields"]) == ["request"]
    bench.article = create_article(Article(title="Another"), TEXT, by=None)
    told = bench.refused("add_mentions", 422, request=body["request"])
    assert list(told["fields"]) == ["request"]
