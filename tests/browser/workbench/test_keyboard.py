"""What only shows when keys are pressed in earnest: half words, second thoughts, keys in fields."""

import pytest

from articles.models import Entity, Mention, Quotation
from tests.editing.scene import draft, entity, mention, quotation, source

pytestmark = pytest.mark.any_database

BODY = "The Kwantung Army and Japanese Tokyo spoke. “We go,” the court said to Moscow."


@pytest.fixture
def article(db):
    return draft(body=BODY)


def test_the_best_match_comes_first_and_a_likeness_can_be_taken(article, desk):
    other = draft("Another", "Tokyo, Tokyo Bay, Greater Tokyo; Tokyo Trial, Tokyoites")
    for name in ("Greater Tokyo", "Tokyo Bay", "Tokyo Trial", "Tokyo"):
        entity(name)
    for words, name in (("Tokyo Trial", "Tokyo Trial"), ("Greater Tokyo", "Greater Tokyo")):
        mention(other, words, Entity.objects.get(name=name))
    at = desk(article)
    at.find("Tokyo")
    at.press("m")
    at.wait_found()
    # The name itself; then what begins so, the more mentioned first; then what has it inside.
    assert at.page.locator("#mention-entity-found [role=option]").all_inner_texts() == [
        "Tokyo place, 0 mentions",
        "Tokyo Trial place, 1 mention",
        "Tokyo Bay place, 0 mentions",
        "Greater Tokyo place, 1 mention",
        "Create “Tokyo” …",
    ]
    at.press("Control+a")
    at.create_entity("Tokyo Bai", "place", "en")
    use = at.page.get_by_role("button", name="Use Tokyo Bay", exact=True)
    use.wait_for(state="visible")
    use.press("Enter")
    at.wait_closed("mention")
    assert Mention.objects.get(article=article).entity.name == "Tokyo Bay"
    assert not Entity.objects.filter(name="Tokyo Bai").exists()


def test_half_a_word_is_kept_as_it_was_chosen(article, desk):
    entity("Japan")
    at = desk(article)
    at.find("Japanese")
    at.press(*["Alt+Shift+ArrowLeft"] * 3)
    at.name("Japan")
    start = BODY.index("Japan")
    made = Mention.objects.get()
    assert (made.start, made.end, made.exact) == (start, start + 5, "Japan")
    assert at.page.locator("#bench-text .mention").inner_text() == "Japan"


def test_undo_in_a_field_is_about_the_field_and_a_new_deed_ends_redo(article, desk):
    for name in ("Moscow", "Tokyo"):
        entity(name)
    at = desk(article)
    at.find("Tokyo")
    at.name("Tokyo")
    at.press("Enter")
    at.page.focus("#mention-note")
    at.type("Slip")
    at.press("Control+z")
    at.saved()
    assert at.page.locator("#mention-note").input_value() == ""
    assert Mention.objects.count() == 1
    at.press("Escape", "Control+z")
    at.saved()
    assert at.status.startswith("Undone")
    assert not Mention.objects.exists()
    at.find("Moscow")
    at.name("Moscow")
    at.press("Control+Shift+Z")
    at.saved()
    assert at.status == "There is nothing to redo."
    assert [one.exact for one in Mention.objects.all()] == ["Moscow"]
    at.press("Delete")
    at.saved()
    assert "Moscow" in at.status
    assert not Mention.objects.exists()


def test_a_quotation_begun_can_be_mended_before_it_is_saved(article, desk):
    tokyo = entity("Tokyo")
    mention(article, "Moscow", entity())
    at = desk(article)
    at.find("We go")
    at.press("q")
    for key, words in (("c", "said"), ("a", "Japanese"), ("c", "the court")):
        at.find(words)
        at.press(key)
    at.press("c")  # the same once more
    assert "has that role in this quotation already" in at.alert
    pieces = at.page.locator("#quotation-panel .pieces li")
    assert pieces.count() == 4
    pieces.filter(has_text="Japanese").locator("[name=delete]").press("Enter")
    pieces.filter(has_text="the court").locator("select").focus()
    at.type("attribution")
    # Something else can be named meanwhile; what is begun is neither lost nor stored.
    at.page.focus("#bench-text")
    at.find("Tokyo")
    at.name("Tokyo")
    assert Mention.objects.filter(entity=tokyo).exists()
    assert not Quotation.objects.exists()
    assert at.page.locator("#quotation-heading").inner_text() == "New quotation"
    assert pieces.count() == 3
    at.page.get_by_role("radio", name="described").press("Space")
    at.press("Tab")
    at.type("the court")
    at.press("Enter")
    at.wait_closed("quotation")
    spans = Quotation.objects.get().spans.order_by("start").values_list("role", "exact")
    assert list(spans) == [
        ("content", "“We go,”"),
        ("attribution", "the court"),
        ("cue", "said"),
    ]


def test_a_source_is_taken_away_and_a_speaker_becomes_nobody(article, desk):
    said = quotation(article, "“We go,”", source=source("The verdict"))
    at = desk(article)
    at.press("j", "Enter")
    at.page.get_by_role("radio", name="none").press("Space")
    at.press("Tab")
    at.type("It names nobody.")
    at.page.focus("#quotation-source-find")
    at.press("Control+a", "Delete", "Enter")  # the field is empty: Enter saves
    at.wait_closed("quotation")
    said.refresh_from_db()
    assert (said.source, said.speaker_description) == (None, "")
    assert said.no_speaker_reason == "It names nobody."
    assert at.listed == ["Quotation 1, direct: ““We go,””, no speaker"]
    at.press("Control+z")
    at.saved()
    said.refresh_from_db()
    assert (said.source.title, said.speaker_description) == ("The verdict", "the court")


def test_keys_walk_the_filtered_list_and_the_help_names_them_all(article, desk):
    mention(article, "Tokyo", entity("Tokyo"))
    mention(article, "Kwantung Army", entity("Kwantung Army", "organisation"))
    quotation(article, "“We go,”")
    mention(article, "Moscow", entity())
    at = desk(article)
    at.page.focus("#bench-filter")
    at.type("mentions of kind place")
    at.page.focus("#bench-text")
    walked = []
    for key in "jjjkk":
        at.press(key)
        walked.append(at.page.evaluate("bench.selection.words"))
    assert walked == ["Tokyo", "Moscow", "Moscow", "Tokyo", "Tokyo"]

    at.press("?")
    told = at.page.locator("#keys-panel dl kbd").all_inner_texts()
    bound = at.page.evaluate(
        """async () => {
            const known = await fetch(
                document.querySelector("script[type=module]").src.replace("main.js", "keys.js")
            );
            const table = (await known.text()).match(/return \\{([^]*?)\\n  \\};/)[1];
            return [...table.matchAll(/^ +"?([^\\s":]+)"?: \\(\\) =>/gm)].map(([, key]) => key);
        }"""
    )
    assert len(bound) > 15
    assert [key for key in bound if {"Escape": "Esc"}.get(key, key) not in told] == []
