"""Wrong input: a clear message at its field, and nothing half-saved."""

import pytest
from django.urls import reverse

from articles.models import Alias, Derivation, Entity, Identifier, Mention, Quotation


def add(name: str) -> str:
    return reverse(f"admin:articles_{name}_add")


@pytest.fixture
def refused(as_editor, row_counts, messages_of):
    """A function: post a form that must be refused, and return its messages."""

    def post(url: str, data: dict) -> dict[str, list[str]]:
        before = row_counts()
        answer = as_editor.post(url, data)
        assert answer.status_code == 200, "it was saved"
        assert row_counts() == before
        return messages_of(answer)

    return post


@pytest.mark.parametrize("body", ["", " \r\n\t "])
def test_an_article_without_a_body(body, refused, as_editor, form_data):
    data = form_data(as_editor, add("article")) | {"title": "New", "body": body}
    assert refused(add("article"), data) == {
        "body": ["An article has a body: enter its text."],
    }


def test_a_malformed_date(refused, as_editor, form_data):
    data = form_data(as_editor, add("article")) | {"title": "New", "body": "A text."}
    errors = refused(add("article"), data | {"published": "1940-02-31"})
    assert list(errors) == ["published"]
    assert "1940-02-31" in errors["published"][0]


def test_a_slug_that_leads_elsewhere_already(refused, as_editor, form_data, draft):
    data = form_data(as_editor, add("article")) | {"title": "New", "body": "A text."}
    assert list(refused(add("article"), data | {"slug": draft.slug})) == ["slug"]


def test_a_second_entity_with_the_same_identifier(refused, as_editor, form_data, army):
    Identifier(entity=army, scheme="wikidata", value="Q696193").save()
    data = form_data(as_editor, add("entity")) | {
        "name": "Guandong Army",
        "kind": "organisation",
        "aliases-0-name": "Another name",
        "identifiers-0-scheme": "wikidata",
        "identifiers-0-value": "Q696193",
    }
    errors = refused(add("entity"), data)
    assert list(errors) == ["identifiers-0-value"]
    assert "Kwantung Army" in errors["identifiers-0-value"][0]


def test_the_same_identifier_twice_in_one_form(refused, as_editor, form_data):
    data = form_data(as_editor, add("entity")) | {
        "name": "Guandong Army",
        "kind": "organisation",
        "identifiers-TOTAL_FORMS": "2",
    }
    for row in (0, 1):
        data |= {f"identifiers-{row}-scheme": "wikidata", f"identifiers-{row}-value": "Q1"}
    refused(add("entity"), data)
    assert not Identifier.objects.exists()


def test_a_span_outside_the_text(refused, as_editor, form_data, draft, army):
    data = form_data(as_editor, add("mention")) | {
        "article": draft.pk,
        "entity": army.pk,
        "words": "Imperial Navy",
    }
    assert refused(add("mention"), data) == {
        "words": ["“Imperial Navy” does not occur in the text."]
    }


def test_an_occurrence_there_is_not(refused, as_editor, form_data, draft, army):
    data = form_data(as_editor, add("mention")) | {
        "article": draft.pk,
        "entity": army.pk,
        "words": "Kwantung Army",
        "occurrence": "4",
    }
    errors = refused(add("mention"), data)
    assert list(errors) == ["occurrence"]
    assert "occurs 3 times; there is no occurrence 4" in errors["occurrence"][0]


def test_the_same_words_for_the_same_entity_twice(refused, as_editor, form_data, annotated, army):
    data = form_data(as_editor, add("mention")) | {
        "article": annotated.pk,
        "entity": army.pk,
        "words": "Kwantung Army",
        "occurrence": "1",
    }
    assert refused(add("mention"), data) == {
        "entity": ["These words are marked for this entity already."]
    }


def test_a_circle_of_derivations(refused, as_editor, form_data, source, root):
    Derivation(
        source=source, derived_from=root, kind="was_derived_from", basis="inferred", note="n"
    ).save()
    data = form_data(as_editor, add("derivation")) | {
        "source": root.pk,
        "derived_from": source.pk,
        "kind": "was_derived_from",
        "basis": "inferred",
        "note": "I think so.",
    }
    errors = refused(add("derivation"), data)
    assert list(errors) == ["derived_from"]
    assert "circle" in errors["derived_from"][0]
    assert list(refused(add("derivation"), data | {"derived_from": root.pk})) == ["derived_from"]


def test_a_stated_claim_without_the_words_that_state_it(
    refused, as_editor, form_data, source, army
):
    data = form_data(as_editor, add("sourceagent")) | {
        "source": source.pk,
        "entity": army.pk,
        "role": "attributed_to",
        "basis": "stated",
    }
    errors = refused(add("sourceagent"), data)
    assert list(errors) == ["basis"]
    assert "evidence" in errors["basis"][0]


def test_an_inference_without_a_reason(refused, as_editor, form_data, source, army):
    data = form_data(as_editor, add("sourceagent")) | {
        "source": source.pk,
        "entity": army.pk,
        "role": "attributed_to",
        "basis": "inferred",
    }
    assert list(refused(add("sourceagent"), data)) == ["note"]


@pytest.mark.parametrize(
    "given", [{}, {"speaker_description": "a general", "no_speaker_reason": "none"}]
)
def test_a_quotation_with_no_speaker_or_two(given, refused, as_editor, form_data, draft):
    data = form_data(as_editor, add("quotation")) | {"article": draft.pk, "kind": "direct"}
    assert list(refused(add("quotation"), data | given)) == ["speaker"]


def test_a_wrong_piece_leaves_no_quotation_behind(refused, as_editor, form_data, draft):
    data = form_data(as_editor, add("quotation")) | {
        "article": draft.pk,
        "kind": "direct",
        "speaker_description": "the ministry",
        "spans-0-words": "“The Kwantung Army will stay,”",
        "spans-1-words": "the ministry denied",
    }
    assert list(refused(add("quotation"), data)) == ["spans-1-words"]
    assert not Quotation.objects.exists()


def test_a_refusal_in_an_inline_undoes_the_record_too(refused, as_editor, form_data, army):
    """The row passes its own checks and is refused only when it is written."""
    url = reverse("admin:articles_entity_change", args=[army.pk])
    data = form_data(as_editor, url) | {"name": "Renamed", "aliases-TOTAL_FORMS": "2"}
    for row in (0, 1):
        data |= {f"aliases-{row}-name": "KA", f"aliases-{row}-language": "en"}
    refused(url, data)
    assert Entity.objects.get().name == "Kwantung Army"
    assert not Alias.objects.exists()


def test_damaged_characters_in_a_reason(refused, as_editor, form_data, army):
    url = reverse("admin:articles_entity_change", args=[army.pk])
    data = form_data(as_editor, url) | {"name": "Renamed", "change_reason": "be\x00cause"}
    assert "change_reason" in refused(url, data)
    assert not Mention.objects.exists()
