"""The workbench on a telephone: 390 pixels wide, touched with a finger, no keyboard but the one
that comes up in a field.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Mention, Quotation
from tests.browser.test_accessible import too_wide
from tests.browser.workbench.test_scripts import SELECT
from tests.editing import scene

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.browser_context_args(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    ),
]

FINGER = 24  # CSS pixels a target measures at least (WCAG 2.5.8)

PARAGRAPH = "Moscow was silent about the pact, and the papers wrote of other things all week.\n"
BODY = (
    PARAGRAPH * 6
    + "“Moscow 😀 will fall,” the court said to the press.\n"
    + PARAGRAPH * 12
    + "Tokyo heard of it last.\n"
)
SAYING = 7  # the number of the paragraph with the saying


@pytest.fixture
def article(db):
    scene.entity("Moscow")
    return scene.draft("Pact", BODY)


@pytest.fixture
def touched(page, editor, signed_in, live_server):
    """A function from an article to its workbench in the telephone's browser."""

    def sit_down(article):
        signed_in(editor)
        address = reverse("admin:articles_article_annotate", args=[article.pk])
        page.goto(live_server.url + address)
        page.wait_for_function("() => window.bench")
        return page

    return sit_down


def hold(page, paragraph: int, words: str) -> None:
    """Select words as the handles of a selection do: nothing but the browser's own selection.

    They stand low on the screen, where a sheet will cover them.
    """
    page.evaluate(
        "(number) => document.getElementById(`p${number}`).scrollIntoView({ block: 'end' })",
        paragraph,
    )
    page.evaluate(SELECT, [paragraph, words])
    page.wait_for_function("(words) => bench.selection.words === words", arg=words)


def tap(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).tap()


def wait_until_seen(page, start: int, end: int) -> None:
    """Wait until a passage stands between the tools and the sheet."""
    page.wait_for_function(
        """([start, end]) => {
            const { top, bottom } = bench.view.range(start, end).getBoundingClientRect();
            const head = document.getElementById("bench-head").getBoundingClientRect().bottom;
            const sheet = document.querySelector("#bench-panels.open");
            return top >= head && bottom <= (sheet?.getBoundingClientRect().top ?? innerHeight);
        }""",
        arg=[start, end],
        timeout=10_000,
    )


def small_targets(page) -> list[str]:
    """What can be touched and is smaller than a finger may miss."""
    return page.evaluate(
        """(least) => [...document.querySelectorAll(
            "#content :is(button, select, input, textarea, summary, [role=option])"
        )].filter((one) => one.checkVisibility({ visibilityProperty: true })).filter((one) => {
            const box = (one.closest("label") ?? one).getBoundingClientRect();
            return Math.round(box.width) < least || Math.round(box.height) < least;
        }).map((one) => one.outerHTML.slice(0, 120))""",
        FINGER,
    )


def look(page) -> None:
    """Nothing is too small to touch or wider than the window."""
    assert small_targets(page) == []
    assert too_wide(page, 390) == []


def test_select_and_name(touched, article):
    page = touched(article)
    look(page)
    body = article.current_text.body
    start = body.index("Tokyo")
    hold(page, 20, "Tokyo")
    tap(page, "Mention")
    sheet = page.locator("#bench-panels")
    expect(page.get_by_role("option", name="Create “Tokyo” …")).to_be_visible()
    look(page)
    wait_until_seen(page, start, start + 5)
    box = sheet.bounding_box()
    assert round(box["y"] + box["height"]) == 844 and box["x"] == 0 and box["width"] == 390
    page.get_by_role("option", name="Create “Tokyo” …").tap()
    page.get_by_label("Kind", exact=True).locator("visible=true").select_option("place")
    look(page)
    wait_until_seen(page, start, start + 5)
    page.locator("#mention-panel").get_by_role("button", name="Save").tap()
    expect(sheet).not_to_have_class("open")
    expect(page.get_by_role("status").first).to_contain_text("Marked “Tokyo” as Tokyo")
    mention = Mention.objects.get()
    assert (mention.start, mention.end) == (start, start + 5)
    # Touched, it opens; a name there is can be touched as well.
    page.locator(f"[data-mention='{mention.public_id}']").tap()
    expect(page.get_by_role("heading", name="Mention")).to_be_visible()
    look(page)
    field = page.get_by_role("combobox", name="Entity")
    field.fill("Mosc")
    page.get_by_role("option", name="Moscow").tap()
    page.locator("#mention-panel").get_by_role("button", name="Save").tap()
    page.wait_for_selector("#mention-panel", state="hidden")
    mention.refresh_from_db()
    assert mention.entity.name == "Moscow"
    tap(page, "Undo")
    expect(page.get_by_role("status").first).to_contain_text("Undone")
    mention.refresh_from_db()
    assert mention.entity.name == "Tokyo"


def test_quotation_with_its_pieces(touched, article):
    page = touched(article)
    hold(page, SAYING, "Moscow 😀 will fall,")
    tap(page, "Quotation")
    expect(page.get_by_role("heading", name="New quotation")).to_be_visible()
    start = BODY.index("“")
    wait_until_seen(page, start, BODY.index("”") + 1)
    look(page)
    for words, button in (("said", "Cue"), ("the court", "Attribution")):
        hold(page, SAYING, words)
        tap(page, button)
        expect(page.locator(".pieces")).to_contain_text(words)
    page.get_by_role("radio", name="described").tap()
    page.get_by_label("Described as").fill("the court")
    look(page)
    page.locator("#quotation-panel").get_by_role("button", name="Save").tap()
    page.wait_for_selector("#quotation-panel", state="hidden")
    quotation = Quotation.objects.get()
    assert (quotation.kind, quotation.speaker_description) == ("direct", "the court")
    assert list(quotation.spans.order_by("start").values_list("role", "exact")) == [
        ("content", "“Moscow 😀 will fall,”"),
        ("attribution", "the court"),
        ("cue", "said"),
    ]


def test_the_list_is_a_sheet_too(touched, article):
    for name in ("Moscow", "Tokyo"):
        scene.mention(article, name, scene.entity(f"{name}, the city"))
    page = touched(article)
    items = page.get_by_role("list", name="Annotations").get_by_role("listitem")
    expect(items).to_have_count(2)
    expect(items.last).not_to_be_in_viewport()
    tap(page, "List")
    expect(items.last).to_be_in_viewport()
    look(page)
    wait_until_seen(page, 0, 6)
    items.last.get_by_role("button").tap()
    expect(page.get_by_role("heading", name="Mention")).to_be_visible()
    start = BODY.index("Tokyo")
    wait_until_seen(page, start, start + 5)
    expect(items.last).not_to_be_in_viewport()
    page.locator("#mention-panel").get_by_role("button", name="Other occurrences").tap()
    expect(page.get_by_role("status").first).to_contain_text("does not occur anywhere else")


def test_every_other_occurrence_and_find(touched, article):
    scene.mention(article, "Moscow", scene.entity("Moscow, the city"))
    page = touched(article)
    page.locator("#bench-text [data-mention]").tap()
    page.locator("#mention-panel").get_by_role("button", name="Other occurrences").tap()
    boxes = page.locator("#occurrences-panel").get_by_role("checkbox")
    expect(boxes).to_have_count(18)
    look(page)
    tap(page, "None")
    for number in (0, 1):
        boxes.nth(number).tap()
    tap(page, "Mark 2 as Moscow, the city")
    page.wait_for_selector("#occurrences-panel", state="hidden")
    assert Mention.objects.count() == 3
    tap(page, "Find")
    page.get_by_role("searchbox", name="Words").fill("tokyo")
    start = BODY.index("Tokyo")
    wait_until_seen(page, start, start + 5)
    look(page)
    tap(page, "Select")
    tap(page, "Mention")
    page.get_by_role("combobox", name="Entity").fill("Moscow")
    page.get_by_role("option", name="Moscow place, 0 mentions").tap()
    page.wait_for_selector("#mention-panel", state="hidden")
    assert Mention.objects.filter(start=start, entity__name="Moscow").exists()
