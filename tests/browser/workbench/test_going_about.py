"""Line 5: find, the list in step with the text, keys only where they are meant, what is heard."""

import pytest

from tests.editing.scene import draft, entity, mention, quotation

pytestmark = pytest.mark.any_database

BODY = "Moscow answered “no” to Tokyo.\nTokyo’s papers say: Moscow lies.\n\nThe end of Tokyo."


@pytest.fixture
def article(db):
    article = draft(body=BODY)
    moscow, tokyo = entity(), entity("Tokyo")
    mention(article, "Moscow", moscow)
    mention(article, "Tokyo", tokyo)
    quotation(article, "“no”")
    return article


def test_finding(article, desk):
    at = desk(article)
    at.press("/")
    at.type("TOKYO")
    assert at.page.locator("#find-panel .count").inner_text().startswith("1 of 3")
    at.press("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "Enter")
    assert at.selected == [BODY.rindex("Tokyo"), BODY.rindex("Tokyo") + 5]
    at.press("n")
    assert at.selected[0] == BODY.index("Tokyo")
    at.press("N")
    assert at.selected[0] == BODY.rindex("Tokyo")
    at.find("tokyo's papers", up_to=True)  # plain marks find curly ones
    assert at.page.evaluate("bench.selection.words") == "Tokyo’s papers"
    at.find("lies", up_to=True)
    assert at.page.evaluate("bench.selection.words") == "Tokyo’s papers say: Moscow lies"
    at.press("/")
    at.type("nowhere")
    assert "Not in the text" in at.page.locator("#find-panel .count").inner_text()
    at.press("Enter")
    assert "is not in the text" in at.alert
    at.press("Escape")
    assert at.page.evaluate("document.activeElement.id") == "bench-text"


def test_the_list_and_the_text_go_together(article, desk):
    at = desk(article)
    current = at.page.locator("#bench-list [aria-current]")
    assert at.listed == [
        "“Moscow”: Moscow, place",
        "Quotation 1, direct: ““no””, the court",
        "“Tokyo”: Tokyo, place",
    ]
    at.press("j")
    assert (at.selected, current.inner_text()) == ([0, 6], at.listed[0])
    at.press("j", "j", "j")
    assert at.status == "This is the last one."
    at.press("k")
    assert current.inner_text() == at.listed[1]
    assert at.page.locator("#bench-spoken").inner_text() == at.listed[1]
    at.press("Control+Home")
    assert current.inner_text() == at.listed[0]
    at.press("l")  # to the list
    assert at.page.evaluate("document.activeElement.textContent") == at.listed[0]
    at.press("ArrowDown", "j")
    assert at.page.evaluate("document.activeElement.textContent") == at.listed[2]
    assert at.page.evaluate("bench.selection.words") == "Tokyo"
    at.press("Enter")
    assert at.page.locator("#mention-panel").is_visible()
    at.press("Escape")
    at.page.locator("#bench-filter").select_option("quotation")
    assert at.listed == ["Quotation 1, direct: ““no””, the court"]
    assert at.page.locator("#bench-list .count").inner_text() == "1 of 3"
    at.page.locator("#bench-filter").select_option("place")
    assert len(at.listed) == 2


def test_single_keys_act_in_the_text_and_the_list_only(article, desk):
    at = desk(article)
    at.press("?")
    help_panel = at.page.locator("#keys-panel")
    assert help_panel.is_visible() and "undo" in help_panel.inner_text()
    at.press("m", "q", "Delete")  # the focus is in the help: nothing happens
    assert at.page.locator("#mention-panel, #quotation-panel").locator("visible=true").count() == 0
    at.press("Escape")
    at.press("ArrowRight", "m")
    at.type("mqcado?/")
    assert at.page.locator("#mention-entity-find").input_value() == "mqcado?/"
    assert at.page.locator("#quotation-panel, #find-panel").locator("visible=true").count() == 0
    at.press("Escape", "Escape")
    assert at.page.locator("#bench-undo").is_disabled()
    at.page.locator("#bench-filter").focus()
    at.press("j", "m")
    assert not at.page.locator("#mention-panel").is_visible()


def test_without_a_selection_one_is_told_what_to_do(article, desk):
    at = desk(article)
    for key, told in (
        ("m", "Select some words"),
        ("q", "Select some words"),
        ("c", "Select some words"),
        ("o", "Go to a mention first"),
        ("w", "Go to a mention or a piece"),
        ("Delete", "Go to a mention or a quotation"),
    ):
        at.press(key)
        assert told in at.alert
    at.press("Control+End", "c")
    assert "Open the quotation it belongs to first" in at.alert
