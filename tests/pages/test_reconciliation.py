"""The reconciliation services over HTTP: as the specification says, for any page, without a 500."""

import json
from urllib.parse import quote

import jsonschema
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.exchange.reconciliation.queries import BATCH
from articles.exchange.reconciliation.services import SERVICES
from articles.models import Entity, Source
from tests.editing import scene
from tests.exchange.reconciliation import specification
from tests.exchange.reconciliation.test_queries import JSON
from tests.pages.many import make_articles

ENTITIES, SOURCES = (f"/reconcile/{name}/" for name in SERVICES)


def valid(answer, schema: dict):
    """The JSON of an answer that succeeded, once it is found to be as the schema says."""
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    jsonschema.validate(answer.json(), schema)
    return answer.json()


def refused(answer, status: int) -> str:
    assert answer.status_code == status
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.json().keys() == {"error", "message"}
    return answer.json()["message"]


@pytest.mark.parametrize("service", [ENTITIES, SOURCES])
def test_everything_the_manifest_names_is_there(founding, client, service):
    manifest = valid(client.get(service), specification.MANIFEST)
    # An old client asks for a script; it gets the same JSON, which no browser runs.
    assert client.get(service, {"callback": "alert"}).json() == manifest
    found = {}
    record = (Entity if service == ENTITIES else Source).objects.public().first()
    prefixes = {"entity": str(record)[:4], "property": "k", "type": "e"}
    for what, suggest in manifest["suggest"].items():
        path = path_of(suggest["service_url"] + suggest["service_path"])
        answer = client.get(path, {"prefix": prefixes[what]})
        found[what] = valid(answer, specification.SUGGESTED)["result"]
        assert found[what], what
        fly = suggest["flyout_service_url"] + suggest["flyout_service_path"]
        fly = path_of(fly.replace("${id}", found[what][0]["id"]))
        shown = valid(client.get(fly), specification.FLYOUT)
        assert found[what][0]["name"] in shown["html"]
    first = found["entity"][0]
    page = client.get(path_of(manifest["view"]["url"], first["id"]), follow=True)
    assert first["name"] in page.content.decode()
    assert manifest["view"]["url"].startswith(manifest["identifierSpace"])
    frame = client.get(path_of(manifest["preview"]["url"], first["id"]))
    assert f">{first['name']}</a>" in frame.content.decode()
    proposed = manifest["extend"]["propose_properties"]
    path = path_of(proposed["service_url"] + proposed["service_path"])
    kind = first["notable"][0]["id"]
    properties = valid(client.get(path, {"type": kind, "limit": 99}), specification.PROPOSED)
    ids = [one["id"] for one in properties["properties"]]
    extension = {"ids": [first["id"]], "properties": [{"id": one} for one in ids]}
    for ask in (client.get, client.post):
        rows = valid(ask(service, {"extend": json.dumps(extension)}), specification.EXTENDED)
        assert [one["id"] for one in rows["meta"]] == ids
        assert rows["rows"][first["id"]]["kind"] == [{"str": kind}]


def path_of(address: str, name: str = "") -> str:
    """The path of an address of the site, with an id in the place left for one."""
    address = address.replace("{{id}}", name)
    return "/" + address.partition("://")[2].partition("/")[2]


def test_a_batch_is_asked_by_get_and_by_post(founding, client):
    batch = {
        "q0": {"query": "Berlin", "type": "place", "type_strict": "should", "limit": 5},
        "q1": {"query": "Sovjet Unoin"},
        "q2": {"query": "nobody knows it"},
        "\ud800": {"query": "\ud800\x00"},
    }
    asked = {"queries": json.dumps(batch)}
    found = valid(client.post(ENTITIES, asked), specification.RESULTS)
    assert found == valid(client.get(ENTITIES, asked), specification.RESULTS)
    assert found.keys() == batch.keys()
    (berlin,) = found["q0"]["result"]
    assert (berlin["name"], berlin["match"]) == ("Berlin", True)
    assert found["q1"]["result"][0]["name"] == "Soviet Union"
    assert found["q2"]["result"] == []
    single = client.get(ENTITIES, {"query": "Berlin"}).json()
    assert single["result"][0]["id"] == berlin["id"]
    assert client.post(ENTITIES.rstrip("/"), asked).json() == found


def test_other_sites_may_ask_and_only_ask(founding, client):
    answer = client.options(ENTITIES, headers={"origin": "http://127.0.0.1:3333"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    strict = type(client)(enforce_csrf_checks=True)
    batch = {"queries": '{"q": {"query": "Berlin"}}'}
    answer = strict.post(ENTITIES, batch, headers={"origin": "http://127.0.0.1:3333"})
    assert valid(answer, specification.RESULTS)["q"]["result"]
    assert not answer.cookies
    assert "cookie" not in answer.headers.get("Vary", "").lower()
    for method in ("put", "patch", "delete"):
        refused(getattr(client, method)(ENTITIES), 405)
    refused(client.post(f"{ENTITIES}suggest/entity/"), 405)
    head = client.head(ENTITIES)
    assert (head.status_code, head.content) == (200, b"")


def test_the_preview_alone_may_be_framed(founding, client):
    entity = Entity.objects.public().first()
    framed = client.get(f"{ENTITIES}preview/{entity.public_id}/")
    usual = client.get(entity.get_absolute_url()).headers["Content-Security-Policy"]
    assert framed.headers["Content-Security-Policy"] == usual.replace(
        "frame-ancestors 'none'", "frame-ancestors *"
    )
    assert "X-Frame-Options" not in framed.headers
    assert "<script" not in framed.content.decode()
    unknown = client.get(f"{ENTITIES}preview/ent-none/")
    assert unknown.status_code == 404
    assert "Readers know no record" in unknown.content.decode()


def test_html_of_names_is_escaped(client, db):
    named = scene.entity("<b>&amp;Bold", "person", description="<i>x</i>")
    article = scene.draft()
    scene.mention(article, "Moscow", named)
    scene.publish(article)
    fly = client.get(f"{ENTITIES}flyout/entity/", {"id": named.public_id}).json()["html"]
    page = client.get(f"{ENTITIES}preview/{named.public_id}/").content.decode()
    for html in (fly, page):
        assert "&lt;b&gt;&amp;amp;Bold" in html
        assert "<b>" not in html
        assert "<i>" not in html


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        ({"queries": "{"}, 400, "This is not JSON"),
        ({"queries": "[]"}, 400, "must be a JSON object"),
        ({"queries": '{"q": {}}'}, 400, "neither “query” nor “properties”"),
        ({"queries": '{"q": {"query": "x", "properties": [{"pid": "P31"}]}}'}, 400, "“P31”"),
        ({"extend": "{}"}, 400, "“ids” must be a list"),
        ({"extend": '{"ids": [1], "properties": []}'}, 400, "list of strings"),
        ({"extend": '{"ids": [], "properties": [{"id": "no"}]}'}, 400, "no property “no”"),
        ({}, 400, "Send a form"),
        ({"queries": json.dumps({str(n): {"query": "x"} for n in range(BATCH + 1)})}, 413, "51"),
    ],
)
def test_what_cannot_be_answered_is_told_in_json(db, client, data, status, said):
    assert said in refused(client.post(ENTITIES, data), status)


def test_forms_that_cannot_be_read_are_told_in_json(db, client, settings):
    latin = "application/x-www-form-urlencoded; charset=latin-1"
    broken = {"content_type": "multipart/form-data"}
    refused(client.post(ENTITIES, "queries=%7B%7D", content_type=latin), 400)
    refused(client.post(ENTITIES, b"x", **broken), 400)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    refused(client.post(ENTITIES, {"queries": "{" + " " * 1000 + "}"}), 400)
    refused(client.get("/reconcile/people/"), 404)
    refused(client.get(f"{ENTITIES}suggest/entity/", {"prefix": "x", "cursor": "-1"}), 400)
    for what in ("entity", "property", "type"):
        refused(client.get(f"{ENTITIES}flyout/{what}/", {"id": "none\x00"}), 404)


# What a client's charset makes of a query string may be half a character.
UTF_7 = {"CONTENT_TYPE": "text/plain; charset=utf-7"}
HALF = "%2B2AA-"


@pytest.mark.parametrize("service", [ENTITIES, SOURCES])
@pytest.mark.parametrize("damaged", ["\x00", "\ud800", "\U0010ffff"])
def test_no_string_is_too_damaged_to_be_answered(db, client, service, damaged):
    pids = list(SERVICES[service.split("/")[2]].properties)
    for text in (damaged, f"ent-{damaged}", f"http://testserver/entities/{damaged}/"):
        asked = {"ids": [text], "properties": [{"id": pid} for pid in pids]}
        found = valid(client.post(service, {"extend": json.dumps(asked)}), specification.EXTENDED)
        assert found["rows"].keys() == {text}
        values = [{"pid": pid, "v": [text, {"id": text, "name": text}]} for pid in pids]
        query = {"query": text, "type": [text, {"id": text}], "properties": values}
        batch = json.dumps({text: query})
        found = valid(client.post(service, {"queries": batch}), specification.RESULTS)
        assert found.keys() == {text}
        unknown = {"ids": [], "properties": [{"id": text}]}
        refused(client.post(service, {"extend": json.dumps(unknown)}), 400)
    sent, more = (HALF, UTF_7) if damaged == "\ud800" else (quote(damaged), {})
    for what in ("entity", "property", "type"):
        address = f"{service}suggest/{what}/?prefix={sent}"
        valid(client.get(address, **more), specification.SUGGESTED)
        refused(client.get(f"{service}flyout/{what}/?id={sent}", **more), 404)
    refused(client.get(f"{service}suggest/entity/?prefix=x&cursor={sent}", **more), 400)
    valid(client.get(f"{service}properties/?type={sent}", **more), specification.PROPOSED)
    assert client.get(f"{service}preview/{quote(damaged, errors='replace')}/").status_code == 404


@pytest.mark.parametrize(("service", "most"), [(ENTITIES, 8), (SOURCES, 8)])
def test_a_batch_of_20_asks_the_database_as_often_as_one_of_1(db, client, service, most):
    make_articles(25)
    model, label = (Entity, "name") if service == ENTITIES else (Source, "title")
    records = list(model.objects.all())
    pid, value = ("wikidata", "Q1") if service == ENTITIES else ("attributed_to", "Name 1")

    def queries(count: int) -> int:
        batch = {
            str(n): {
                "query": getattr(records[n], label) if n % 2 else records[n].public_id,
                "properties": [{"pid": pid, "v": value}, {"pid": label, "v": "Another name"}],
            }
            for n in range(count)
        }
        with CaptureQueriesContext(connection) as captured:
            found = client.post(service, {"queries": json.dumps(batch)})
            assert len(found.json()) == count
        return len(captured)

    assert queries(1) == queries(20) <= most
    extension = {"ids": [one.public_id for one in records], "properties": [{"id": pid}]}
    with CaptureQueriesContext(connection) as captured:
        client.post(service, {"extend": json.dumps(extension)})
    assert len(captured) <= most


class AnyJson(TestCase):
    @given(
        JSON, st.sampled_from(["queries", "query", "extend"]), st.sampled_from([ENTITIES, SOURCES])
    )
    @settings(max_examples=60)
    def test_any_json_is_answered_or_refused(self, found, name, service):
        answer = self.client.post(service, {name: json.dumps(found)})
        assert answer.status_code in (200, 400, 413), answer.content
        answer.json()
