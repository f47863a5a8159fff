"""The mouse: what is dragged over snaps to words, what is clicked opens, what is new replaces."""

import pytest

from tests.editing.scene import draft, entity, mention, quotation

pytestmark = pytest.mark.any_database

BODY = "The headquarters of the Kwantung Army planned it, said the verdict."


@pytest.fixture
def article(db):
    return draft(body=BODY)


def spot(at, offset: int) -> tuple[int, int]:
    """Where a character is on the screen: its middle."""
    place = "({left, right, top, bottom}) => [left, right, (top + bottom) / 2]"
    left, right, y = at.page.evaluate(
        f"at => (({place}))(bench.view.range(at, at + 1).getBoundingClientRect())", offset
    )
    # Whole pixels, as a mouse has them: Chromium starts a drag anew at every fraction of one.
    return round((left + right) / 2), round(y)


def drag(at, start: int, end: int) -> None:
    at.page.mouse.move(*spot(at, start))
    at.page.mouse.down()
    at.page.mouse.move(*spot(at, end), steps=4)
    at.page.mouse.up()


def expect(at, words: str) -> None:
    """Wait for the selection to be these words: a browser tells of it a moment later."""
    at.page.wait_for_function("words => bench.selection.words === words", arg=words, timeout=5000)


def test_selecting_with_the_mouse(article, desk):
    at = desk(article)
    at_army = BODY.index("Kwantung")
    drag(at, at_army + 3, at_army + 11)
    expect(at, "Kwantung Army")
    at.page.keyboard.down("Alt")
    drag(at, at_army + 1, at_army + 4)
    at.page.keyboard.up("Alt")
    at.page.wait_for_function("() => [2, 3, 4].includes(bench.selection.words.length)")
    assert at.page.evaluate("bench.selection.words") in "Kwantung"
    at.page.mouse.dblclick(*spot(at, BODY.index("verdict") + 2))
    expect(at, "verdict")
    at.page.mouse.click(*spot(at, BODY.index("planned") + 1))
    at.page.keyboard.down("Shift")
    at.page.mouse.click(*spot(at, BODY.index("said") + 2))
    at.page.keyboard.up("Shift")
    expect(at, "planned it, said")
    at.page.get_by_role("button", name="Mention m").click()
    assert at.page.locator("#mention-panel .words").inner_text() == "planned it, said"
    assert at.page.evaluate("document.activeElement.id") == "mention-entity-find"


def test_clicking_opens_the_innermost_and_names_the_others(article, desk):
    army = entity("Kwantung Army", "organisation")
    inner = mention(article, "Kwantung", army)
    mention(article, "headquarters of the Kwantung Army", entity("Headquarters", "organisation"))
    quotation(article, "The headquarters of the Kwantung Army planned it")
    at = desk(article)
    at.page.mouse.click(*spot(at, inner.start + 2))
    panel = at.page.locator("#mention-panel")
    assert panel.locator(".words").inner_text() == "Kwantung"
    assert panel.locator(".also button").count() == 2
    assert "Kwantung Army" in at.page.locator("#bench-list [aria-current]").inner_text()
    drag(at, inner.start + 2, inner.start + 11)  # other words for the one that is open
    panel.get_by_role("button", name="Use the selected words").click()
    at.saved()
    inner.refresh_from_db()
    assert (inner.exact, inner.row_version) == ("Kwantung Army", 2)
    panel.locator(".also button", has_text="Quotation 1").click()
    assert at.page.locator("#quotation-heading").inner_text() == "Quotation 1"
    at.page.locator(".margin-number").click()
    assert at.page.locator("#quotation-heading").inner_text() == "Quotation 1"
    at.page.locator("#bench-list button", has_text="“headquarters").click()
    assert panel.locator("#mention-entity-find").input_value() == "Headquarters"
    expect(at, "headquarters of the Kwantung Army")
