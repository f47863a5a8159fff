"""Line 4: extend and shrink, change, delete, undo and redo, without making anything anew."""

import re

import pytest

from articles.models import Change, Mention, Quotation
from tests.editing.scene import draft, entity, mention, quotation, source

# The verbs behind these pages have tests of their own on every database.
pytestmark = pytest.mark.any_database

BODY = "The Kwantung Army left Moscow, he said. “We go,” the court said to Tokyo."


@pytest.fixture
def article(db):
    return draft(body=BODY)


def test_a_mention_gets_other_words_entity_certainty_and_note(article, desk):
    army = entity("Kwantung Army", "organisation")
    group, named = entity("Army group", "organisation"), mention(article, "Kwantung", army)
    at = desk(article)
    at.press("j", "w", "Shift+ArrowRight", "w")
    at.saved()
    at.press("w", "x", "Shift+ArrowLeft", "Enter")
    at.saved()
    named.refresh_from_db()
    assert (named.exact, named.row_version) == ("The Kwantung Army", 3)
    at.press("w", "x", "Shift+ArrowRight", "Escape")  # thought better of it
    assert at.status == "The words stay as they were."

    at.press("Enter")
    at.type("army group")
    at.press("Enter", "Tab", "Tab")
    at.type("low")
    at.press("Tab")
    at.type("Or its staff?\nAsk.")
    at.press("Control+Enter")
    at.wait_closed("mention")
    named.refresh_from_db()
    assert (named.entity, named.certainty, named.row_version) == (group, "low", 4)
    assert named.note == "Or its staff?\nAsk."
    assert at.page.locator("#bench-text .mention-uncertain").inner_text() == "The Kwantung Army"
    assert at.listed == ["“The Kwantung Army”: Army group, organisation, certainty low"]

    at.press("Delete")
    at.saved()
    assert not Mention.objects.exists()
    assert at.page.locator("#bench-text .mention").count() == 0
    for _ in range(4):
        at.press("Control+z")
        at.saved()
    again = Mention.objects.get()
    assert (again.pk, again.exact, again.entity, again.note) == (named.pk, "Kwantung", army, "")
    at.press("Control+z")
    assert at.status == "There is nothing to undo."
    at.page.reload()  # what was done on this page can be done again after it, too
    at.page.wait_for_function("() => window.bench")
    at.page.focus("#bench-text")
    for _ in range(3):
        at.press("Control+Shift+Z")
        at.saved()
    again.refresh_from_db()
    assert (again.exact, again.entity) == ("The Kwantung Army", group)
    verbs = list(Change.objects.order_by("pk").values_list("verb", flat=True))[-12:]
    assert verbs.count("undo") == 4 and verbs.count("redo") == 3


def test_who_is_faster_than_the_server_still_gets_the_entity_she_meant(article, desk):
    group = entity("Army group", "organisation")
    named = mention(article, "Kwantung Army", entity("Kwantung Army", "organisation"))
    at = desk(article)
    held = []
    asking = re.compile(r"/entities/\?q=army")
    at.page.route(asking, lambda route: held.append(route))
    at.press("j", "Enter")
    with at.page.expect_request(asking):
        at.type("army group")
        at.press("Enter", "Tab", "Tab")
    at.type("low")
    at.press("Control+Enter", "Control+Enter")
    for route in held:
        route.continue_()
    at.wait_closed("mention")
    named.refresh_from_db()
    assert (named.entity, named.certainty, named.row_version) == (group, "low", 2)


def test_a_quotation_gets_other_pieces_kind_speaker_and_source(article, desk):
    court, verdict = entity("The Court", "organisation"), source("The verdict")
    said = quotation(article, "We go", speaker_description="somebody", kind="indirect")
    at = desk(article)
    at.find("We go")
    at.press("Enter")
    at.type("direct")
    at.press("Tab")
    at.type("writing")
    at.press("Tab", "ArrowLeft", "Tab")
    at.type("The Court")
    at.press("Enter", "Tab")
    at.type("The verdict")
    at.press("Enter", "Tab", "Tab")
    at.type("So it is.")
    at.press("Control+Enter")
    at.wait_closed("quotation")
    said.refresh_from_db()
    assert (said.kind, said.medium, said.note) == ("direct", "writing", "So it is.")
    assert (said.speaker, said.speaker_description, said.source) == (court, "", verdict)

    at.press("Enter", "Escape")  # open it, and back to the text
    for words, key in (("said to", "c"), ("court", "a"), ("Tokyo", "d"), ("he said", "q")):
        at.find(words)
        at.press(key)
        at.saved()
    roles = set(said.spans.values_list("role", "exact"))
    assert roles == {
        *(("content", "We go"), ("content", "he said")),
        *(("cue", "said to"), ("attribution", "court"), ("addressee", "Tokyo")),
    }
    # Pieces have their own way to other words, another role, and out.
    pieces = at.page.locator("#quotation-panel .pieces li")
    pieces.filter(has_text="court").locator("[name=words]").press("Enter")
    at.press("x", "Shift+ArrowLeft", "Enter")
    at.saved()
    pieces.filter(has_text="the court").locator("select").focus()
    at.type("cue")
    at.saved()
    pieces.filter(has_text="Tokyo").locator("[name=delete]").press("Enter")
    at.saved()
    pieces.filter(has_text="he said").locator("[name=delete]").press("Enter")
    at.saved()
    assert set(said.spans.values_list("role", "exact")) == {
        *(("content", "We go"), ("cue", "said to"), ("cue", "the court")),
    }
    pieces.filter(has_text="We go").locator("[name=delete]").press("Enter")  # its last content
    at.page.wait_for_selector("#conflict-panel:not([hidden])")
    assert "Delete the quotation instead" in at.page.locator("#conflict-panel").inner_text()
    at.press("Enter")
    at.page.locator("#quotation-panel > form > .submit-row [name=delete]").press("Enter")
    at.wait_closed("quotation")
    assert not Quotation.objects.exists()
    at.page.focus("#bench-text")
    at.press("Control+z")
    at.saved()
    assert Quotation.objects.get().pk == said.pk
    assert said.spans.count() == 3
