"""Values that cannot be kept, or make no sense, are refused with a message at their field."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from articles.editing import records
from articles.models import (
    Alias,
    Article,
    Citation,
    CitationSpan,
    Derivation,
    Entity,
    Identifier,
    Mention,
    Quotation,
    QuotationSpan,
    Relation,
    Source,
    SourceAgent,
    TextVersion,
)
from articles.models.identity import Identified, new_public_id
from tests.editing import scene


def every_model():
    pending, found = [Identified], []
    while pending:
        model = pending.pop()
        pending += model.__subclasses__()
        if not model._meta.abstract:
            found.append(model)
    return sorted(found, key=lambda model: model.__name__)


def refusals(record, **kwargs) -> dict[str, list[str]]:
    """Messages by field from `full_clean`."""
    with pytest.raises(ValidationError) as refused:
        record.full_clean(**kwargs)
    return refused.value.message_dict


@pytest.mark.django_db
@pytest.mark.parametrize("model", every_model(), ids=lambda model: model.__name__)
def test_every_text_field_refuses_what_no_database_can_keep(model):
    for field in model._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField):
            (nul,) = refusals(model(**{field.name: "a\x00b"}))[field.name]
            (surrogate,) = refusals(model(**{field.name: "a\ud83db"}))[field.name]
            (nothing,) = refusals(model(**{field.name: None}))[field.name]
            assert "NUL character" in nul
            assert "half of a character" in surrogate
            assert nothing in (field.error_messages["null"], "This field cannot be null.")


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (Article(title=" \n\t", slug="a"), "title"),
        (Article(title="\u200b\u00ad", slug="a"), "title"),
        (Source(title="\u3000", kind="report", slug="a"), "title"),
        (Entity(name=" ", kind="place", slug="a"), "name"),
        (Alias(name="\u2060"), "name"),
        (TextVersion(body=" \n\u2003\n"), "body"),
        (Mention(exact="\n", start=0, end=1), "exact"),
        (Article(title="T" * 501, slug="a"), "title"),
        (Article(title="Pact", slug="a" * 101), "slug"),
        (Article(title="Pact", slug="not a slug"), "slug"),
        (Article(title="Pact", slug="a", url="javascript:alert(1)"), "url"),
        (Article(title="Pact", slug="a", published="25 August"), "published"),
        (Article(title="Pact", slug="a", published="1940-02-30"), "published"),
        (Article(title="Pact", slug="a", published="1941/1940"), "published"),
        (Article(title="Pact", slug="a", published="1" * 101), "published"),
        (Article(title="Pact", slug="a", language="English"), "language"),
        (Article(title="Pact", slug="a", language=""), "language"),
        (Source(title="Verdict", kind="", slug="a"), "kind"),
        (Entity(name="Japan", kind="place", slug="a", began="1950", ended="1945-09"), "ended"),
        (Entity(name="Japan", kind="place", slug="a", public_id="12"), "public_id"),
        (Entity(name="Japan", kind="place", slug="a", public_id="src-abc"), "public_id"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
@pytest.mark.django_db
def test_values_that_make_no_sense_are_refused_at_their_field(record, field):
    found = refusals(record, exclude={"entity", "article", "text_version"})
    assert set(found) == {field}


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("wikidata", "q15180"),
        ("wikidata", "Q1518\u0660"),
        ("wikidata", "https://www.wikidata.org/wiki/Q1"),
        ("viaf", "x"),
        ("isni", "0000 0001"),
        ("geonames", "Berlin"),
    ],
)
def test_a_malformed_identifier_is_refused_with_an_example(db, scheme, value):
    moscow = scene.entity()
    found = refusals(Identifier(entity=moscow, scheme=scheme, value=value))
    assert set(found) == {"value"}
    assert "one looks like" in found["value"][0]


def test_what_can_be_written_in_several_ways_is_kept_in_one(db):
    japan = scene.entity("Japan", name_language="EN_gb", began=" 1868 ", ended="")
    isni = records.add(
        Identifier(entity=japan, scheme="isni", value=" 0000 0001 2103 2683 "), by=None
    )
    assert (japan.name_language, japan.began, japan.began_earliest) == ("en-GB", "1868", 18680101)
    assert isni.value == "0000000121032683"


def test_an_identifier_names_one_entity_and_the_message_says_which(db):
    union = scene.entity("Soviet Union")
    records.add(Identifier(entity=union, scheme="wikidata", value="Q15180"), by=None)
    second = Identifier(entity=scene.entity("USSR"), scheme="wikidata", value="Q15180")
    assert refusals(second) == {"value": ["Wikidata Q15180 already identifies “Soviet Union”."]}


def test_rules_between_values_wait_until_the_values_are_right(db):
    """`clean` would fail on what these fields hold."""
    verdict = scene.source()
    assert {"article", "speaker_description"} <= set(refusals(Quotation(speaker_description=None)))
    assert "derived_from" in refusals(Derivation(source=verdict, derived_from_id=987, kind="x"))
    assert "entity" in refusals(SourceAgent(source=verdict, entity_id=987, basis="stated"))
    assert "start" in refusals(Mention(start="first", end="last", exact="Moscow"))


def test_inferred_needs_a_note_that_says_something(db):
    verdict, papers = scene.source("Verdict"), scene.source("Papers")
    claim = Derivation(
        source=verdict, derived_from=papers, kind="was_derived_from", basis="inferred", note=" \n"
    )
    assert set(refusals(claim)) == {"note"}


@pytest.mark.parametrize(
    "speaker",
    [
        {},
        {"speaker_description": " "},
        {"speaker_description": "a spokesman", "no_speaker_reason": "none named"},
    ],
)
def test_a_quotation_has_exactly_one_speaker_or_reason(db, speaker):
    article = scene.draft()
    assert set(refusals(Quotation(article=article, number=1, kind="direct", **speaker))) == {
        "speaker"
    }


def test_white_space_beside_the_speaker_is_no_second_one(db):
    article, court = scene.draft(), scene.entity("Court", "organisation")
    said = scene.quotation(article, speaker=court, speaker_description=" ", no_speaker_reason="\n")
    assert (said.speaker_description, said.no_speaker_reason) == ("", "")


def test_a_circle_of_derivations_is_refused_and_shown(db):
    first, second, third = (scene.source(title) for title in ("Report", "Papers", "Diary"))
    scene.derivation(first, second)
    scene.derivation(second, third)
    closing = Derivation(source=third, derived_from=first, kind="was_derived_from", basis="stated")
    (message,) = refusals(closing)["derived_from"]
    assert "“Diary” → “Report” → “Papers” → “Diary”" in message
    itself = Derivation(source=first, derived_from=first, kind="was_derived_from", basis="stated")
    assert refusals(itself) == {"derived_from": ["A source cannot derive from itself."]}


def test_a_circle_of_relations_is_refused_and_shown_where_one_leads_one_way(db):
    city, region, country = (scene.entity(name) for name in ("Moscow", "Region", "Russia"))
    scene.relation(city, region)
    scene.relation(region, country)
    closing = {"entity": country, "other": city, "basis": "stated"}
    (message,) = refusals(Relation(kind="part_of", **closing))["other"]
    assert "“part of” would go in a circle: “Russia” → “Moscow” → “Region” → “Russia”." in message
    for kind in ("successor_of", "located_in", "member_of", "party_to", "took_part_in"):
        Relation(kind=kind, **closing).full_clean()
    scene.relation(city, country, kind="member_of")
    Relation(kind="member_of", **closing).full_clean()
    itself = Relation(entity=city, other=city, kind="member_of", basis="stated")
    assert refusals(itself) == {"other": ["An entity has no relation to itself."]}


@pytest.mark.parametrize(
    ("start", "end", "exact", "field"),
    [
        (0, 999, "x", "start"),
        (5, 5, "x", "end"),
        (7, 3, "x", "end"),
        (1, 7, "Moskau", "exact"),
        (1, 7, "moscow", "exact"),
        (8, 10, "😀", "exact"),  # its width in UTF-16
    ],
)
def test_a_span_outside_the_text_or_with_other_words_is_refused(db, start, end, exact, field):
    article, moscow = scene.draft(), scene.entity()
    span = Mention(
        article=article,
        entity=moscow,
        text_version=article.current_text,
        start=start,
        end=end,
        exact=exact,
    )
    assert field in refusals(span)


def test_spans_take_their_context_from_the_text(db):
    article, moscow = scene.draft(), scene.entity()
    span = Mention(
        article=article,
        entity=moscow,
        text_version=article.current_text,
        **{"start": 1, "end": 7, "exact": "Moscow", "prefix": "wrong", "suffix": "wrong"},
    )
    span.full_clean()
    assert (span.prefix, span.suffix) == ("“", scene.BODY[7:39])


def test_a_span_stands_in_a_text_of_its_own_article(db):
    article, other = scene.draft(), scene.draft("Another")
    said, cited = scene.quotation(article), scene.citation(article, scene.source())
    spans = [
        Mention(article=article, entity=scene.entity()),
        QuotationSpan(quotation=said),
        CitationSpan(citation=cited),
    ]
    for span in spans:
        span.place(other.current_text, 1, 7)
        assert set(refusals(span)) == {"text_version"}
        span.place(article.current_text, 1, 7)
        span.full_clean()


def test_a_text_version_cannot_be_changed(db):
    article, other = scene.draft(), scene.draft("Another")
    for name, value in (("body", "Other words."), ("number", 2), ("article", other)):
        text = TextVersion.objects.get(article=article)
        setattr(text, name, value)
        with pytest.raises(ValidationError):
            text.save()
    assert TextVersion.objects.get(article=article).body == scene.BODY


def test_public_ids_are_of_their_kind_and_never_numbers(db):
    for model in every_model():
        assert model(public_id=new_public_id(model.ID_PREFIX)).check_shape() is None
    assert len({model.ID_PREFIX for model in every_model()}) == len(every_model())
    assert Citation(public_id="cit-the-verdict").check_shape() is None
