"""What lost its place when the text changed is selected again over the wire."""

import pytest
from django.urls import reverse

from articles.editing.revising import revise
from articles.models import SPAN_MODELS, Correction
from tests.admin.conftest import TEXT
from tests.editing import scene

CUT = TEXT[TEXT.index("Nobody") :]


@pytest.fixture
def orphans(annotated) -> dict:
    """One of each kind, by the beginning of its id."""
    source = scene.source("Verdict")
    scene.evidence(scene.citation(annotated, source), annotated, "marched")
    scene.evidence(scene.derivation(source, scene.source("Papers")), annotated, "for a year")
    place = scene.entity()
    scene.evidence(scene.part(source, place), annotated, "said")
    scene.evidence(scene.relation(place, scene.entity("Russia")), annotated, "the ministry")
    revise(annotated, CUT, by=None, based_on=1, reason="Cut.")
    found = {}
    for model in SPAN_MODELS:
        span = model.objects.order_by("-pk").first()
        assert span.state == "orphan", span
        found[model.ID_PREFIX] = span
    return found


@pytest.mark.parametrize("prefix", [model.ID_PREFIX for model in SPAN_MODELS])
def test_a_span_of_any_kind_gets_a_place_again(bench, orphans, prefix):
    span, bench.text_version = orphans[prefix], 2
    answer = bench.do("reselect", id=span.public_id, row=span.row_version, place=[0, 6])
    span.refresh_from_db()
    assert (span.exact, span.state, span.text_version.number) == ("Nobody", "ok", 2)
    assert answer["change"]


def test_the_page_knows_what_it_was_sent(as_annotator, orphans, annotated):
    page = reverse("admin:articles_article_annotate", args=[annotated.pk])
    for span in orphans.values():
        state = as_annotator.get(page, {"reselect": span.public_id}).context["state"]
        assert (state["reselect"]["words"], state["reselect"]["start"]) == (span.exact, None)
    for unknown in ("", "men-", "men-nothing", "quo-nothing", "x" * 300, "\x00"):
        assert as_annotator.get(page, {"reselect": unknown}).context["state"]["reselect"] is None


def test_wrong_reselections_are_refused(bench, orphans):
    span, bench.text_version = orphans["men"], 2
    known = {"id": span.public_id, "row": span.row_version}
    for fields, status in (
        ({**known, "place": [0, 10_000]}, 422),
        ({**known, "place": [3, 3]}, 422),
        (known, 422),
        ({**known, "row": 99, "place": [0, 6]}, 409),
        ({**known, "id": "men-bcdfghjkmnpq", "place": [0, 6]}, 422),
        ({**known, "id": "ent-bcdfghjkmnpq", "place": [0, 6]}, 422),
    ):
        assert bench.send("reselect", bench.body(**fields)).status_code == status, fields
    bench.text_version = 1
    refused = bench.send("reselect", bench.body(**known, place=[0, 6]))
    assert (refused.status_code, refused.json()["text_version"]) == (409, 2)
    span.refresh_from_db()
    assert span.state == "orphan"


def test_a_quotation_readers_saw_is_deleted_with_a_reason(other, published):
    quotation = published.quotations.get()
    fields = {"id": quotation.public_id, "row": quotation.row_version}
    refused = other.send("delete", other.body(**fields))
    assert (refused.status_code, list(refused.json()["fields"])) == (422, ["reason"])
    other.do("delete", **fields, reason="Nobody said it.")
    entry = Correction.objects.get(kind="deleted")
    assert (entry.reason, entry.change.reason) == ("Nobody said it.", "Nobody said it.")
