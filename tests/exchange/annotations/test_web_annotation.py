"""Web Annotations in, our own and those of other tools: exactly placed, or refused."""

import json

import pytest
from django.conf import settings

from articles.exchange.annotations.files import read_annotations
from articles.exchange.annotations.importing import Choices, import_annotations
from articles.exchange.standards.public_article import gather
from articles.exchange.standards.web_annotation import collection
from articles.models import Change, Entity, Identifier, Mention, Quotation, QuotationSpan
from tests.editing import scene

WRITTEN = (Change, Entity, Mention, Quotation)
BODY = scene.BODY  # “Moscow 😀 will fall,” the court said.\n東京 answered: the papers …


def load(nodes, article=None, name="a.jsonld", **choices):
    data = json.dumps(nodes).encode()
    reading = read_annotations(name, data)
    chosen = Choices(article=article, **choices)
    return import_annotations(reading, by=None, file_name=name, choices=chosen)


def annotation(words, body=None, *, start=None, of="", quote=True, shift=0, units="cp", **more):
    """An annotation of `words` as another tool would write it."""
    start = BODY.index(words) if start is None else start
    end = start + len(words)
    if units == "utf-16":
        start, end = (len(BODY[:at].encode("utf-16-le")) // 2 for at in (start, end))
    selectors = [{"type": "TextPositionSelector", "start": start + shift, "end": end + shift}]
    if quote:
        selectors.append({"type": "TextQuoteSelector", "exact": words, **more})
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "body": body or {"type": "TextualBody", "purpose": "tagging", "value": words},
        "target": {"source": of, "selector": selectors},
    }


def test_what_the_archive_gives_out_comes_back_the_same(founding):
    pages = collection(gather(founding))
    again = load(pages)
    assert (again.problems, again.new) == ([], 0)
    given = again.unchanged
    assert given == founding.mentions.count() + founding.quotations.count()
    before = [_described(founding), _quoted(founding)]
    Mention.objects.all().delete()
    Quotation.objects.all().delete()
    report = load(pages)
    assert (report.problems, report.new) == ([], given)
    assert [_described(founding), _quoted(founding)] == before
    assert Change.objects.filter(verb="import_annotations").count() == 1
    assert load(pages).new == 0
    assert scene.problems() == []


def _described(article):
    fields = ("start", "end", "exact", "entity", "certainty", "note")
    return sorted(article.mentions.values_list(*fields))


def _quoted(article):
    fields = ("kind", "medium", "speaker", "speaker_description", "no_speaker_reason", "source")
    spans = QuotationSpan.objects.filter(quotation__article=article)
    return (
        sorted(map(repr, article.quotations.values_list(*fields, "note"))),
        sorted(spans.values_list("role", "start", "end", "order")),
    )


@pytest.mark.parametrize("units", ["cp", "utf-16"])
def test_offsets_of_javascript_are_converted_and_told(db, units):
    article, tokyo, court = scene.draft(), scene.entity("東京"), scene.entity("the court")
    bureau = scene.entity("Bureau", "organisation")
    words = ("the court", "東京", "Bureau")
    report = load([annotation(one, units=units) for one in words], article)
    assert report.problems == []
    told = [] if units == "cp" else ["Offsets are UTF-16 code units: 3 converted."]
    assert report.told == told
    placed = {(one.exact, one.entity) for one in article.mentions.all()}
    assert placed == {("the court", court), ("東京", tokyo), ("Bureau", bureau)}


def test_words_that_stand_elsewhere_are_offered_not_moved(db):
    article = scene.draft()
    scene.entity("Bureau", "organisation")
    moved = annotation("Bureau", shift=-3)
    report = load(moved, article)
    assert report.new == 0
    start = BODY.index("Bureau")
    assert report.problems == [
        f"annotation 1: “Bureau” does not stand at {start - 3}–{start + 3}, but at "
        f"{start}–{start + 6}. Accept moved passages to take it there."
    ]
    report = load(moved, article, accept_moved=True)
    assert (report.problems, report.mentions, len(report.moved)) == ([], 1, 1)
    assert article.mentions.get().start == start


@pytest.mark.parametrize(
    ("node", "told"),
    [
        (annotation("Bureau"), "There is no entity “Bureau”."),
        (annotation("Bureau", start=0, of="http://testserver/articles/other/"), "no article here"),
        (annotation("Bureau", start=0, of="http://[x"), "of “http://[x”, which is no article"),
        (annotation("Bureau", "http://[x"), "There is no entity “Bureau / http://[x”."),
        (annotation("Bureau", "Z\ud800Q"), "annotation 2: The text is damaged at character 2"),
        (annotation("Bureau", of="art-\0"), "annotation 2: The text is damaged at character 5"),
        (annotation("answered", shift=1000, exact="unsaid"), "does not stand in the text"),
        (annotation("the", shift=400), "but 3 times elsewhere: which is meant?"),
        (annotation("Moscow", quote=False, shift=9000), "is no passage of the text"),
        (
            annotation("Moscow", "https://www.wikidata.org/wiki/Q1"),
            "“Moscow” is in the archive, but with another identifier",
        ),
        (
            {"type": "Annotation", "target": {"selector": {"type": "TextPositionSelector"}}},
            "offset",
        ),
    ],
)
def test_what_is_in_doubt_refuses_the_whole_file(db, node, told):
    article, moscow = scene.draft(), scene.entity("Moscow")
    scene.records.add(Identifier(entity=moscow, scheme="wikidata", value="Q649"), by=None)
    scene.entity("the")
    before = [model.objects.count() for model in WRITTEN]
    only = None if "no article" in told else article
    report = load(
        [annotation("Moscow", of=f"{settings.SITE_URL}{article.get_absolute_url()}"), node], only
    )
    assert report.new == 0
    assert [model.objects.count() for model in WRITTEN] == before
    assert len(report.problems) == 1
    assert told in report.problems[0]
    assert report.problems[0].startswith("annotation 2")


def test_entities_are_known_by_authority_address_or_name_and_made_when_asked(db):
    article, moscow = scene.draft(url="https://www.herald.example/pact"), scene.entity("Moskva")
    scene.records.add(Identifier(entity=moscow, scheme="wikidata", value="Q649"), by=None)
    of = "http://herald.example/pact/?utm_source=x"
    nodes = [
        annotation("Moscow", "http://www.wikidata.org/entity/Q649", of=of),
        annotation(
            "the court",
            [
                {"type": "TextualBody", "purpose": "tagging", "value": "The Tribunal"},
                {"type": "TextualBody", "purpose": "classifying", "value": "ORG"},
                {"type": "TextualBody", "purpose": "commenting", "value": "Of 1946."},
            ],
            of=of,
        ),
    ]
    assert "There is no entity “The Tribunal” of the kind organisation." in load(nodes).problems[0]
    assert load(nodes, create_entities=True, dry_run=True).created == [
        "The Tribunal (organisation)"
    ]
    assert Entity.objects.count() == 1
    report = load(nodes, create_entities=True)
    assert (report.problems, report.mentions) == ([], 2)
    made = Entity.objects.get(name="The Tribunal")
    assert [(one.entity, one.note) for one in article.mentions.all()] == [
        (moscow, ""),
        (made, "Of 1946."),
    ]


def test_a_quotation_of_another_tool(db):
    article = scene.draft()
    body = {"type": "TextualBody", "purpose": "classifying", "value": "Quotation"}
    report = load(annotation("Moscow 😀 will fall", body), article)
    assert (report.problems, report.quotations) == ([], 1)
    quotation = Quotation.objects.get()
    assert (quotation.kind, quotation.no_speaker_reason) == (
        "direct",
        "The file a.jsonld does not say who.",
    )
    assert load(annotation("Moscow 😀 will fall", body), article).unchanged == 1


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"{", "not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[" * 900 + b"]" * 900, "nested too deeply"),
        (b'{"type": "AnnotationCollection", "first": "\\u0000"}', r"file but at \\x00\."),
        (b'{"type": "FeatureCollection"}', "no Web Annotation"),
        (b'{"type": "AnnotationCollection", "first": "http://x/1"}', "not in the file but at"),
        (b"\xff\x00", "UTF-16"),
    ],
)
def test_what_is_no_web_annotation_is_told(data, told):
    with pytest.raises(ValueError, match=told):
        read_annotations("a.json", data)
