"""Marks that overlap, neither holding the other: each opens where it stands alone, or by name."""

import pytest
from playwright.sync_api import expect

from tests.browser.workbench.test_pointer import spot
from tests.editing.scene import draft, entity, mention, quotation

pytestmark = pytest.mark.any_database

BODY = "The court of the Kwantung Army group in Tokyo said so."


def test_each_of_several_overlapping_marks_opens(db, desk):
    article = draft(body=BODY)
    mention(article, "court of the Kwantung", entity("Court"))
    mention(article, "Kwantung Army group", entity("Group", "organisation"))
    quotation(article, "The court of the")
    quotation(article, "of the Kwantung Army")
    at = desk(article)
    page = at.page

    def click(words: str) -> None:
        page.mouse.click(*spot(at, BODY.index(words) + 1))

    heading = page.locator("#bench-panels h2:visible")
    field = page.locator("#mention-entity-find")
    click("The")
    expect(heading).to_have_text("Quotation 1")
    click("group")
    expect(field).to_have_value("Group")
    expect(page.locator("#bench-list [aria-current]")).to_contain_text("Group, organisation")
    # Whichever opens where three stand, it stands there; and each can be gone on to by name.
    click("Kwantung")
    at_click = BODY.index("Kwantung") + 1
    assert page.evaluate("at => bench.passage.start <= at && at < bench.passage.end", at_click)
    click("group")
    also = page.locator(".also button:visible")
    expect(also).to_have_count(2)
    also.filter(has_text="Quotation 2").click()
    expect(heading).to_have_text("Quotation 2")
    expect(also).to_have_count(3)
    also.filter(has_text=": Court, place").click()
    expect(field).to_have_value("Court")
    also.filter(has_text="Quotation 1").click()
    expect(heading).to_have_text("Quotation 1")
