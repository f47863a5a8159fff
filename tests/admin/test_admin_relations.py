"""Relations: added from an entity’s page with the words that state them, shown at both ends."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from articles.models import Change, Entity, Relation, RelationSpan
from tests.editing import scene

ADD = reverse("admin:articles_relation_add")


@pytest.fixture
def whole(db) -> Entity:
    whole = Entity(name="Imperial Japanese Army", kind="organisation", slug="imperial-army")
    whole.save()
    return whole


def page_of(client, entity: Entity) -> str:
    return client.get(reverse("admin:articles_entity_change", args=[entity.pk])).text


def test_one_is_added_with_its_passage_and_leads_on_from_both_ends(
    as_annotator, draft, army, whole, form_data
):
    link = f"{ADD}?entity={army.pk}"
    assert f'<a href="{link}">add how it stands to another</a>' in page_of(as_annotator, army)
    data = form_data(as_annotator, link)
    assert data["entity"] == str(army.pk)
    data |= {"kind": "part_of", "other": whole.pk, "date": "1919/1945", "basis": "stated"}
    data |= {
        "spans-TOTAL_FORMS": "1",
        "spans-0-article": draft.pk,
        "spans-0-words": "The Kwantung Army marched",
    }
    before = Change.objects.count()
    assert as_annotator.post(ADD, data).status_code == 302
    relation, span = Relation.objects.get(), RelationSpan.objects.get()
    assert (str(relation), relation.date_in_words()) == (
        "Kwantung Army part of Imperial Japanese Army",
        "1919 – 1945",
    )
    assert (span.relation, span.start, span.exact) == (relation, 0, "The Kwantung Army marched")
    assert Change.objects.count() == before + 1
    address = reverse("admin:articles_relation_change", args=[relation.pk])
    for entity, said in ((army, "part of"), (whole, "has part")):
        assert f'<a href="{address}">{said}</a>' in page_of(as_annotator, entity)


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"basis": "stated"}, "basis", "needs the passage that states it"),
        ({"basis": "inferred"}, "note", "needs a note that says why"),
        ({"basis": "inferred", "note": "So it seems.", "other": "same"}, "other", "to itself"),
        ({"basis": "inferred", "note": "So it seems.", "other": "part"}, "other", "in a circle"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    as_annotator, army, whole, form_data, messages_of, row_counts, given, field, said
):
    part = Entity.objects.create(name="Headquarters", kind="organisation", slug="headquarters")
    Relation.objects.create(entity=part, kind="part_of", other=army, basis="inferred", note="So.")
    ends = {"same": army.pk, "part": part.pk}
    data = form_data(as_annotator, ADD) | {"entity": army.pk, "kind": "part_of", "other": whole.pk}
    data |= given | {"other": ends.get(given.get("other"), whole.pk)}
    before = row_counts()
    answer = as_annotator.post(ADD, data)
    assert said in messages_of(answer)[field][0]
    assert row_counts() == before


def test_an_address_that_names_no_record_fills_nothing_in(as_annotator, form_data, army):
    for named in ("abc", "", "1e9", "\0", "9" * 30):
        filled_in = form_data(as_annotator, f"{ADD}?{urlencode({'entity': named})}")
        assert not filled_in.get("entity")
    assert form_data(as_annotator, f"{ADD}?entity={army.pk}")["entity"] == str(army.pk)


def test_of_very_many_the_first_are_shown(as_annotator, army, whole):
    for number in range(60):
        part = scene.entity(f"Unit {number}", "organisation")
        scene.relation(part, whole, basis="inferred", note="By its name.")
    page = page_of(as_annotator, whole)
    assert page.count(">has part<") == 50
    assert f'relation/?other={whole.pk}">the list of all' in page
