"""Web Annotation: read by a JSON-LD processor, every passage where its selectors say."""

import json

from hypothesis import given, settings
from pyld import jsonld

from articles.exchange.standards.web_annotation import annotations, collection
from articles.exchange.standards.whole_archive import annotations_jsonld
from articles.models import QuotationSpan, Relation
from tests.access.stories import publish, tell
from tests.editing import scene
from tests.exchange.standards.texts import public_articles

OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
SCHEMA = "http://schema.org/"


def expanded(value, load_context) -> dict:
    """The collection with every name an absolute address."""
    plain = json.loads(json.dumps(value))
    [found] = jsonld.expand(plain, {"documentLoader": load_context, "base": "relative:"})
    unknown = [name for name in _names(found) if not name.startswith(("http", "@"))]
    assert unknown == [], "names without a meaning"
    return found


def _names(value):
    if isinstance(value, dict):
        for name, held in value.items():
            yield name
            yield from _names(held)
    elif isinstance(value, list):
        for held in value:
            yield from _names(held)


def items(found: dict) -> list[dict]:
    return found[f"{AS}first"][0][f"{AS}items"][0]["@list"]


def selectors(target: dict) -> dict[str, dict]:
    """By their kind."""
    return {found["@type"][0]: found for found in target[f"{OA}hasSelector"]}


def value(node: dict, name: str):
    return node[name][0]["@value"]


def passages(found: list[dict]) -> list[dict]:
    return [
        target
        for annotation in found
        for target in annotation[f"{OA}hasTarget"]
        if f"{OA}hasSelector" in target
    ]


def selected_right(target: dict, body: str) -> bool:
    """Both selectors find the same words, counted in code points."""
    by_kind = selectors(target)
    position, quote = by_kind[f"{OA}TextPositionSelector"], by_kind[f"{OA}TextQuoteSelector"]
    start, end = value(position, f"{OA}start"), value(position, f"{OA}end")
    around = {
        name: value(quote, f"{OA}{name}") if f"{OA}{name}" in quote else ""
        for name in ("prefix", "suffix")
    }
    return (
        body[start:end] == value(quote, f"{OA}exact")
        and body[:start].endswith(around["prefix"])
        and body[end:].startswith(around["suffix"])
    )


def test_every_annotation_of_the_founding_document(founding, gathered, load_context):
    found = expanded(collection(gathered(founding)), load_context)
    annotated = items(found)
    assert value(found, f"{AS}totalItems") == len(annotated)
    body = founding.current_text.body
    assert all(selected_right(target, body) for target in passages(annotated))
    by_id = {one["@id"].rpartition("#")[2]: one for one in annotated}
    assert len(by_id) == len(annotated)
    known = {*founding.mentions.all(), *founding.quotations.all(), *founding.citations.all()}
    assert {record.public_id for record in known} < by_id.keys(), "and evidence for claims"
    quotation = founding.quotations.get(number=3)
    said = by_id[quotation.public_id]
    speaker = said[f"{OA}hasBody"][0][f"{SCHEMA}spokenByCharacter"][0]
    assert speaker["@id"] == f"http://testserver{quotation.speaker.get_absolute_url()}"
    pieces = QuotationSpan.objects.filter(quotation=quotation).order_by("start")
    parts = [value(t, "http://testserver/data/#part") for t in said[f"{OA}hasTarget"]]
    assert parts == [piece.role for piece in pieces]
    known = Relation.objects.get(kind="successor_of")
    [stated] = by_id[known.public_id][f"{OA}hasBody"][:1]
    assert stated["@id"] == f"http://testserver{known.entity.get_absolute_url()}"
    [before] = stated["http://testserver/data/#successorOf"]
    assert value(before, f"{SCHEMA}name") == "KGB"
    [where] = by_id[known.public_id][f"{OA}hasTarget"]
    quote = selectors(where)[f"{OA}TextQuoteSelector"]
    assert value(quote, f"{OA}exact") == known.spans.get().exact
    assert {t[f"{OA}hasSource"][0]["@id"] for t in passages(annotated)} == {
        f"http://testserver{founding.get_absolute_url()}versions/1/"
    }


def test_authorities_and_positions_after_an_emoji(db, gathered, load_context):
    article = scene.everything()
    body = article.current_text.body
    annotated = items(expanded(collection(gathered(article)), load_context))
    assert body.index("😀") < min(
        value(selectors(t)[f"{OA}TextPositionSelector"], f"{OA}start")
        for t in passages(annotated)[1:3]
    )
    assert all(selected_right(target, body) for target in passages(annotated))
    [named] = [
        one
        for one in annotated
        if one[f"{OA}motivatedBy"][0]["@id"] == f"{OA}identifying"
    ]  # fmt: skip
    entity = named[f"{OA}hasBody"][0][f"{OA}hasSource"][0]
    assert entity["@type"] == [f"{SCHEMA}Place"]
    assert entity[f"{SCHEMA}sameAs"][0]["@id"] == "https://www.wikidata.org/wiki/Q649"


@settings(max_examples=25)
@given(one=public_articles())
def test_any_text_is_selected_right(load_context, one):
    annotated = items(expanded(collection(one), load_context))
    assert all(selected_right(target, one.body) for target in passages(annotated))


def test_of_a_text_that_may_not_be_shown_only_quoted_words_without_context(db, gathered):
    story = publish(tell("sealed", number=1, text_is_public=False))
    told = annotations(gathered(story.article))
    assert {one["motivation"] for one in told} == {"describing", "linking"}
    quoted = [
        selector
        for one in told
        for target in (one["target"] if isinstance(one["target"], list) else [one["target"]])
        for selector in target.get("selector", [])
        if selector["type"] == "TextQuoteSelector"
    ]
    assert quoted
    assert all(selector.keys() == {"type", "exact"} for selector in quoted)


def test_the_file_of_the_archive_holds_those_of_every_article(archive, gathered, load_context):
    other = scene.published("Another", "Nothing in it.")
    file = json.loads(b"".join(annotations_jsonld()))
    assert file["total"] == len(items(expanded(file, load_context)))
    expected = [*annotations(gathered(archive.published)), *annotations(gathered(other))]
    assert sorted(map(json.dumps, file["first"]["items"])) == sorted(map(json.dumps, expected))
    assert len(expected) > 5
