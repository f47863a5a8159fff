"""Lines 1 and 3 of what an editor does: select, name it, and every other occurrence of it."""

import pytest

from articles.editing import annotate, records
from articles.models import Alias, Change, Entity, Mention
from tests.editing.scene import draft, entity, mention

# The verbs behind these pages have tests of their own on every database.
pytestmark = pytest.mark.any_database

BODY = (
    "The Kwantung Army, or Kwantung Army group, was Japan’s. Japanese plans said so.\n"
    "  The Kwantung Army left; the Kwantung Armys stayed. Tokyo knew."
)


@pytest.fixture
def article(db):
    return draft(body=BODY)


def marked(article) -> list[tuple[str, str]]:
    """What is stored: words and entity, in the order of the text."""
    return [(m.exact, m.entity.name) for m in article.mentions.order_by("start", "end")]


def test_selecting_by_keyboard(article, desk):
    at = desk(article)
    words = lambda: at.page.evaluate("bench.selection.words")  # noqa: E731

    at.press("ArrowRight")
    assert words() == "The"
    at.press("ArrowRight", "Shift+ArrowRight")
    assert words() == "Kwantung Army"
    at.press("Shift+ArrowRight", "Shift+ArrowLeft", "Shift+ArrowLeft")
    assert words() == "Kwantung"
    at.press("Shift+ArrowLeft")  # past the end that stays, on the other side of it
    assert words() == "The Kwantung"
    at.press("ArrowRight", "x", "Shift+ArrowLeft")
    assert words() == "Kwantung Army"
    at.press("x", "Alt+Shift+ArrowRight")
    assert words() == "Kwantung Army,"
    at.press("Alt+Shift+ArrowRight")  # a space at the end never enters a span
    assert words() == "Kwantung Army,"
    at.press("End")
    assert words() == "so"
    at.press("Home", "Shift+End")
    assert words() == BODY.splitlines()[0]
    at.press("Control+End")
    assert words() == "knew"
    at.press("ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowUp")
    assert words() in BODY.splitlines()[0]
    at.press("Control+Home", "ArrowDown")
    assert words() in BODY
    assert at.page.locator("#bench-spoken").inner_text() == words()


def test_naming_what_is_selected(article, desk):
    army = entity("Kwantung Army", "organisation")
    records.add(Alias(entity=army, name="Guandong Army Group"), by=None)
    entity("Army", "concept")
    mention(draft("Another", "Kwantung Army"), "Kwantung Army", army)
    at = desk(article)
    found = at.page.locator("#mention-entity-found [role=option]")

    at.find("kwantung army")
    at.press("m")
    at.wait_found()
    first = found.nth(0).inner_text()
    assert first.startswith("Kwantung Army") and "organisation, 1 mention" in first
    assert found.last.inner_text().startswith("Create")
    at.type("guandong")  # by another of its names, and the one that matched is told
    at.page.wait_for_function(
        "() => document.querySelector('[role=option]')?.innerText.includes('Guandong')"
    )
    at.press("Enter")
    at.wait_closed("mention")
    assert marked(article) == [("Kwantung Army", "Kwantung Army")]
    assert at.status.startswith("Marked “Kwantung Army” as Kwantung Army.")
    assert at.page.locator("#bench-text .mention").all_inner_texts() == ["Kwantung Army"]
    assert at.page.evaluate("document.activeElement.id") == "bench-text"


def test_the_same_span_for_the_same_entity_is_refused_kindly(article, desk):
    mention(article, "Tokyo", entity("Tokyo"))
    at = desk(article)
    at.find("Tokyo")
    at.press("m")
    at.wait_found()
    at.press("Enter")
    at.page.wait_for_selector("#mention-panel .error:not([hidden])")
    assert "marked for this entity already" in at.page.locator("#mention-panel").inner_text()
    assert "marked for this entity already" in at.alert
    at.press("Escape")
    assert Mention.objects.count() == Change.objects.filter(verb="add_mention").count() == 1


def test_a_new_entity_is_made_in_place_and_likenesses_are_told(article, desk):
    entity("Kwantung Armee", "organisation")
    at = desk(article)
    at.find("Kwantung Army")
    at.press("m")
    at.create_entity("Kwantung Army", "organisation", "en-GB")
    near = at.page.locator("#mention-panel .near")
    near.wait_for(state="visible")
    assert "There is already" in near.inner_text() and "Kwantung Armee" in near.inner_text()
    at.press("Enter")
    at.wait_closed("mention")
    made = Entity.objects.get(name="Kwantung Army")
    assert (made.kind, made.name_language) == ("organisation", "en-GB")
    assert marked(article) == [("Kwantung Army", "Kwantung Army")]

    at.find("Tokyo")
    at.press("m")
    at.create_entity("Tokyo", "", "en")  # without a kind: told at the field, nothing typed is lost
    at.press("Enter")
    at.page.wait_for_selector("#mention-panel .error:not([hidden])")
    assert "kind" in at.page.locator("#mention-entity-error").inner_text()
    assert at.page.locator("#mention-entity-name").input_value() == "Tokyo"
    assert not Entity.objects.filter(name="Tokyo").exists()


def test_every_other_occurrence_in_one_go(article, desk):
    army, group = entity("Kwantung Army", "organisation"), entity("Group", "organisation")
    second = BODY.index("Kwantung Army group")
    annotate.add_mention(article, second, second + 13, group, by=None, based_on=1)
    at = desk(article)
    at.find("Kwantung Army", BODY.index("Kwantung Army"))
    at.name(army.name)
    at.press("o")
    panel = at.page.locator("#occurrences-panel")
    panel.wait_for(state="visible")
    rows = panel.locator("li")
    # Whole words only: not “Kwantung Armys”. The one marked already is greyed and cannot be ticked.
    assert rows.count() == 2
    assert "marked already: Group" in rows.nth(0).inner_text()
    assert panel.locator("input:enabled").count() == 1
    assert "left; the" in rows.nth(1).inner_text()
    at.press("Space")
    assert panel.locator("[type=submit]").is_disabled()
    at.press("Space", "Enter")
    at.wait_closed("occurrences")
    assert marked(article).count(("Kwantung Army", "Kwantung Army")) == 2
    at.press("Control+z")
    at.saved()
    assert marked(article).count(("Kwantung Army", "Kwantung Army")) == 1
    at.press("Control+Shift+Z")
    at.saved()
    assert marked(article).count(("Kwantung Army", "Kwantung Army")) == 2
