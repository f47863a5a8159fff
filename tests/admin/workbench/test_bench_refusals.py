"""What is refused over the wire: the right status, clear JSON, and nothing written."""

import pytest

from articles.models import Article
from tests.access.test_url_table import stored
from tests.admin.workbench.conftest import at

NEW_ENTITY = {"kind": "place", "name": "Berlin", "language": "en"}
DEEP = b'{"a":' * 100_000
PLACE = [4, 17]


def sent(**fields) -> dict:
    return {"request": "r", "editor": "annotator", "seen": 0, "text_version": 1} | fields


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b" ", 400, "malformed"),
        (b"{", 400, "malformed"),
        (b"[]", 400, "malformed"),
        (b'"x"', 400, "malformed"),
        (b'{"seen": NaN}', 400, "malformed"),
        (b'{"seen": -Infinity}', 400, "malformed"),
        (b'{"request": "\xff"}', 400, "malformed"),
        ('{"request": "r"}'.encode("utf-16"), 400, "malformed"),
        (b'{"seen": 1' + b"0" * 5000 + b"}", 400, "malformed"),
        (DEEP, 400, "malformed"),
        (b"[" * 900 + b"]" * 900, 400, "malformed"),
        (b'{"note": "' + b"x" * (1024 * 1024) + b'"}', 413, "too_large"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_cannot_be_read(bench, body, status, error):
    before = stored()
    response = bench.send("add_mentions", body)
    assert (response.status_code, response.json()["error"]) == (status, error)
    assert stored() == before


def test_what_is_too_large_is_not_read(bench, monkeypatch):
    """Five megabytes are refused by what the header says; without it, a little is read."""
    sizes = []
    monkeypatch.setattr(
        "django.http.HttpRequest.read", lambda request, size: sizes.append(size) or b" " * size
    )
    assert bench.send("add_mentions", b"x" * 5 * 1024 * 1024).status_code == 413
    assert sizes == []
    assert bench.send("add_mentions", b"x").status_code == 413
    assert sizes == [1024 * 1024 + 1]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_what_is_not_json_by_its_own_account(bench, kind):
    address = bench.address("do", "undo")
    response = bench.client.post(address, b"{}", content_type=kind)
    assert (response.status_code, response.json()["error"]) == (415, "not_json")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("text_version", value) for value in (None, "1", True, 1.0, 1.5, -1, 10**30, [1], {})),
        *(("seen", value) for value in ("", False, -1, 2**63)),
        *(("request", value) for value in (None, "", 1, "x" * 41, "a\x00", "\ud800", ["r"])),
        *(("editor", value) for value in (None, "", 1)),
    ],
)
def test_what_every_verb_is_told(bench, army, name, value):
    good = {"places": [PLACE], "entity": army.public_id}
    told = bench.refused("add_mentions", 422, **good | {name: value})
    assert (told["error"], list(told["fields"])) == ("invalid", [name])
    assert told["message"] == " ".join(told["fields"][name])


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("places", {"places": None}),
        ("places", {"places": []}),
        ("places", {"places": {}}),
        ("places", {"places": [4, 17]}),
        ("places", {"places": [[4]]}),
        ("places", {"places": [[4, 17, 18]]}),
        ("places", {"places": [["4", "17"]]}),
        ("places", {"places": [[False, True]]}),
        ("places", {"places": [[4.0, 17.0]]}),
        ("places", {"places": [[4, 10**30]]}),
        ("places", {"places": [[-1, 4]]}),
        ("places", {"places": [[4, 4]]}),
        ("places", {"places": [[17, 4]]}),
        ("places", {"places": [[4, 10_000]]}),
        ("places", {"places": [PLACE, PLACE]}),
        ("places", {"places": [PLACE, [0, 10_000]]}),
        ("places", {"places": [[n, n + 1] for n in range(5001)]}),
        ("entity", {"entity": None}),
        ("entity", {"entity": "ent-unknown"}),
        ("entity", {"entity": "art-unknown"}),
        ("entity", {"entity": 7}),
        ("entity", {"entity": ["ent-x"]}),
        ("entity", {"entity": "ent-\ud800"}),
        ("entity", {"entity": "ent-\x00"}),
        ("new_entity", {"new_entity": NEW_ENTITY}),
        ("new_entity", {"entity": None, "new_entity": "Berlin"}),
        ("new_entity", {"entity": None, "new_entity": []}),
        ("new_entity.kind", {"entity": None, "new_entity": NEW_ENTITY | {"kind": "town"}}),
        ("new_entity.kind", {"entity": None, "new_entity": NEW_ENTITY | {"kind": {}}}),
        ("new_entity.name", {"entity": None, "new_entity": NEW_ENTITY | {"name": " "}}),
        ("new_entity.name", {"entity": None, "new_entity": NEW_ENTITY | {"name": "\u200b"}}),
        ("new_entity.name", {"entity": None, "new_entity": NEW_ENTITY | {"name": "x" * 301}}),
        ("new_entity.name", {"entity": None, "new_entity": NEW_ENTITY | {"name": "\udfff"}}),
        ("new_entity.language", {"entity": None, "new_entity": NEW_ENTITY | {"language": "?"}}),
        ("new_entity.slug", {"entity": None, "new_entity": NEW_ENTITY | {"slug": "x"}}),
        ("certainty", {"certainty": "quite"}),
        ("certainty", {"certainty": 1}),
        ("note", {"note": ["x"]}),
        ("note", {"note": "\x00"}),
        ("note", {"note": "\udc00"}),
        ("colour", {"colour": "red"}),
        ("\ud800", {"\ud800": 1}),
    ],
)
def test_mentions_that_are_not_right(bench, army, field, fields):
    good = {"places": [PLACE], "entity": army.public_id}
    told = bench.refused("add_mentions", 422, **good | fields)
    assert list(told["fields"]) == [field]
    assert told["message"]


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("pieces", {"pieces": []}),
        ("pieces", {"pieces": [["content", 4]]}),
        ("pieces", {"pieces": [["voice", 4, 17]]}),
        ("pieces", {"pieces": [[{}, 4, 17]]}),
        ("pieces", {"pieces": [["content", 4, 10_000]]}),
        ("pieces", {"pieces": [["content", 4, 17], ["content", 4, 17]]}),
        ("__all__", {"pieces": [["cue", 4, 17]]}),
        ("kind", {"kind": ""}),
        ("kind", {"kind": "loud"}),
        ("medium", {"medium": "song"}),
        ("speaker", {"speaker_description": None}),
        ("speaker", {"speaker_description": " "}),
        ("no_speaker_reason", {"no_speaker_reason": "None."}),
        ("source", {"source": "src-unknown"}),
        ("new_source.title", {"new_source": {"title": "", "kind": "papers"}}),
        ("derivation", {"derivation": {"kind": "was_derived_from", "basis": "inferred",
                                       "new_source": {"title": "X", "kind": "papers"}}}),
        ("derivation.from", {"derivation": {"kind": "was_derived_from", "basis": "inferred"}}),
        ("derivation.new_source.kind", {"derivation": {"kind": "was_derived_from",
                                        "basis": "inferred", "new_source": {"title": "X"}}}),
    ],
)  # fmt: skip
def test_quotations_that_are_not_right(bench, field, fields):
    good = {"pieces": [["content", *PLACE]], "kind": "direct", "speaker_description": "they"}
    told = bench.refused("add_quotation", 422, **good | fields)
    assert list(told["fields"]) == [field]


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("derivation.place", {"basis": "stated"}),
        ("derivation.place", {"basis": "stated", "place": [4, 10_000]}),
        ("derivation.place", {"basis": "inferred", "note": "So.", "place": PLACE}),
        ("derivation.note", {"basis": "inferred"}),
        ("derivation.from", {"basis": "inferred", "note": "So.", "from": "itself"}),
    ],
)
def test_derivations_that_are_not_right(bench, source, root, field, fields):
    derivation = {"kind": "was_derived_from", "from": root.public_id} | fields
    if derivation["from"] == "itself":
        derivation["from"] = source.public_id
    told = bench.refused(
        "add_quotation",
        422,
        pieces=[["content", *PLACE]],
        kind="direct",
        speaker_description="they",
        source=source.public_id,
        derivation=derivation,
    )
    assert list(told["fields"]) == [field]


def test_the_same_words_for_the_same_entity(bench, annotated, army):
    told = bench.refused("add_mentions", 422, places=[PLACE, at("Nobody")], entity=army.public_id)
    assert told["fields"] == {"entity": ["These words are marked for this entity already."]}


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("change_mention", {"id": "men-unknown", "row": 1}),
        ("change_mention", {"id": "quo-unknown", "row": 1}),
        ("change_mention", {"id": "", "row": 1}),
        ("change_quotation", {"id": "qsp-unknown", "row": 1}),
        ("change_piece", {"id": "\ud800", "row": 1}),
        ("add_pieces", {"id": "men-x", "pieces": [["cue", 4, 17]]}),
        ("delete", {"id": "art-x", "row": 1}),
        ("delete", {"id": {}, "row": 1}),
    ],
)
def test_ids_of_nothing(bench, verb, fields):
    assert list(bench.refused(verb, 422, **fields)["fields"]) == ["id"]


@pytest.mark.parametrize("change", [0, 10**10, "1", None])
def test_undoing_what_never_was(bench, change):
    assert list(bench.refused("undo", 422, change=change)["fields"]) == ["change"]


def test_what_was_done_to_another_article_is_not_undone_here(bench, published, army):
    other = published.changes.latest("pk")
    bench.article = Article.objects.create(title="Another", slug="another")
    assert "fields" in bench.refused("undo", 422, change=other.pk)


def test_unknown_verbs_and_articles(bench, army):
    assert bench.refused("erase", 404)["error"] == "not_found"
    for key in (0, 10**30, "x", "٣"):
        address = f"/admin/articles/article/{key}/annotate/do/undo/"
        response = bench.client.post(address, sent(), content_type="application/json")
        assert (response.status_code, response.json()["error"]) == (404, "not_found")


def test_methods(bench):
    assert bench.client.get(bench.address("do", "undo")).headers["Allow"] == "POST"
    for method in ("post", "put", "delete"):
        response = getattr(bench.client, method)(bench.address("news"))
        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
