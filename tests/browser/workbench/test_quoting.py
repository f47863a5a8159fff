"""Line 2: a quotation, its pieces, who says it, in which source, and where that comes from."""

import re

import pytest

from articles.models import Derivation, Quotation, Source
from tests.editing.scene import draft, entity, mention, quotation, source

# The verbs behind these pages have tests of their own on every database.
pytestmark = pytest.mark.any_database

BODY = (
    "“The plan,” the court told Moscow, “was ready.” It said that war was wanted.\n"
    "The papers, quoted from the diary, call it “a mere sketch” of a plan. Nobody knows who."
)


@pytest.fixture
def article(db):
    return draft(body=BODY)


def stored(number: int) -> Quotation:
    return Quotation.objects.get(number=number)


def pieces(quotation: Quotation) -> list[tuple[str, int, str]]:
    return [(p.role, p.order, p.exact) for p in quotation.spans.order_by("start")]


def test_a_quotation_in_pieces_with_its_source(article, desk):
    court = entity("The Court", "organisation")
    diary = source("The diary")
    at = desk(article)
    kind = at.page.locator("#quotation-kind")

    # Without its marks selected: they are taken in, and propose the kind.
    at.find("The plan")
    at.press("q")
    assert kind.input_value() == "direct"
    at.find("was ready")
    at.press("q")
    for words, key in (("told", "c"), ("the court", "a"), ("Moscow", "d")):
        at.find(words)
        at.press(key)
    assert not Quotation.objects.exists()  # nothing is stored before she says so
    at.press("Enter")
    at.type("the court")
    at.press("Enter", "Tab")
    at.type("The verdict")
    at.wait_found()
    at.press("ArrowUp", "Enter")
    at.page.wait_for_function("() => document.activeElement.name === 'kind'")
    at.type("document")
    at.press("Tab", "Space", "Tab")  # “Where this source comes from”
    at.type("The diary")
    at.press("Enter", "Tab")
    at.type("was quoted")
    at.press("Tab")
    at.type("inferred")
    at.press("Tab")
    at.type("By its hand.")
    at.press("Control+Enter")
    at.wait_closed("quotation")

    made = stored(1)
    assert (made.kind, made.speaker, made.source.title) == ("direct", court, "The verdict")
    assert pieces(made) == [
        ("content", 1, "“The plan,”"),
        ("attribution", 1, "the court"),
        ("cue", 1, "told"),
        ("addressee", 1, "Moscow"),
        ("content", 2, "“was ready.”"),
    ]
    derivation = Derivation.objects.get()
    assert (derivation.source, derivation.derived_from) == (made.source, diary)
    assert (derivation.kind, derivation.basis) == ("was_quoted_from", "inferred")
    assert derivation.note == "By its hand."
    assert "Quotation 1 added" in at.status
    # All of it came as one change, and goes as one; what there was before stays.
    at.press("Control+z")
    at.saved()
    assert not Quotation.objects.exists()
    assert list(Source.objects.all()) == [diary]


def test_kinds_are_proposed_and_speakers_described(article, desk):
    at = desk(article)
    at.find("that war was wanted")
    at.press("q")
    assert at.page.locator("#quotation-kind").input_value() == "indirect"
    at.press("Enter", "Shift+Tab", "ArrowRight", "Tab")
    at.type("a ministry spokesperson")
    at.press("Enter")
    at.wait_closed("quotation")
    assert stored(1).speaker_description == "a ministry spokesperson"

    at.find("call it “a mere sketch” of a plan")
    at.press("q")
    assert at.page.locator("#quotation-kind").input_value() == "mixed"
    at.press("Enter", "Enter")  # nobody speaks yet: told at the field
    at.page.wait_for_selector("#quotation-panel .error:not([hidden])")
    at.press("Shift+Tab", "ArrowLeft", "Tab")
    at.type("The papers name nobody.")
    at.press("Enter")
    at.wait_closed("quotation")
    assert (stored(2).kind, stored(2).no_speaker_reason) == ("mixed", "The papers name nobody.")


def test_the_words_that_state_where_a_source_comes_from(article, desk):
    papers = source("The papers")
    quotation(article, "a mere sketch", source=papers, kind="mixed")
    at = desk(article)
    at.find("a mere sketch")
    at.press("Enter")  # opens it
    at.press("Escape")  # back to the text; it stays open
    at.find("quoted from the diary")
    at.page.locator("#quotation-panel .derivation summary").press("Enter")
    at.page.locator("#derivation-from-find").focus()
    at.create_source("The diary", "body of papers")
    at.page.locator("#derivation-basis").focus()
    at.type("stated")
    at.press("Tab", "Enter")  # “Use the selected words”
    assert "quoted from the diary" in at.page.locator("#quotation-panel .stated").inner_text()
    at.page.locator("#derivation-note").focus()
    at.press("Control+Enter")
    at.wait_closed("quotation")
    derivation = Derivation.objects.get()
    assert (derivation.source, derivation.derived_from.title) == (papers, "The diary")
    assert (derivation.basis, derivation.spans.get().exact) == ("stated", "quoted from the diary")


def test_where_a_source_comes_from_may_be_looked_up_slower_than_she_saves(article, desk):
    papers, diary = source("The papers"), source("The diary")
    quotation(article, "a mere sketch", source=papers, kind="mixed")
    at = desk(article)
    at.find("a mere sketch")
    at.press("Enter")
    at.page.locator("#quotation-panel .derivation summary").press("Enter")
    at.page.locator("#derivation-note").fill("By its hand.")
    at.page.locator("#derivation-from-find").focus()
    held = []
    asking = re.compile(r"/sources/\?q=The(%20|\+)diary")
    at.page.route(asking, lambda route: held.append(route))
    with at.page.expect_request(asking):
        at.type("The diary")
        at.press("Enter", "Control+Enter")
    for route in held:
        route.continue_()
    at.wait_closed("quotation")
    derivation = Derivation.objects.get()
    assert (derivation.source, derivation.derived_from) == (papers, diary)


def test_nested_and_overlapping_annotations_can_each_be_opened(article, desk):
    moscow, plan = entity(), entity("The plan", "concept")
    mention(article, "Moscow", moscow)
    mention(article, "court told Moscow", plan)
    quotation(article, "told Moscow, “was ready.”")
    quotation(article, "the court told Moscow")
    at = desk(article)
    at.find("Moscow")
    at.press("Enter")
    assert at.page.locator("#mention-panel").is_visible()
    also = at.page.locator("#mention-panel .also button")
    assert also.count() == 3
    for name in ("Quotation 1", "Quotation 2"):
        at.page.locator(".also button", has_text=name).locator("visible=true").first.press("Enter")
        assert at.page.locator("#quotation-heading").inner_text() == name
    at.page.locator(".also button", has_text="court told Moscow").locator("visible=true").filter(
        has_text="concept"
    ).press("Enter")
    assert at.page.locator("#mention-entity-find").input_value() == "The plan"
