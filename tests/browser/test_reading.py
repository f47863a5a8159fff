"""Reading an article: marks on and off, cards, passages cited, with scripts and without."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Quotation

pytestmark = pytest.mark.any_database

# What a reader sees of a mark: how words are tinted and underlined.
LOOK = """(one) => {
    const style = getComputedStyle(one);
    return [style.backgroundColor, style.backgroundImage, style.textDecorationLine].join(" ");
}"""
TRIBUNAL = "International Military Tribunal for the Far East"


@pytest.fixture
def address(founding, live_server) -> str:
    return live_server.url + founding.get_absolute_url()


@pytest.fixture
def plain_page(browser, browser_context_args):
    """A page in a browser that runs no scripts."""
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


def drag_over(page, words: str) -> None:
    """Select words of the text with the mouse."""
    ends = page.evaluate(
        """(words) => {
            const walker = document.createTreeWalker(document.querySelector(".text"), 4);
            while (walker.nextNode()) {
                const start = walker.currentNode.data.indexOf(words);
                if (start < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, start);
                range.setEnd(walker.currentNode, start + words.length);
                walker.currentNode.parentElement.scrollIntoView({behavior: "instant"});
                const all = [...range.getClientRects()], last = all.at(-1);
                const low = all[0].top + all[0].height / 2, high = last.top + last.height / 2;
                return [all[0].left + 1, low, last.right - 1, high];
            }
        }""",
        words,
    )
    page.mouse.move(*ends[:2])
    page.mouse.down()
    page.mouse.move(*ends[2:])
    expect(page.locator(".cite-here")).to_be_hidden()  # until the words are chosen
    page.mouse.up()


def looks(page, selector: str) -> set[str]:
    """The looks of all such marks in the text."""
    marks = page.locator(f".text {selector}").element_handles()
    return {mark.evaluate(LOOK) for mark in marks}


def test_kinds_of_marks_are_switched_off_and_the_choice_is_remembered(
    page, address, axe_violations
):
    page.goto(address)
    page.get_by_text("What they mean").click()
    assert not axe_violations(page)
    places, organisations = looks(page, ".mention-place"), looks(page, ".mention-organisation")
    page.get_by_role("checkbox", name="place 26").uncheck()
    page.get_by_role("checkbox", name="indirect 3").uncheck()
    assert looks(page, ".mention-place") != places
    assert "underline" not in "".join(looks(page, ".mention-place"))
    assert looks(page, ".mention-organisation") == organisations
    expect(page.get_by_role("link", name="Quotation 1, indirect")).to_have_count(0)
    expect(page.get_by_role("link", name="Quotation 3, direct")).to_be_visible()

    page.reload()
    assert "underline" not in "".join(looks(page, ".mention-place"))
    assert not page.context.cookies()
    page.get_by_role("checkbox", name="Show the marks").uncheck()
    assert [look for look in looks(page, ":is(.mention, .quotation)") if not _is_bare(look)] == []
    expect(page.get_by_text("What they mean")).to_be_hidden()
    page.get_by_role("checkbox", name="Show the marks").check()
    assert looks(page, ".mention-organisation") == organisations


def _is_bare(look: str) -> bool:
    """Whether nothing can be seen: no line, and every colour is transparent."""
    colours = set(re.findall(r"rgba?\([^)]*\)", look))
    return colours <= {"rgba(0, 0, 0, 0)"} and "underline" not in look


def test_marks_are_switched_off_without_scripts(plain_page, address):
    plain_page.goto(address)
    before = looks(plain_page, ".mention-place")
    plain_page.get_by_role("checkbox", name="Show the marks").uncheck()
    assert "underline" not in "".join(looks(plain_page, ".mention-place"))
    plain_page.get_by_role("checkbox", name="Show the marks").check()
    assert looks(plain_page, ".mention-place") == before


def test_a_card_says_who_a_name_is_for_pointer_and_keyboard(page, address, axe_violations):
    page.goto(address)
    card = page.locator("#card")
    page.locator(".text").get_by_role("link", name="Tokyo", exact=True).hover()
    expect(card.get_by_role("link", name=TRIBUNAL)).to_be_visible()  # the name around it
    expect(card).to_contain_text("place, named once here")
    expect(card).to_contain_text("Capital of Japan.")
    card.get_by_role("link", name=TRIBUNAL).hover()
    expect(card).to_be_in_viewport(ratio=1)
    assert not axe_violations(page)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()

    first = page.locator(".text a.mention").first
    page.get_by_text("What they mean").focus()
    while not first.evaluate("(one) => one === document.activeElement"):
        page.keyboard.press("Tab")
    expect(card).to_be_visible()
    expect(first).to_have_accessible_description(re.compile("event, named 2 times here"))
    page.keyboard.press("Tab")
    expect(card).not_to_contain_text("event")


def test_words_whose_mark_is_switched_off_have_no_card(page, address):
    page.goto(address)
    card, tokyo = page.locator("#card"), page.get_by_role("link", name="Tokyo", exact=True)
    page.get_by_text("What they mean").click()
    page.get_by_role("checkbox", name="place 26").uncheck()
    page.locator(".text").get_by_role("link", name="Siberia").first.hover()
    page.wait_for_timeout(600)  # longer than it takes to open
    expect(card).to_be_hidden()
    page.locator(".text").locator(tokyo).hover()
    expect(card.get_by_role("link", name=TRIBUNAL)).to_be_visible()  # the name around it
    expect(card).not_to_contain_text("Capital of Japan.")

    page.keyboard.press("Escape")
    page.get_by_role("checkbox", name="Show the marks").uncheck()
    page.get_by_role("checkbox", name="Show the marks").focus()
    links = page.locator(".text a.mention")
    while not links.nth(3).evaluate("(one) => one === document.activeElement"):
        page.keyboard.press("Tab")
        expect(card).to_be_hidden()
    links.first.hover()
    page.wait_for_timeout(600)
    expect(card).to_be_hidden()


def test_the_card_of_a_quotation_is_walked_into_and_left_by_keyboard(page, address):
    page.goto(address)
    card = page.locator("#card")
    number = page.get_by_role("link", name="Quotation 3, direct")
    number.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(card).to_contain_text("Direct quotation 3")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(card.get_by_role("link", name=TRIBUNAL).first).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(number).to_be_focused()
    page.keyboard.press("Enter")
    entry = page.locator(".attribution", has_text="Direct quotation 3")
    expect(entry.get_by_role("link", name="Quotation 3 in the text")).to_be_focused()
    expect(entry).to_be_in_viewport()
    expect(number).to_be_in_viewport()  # the place in the text is kept


def test_without_scripts_numbers_and_entries_lead_to_each_other(plain_page, address, founding):
    third = Quotation.objects.get(article=founding, number=3)
    plain_page.goto(address)
    plain_page.get_by_role("link", name="Quotation 3, direct").click()
    assert plain_page.url == f"{address}#about-{third.public_id}"
    entry = plain_page.locator(".attribution:target")
    expect(entry).to_be_in_viewport()
    entry.get_by_role("link", name="Quotation 3 in the text").click()
    assert plain_page.url == f"{address}#{third.public_id}"
    expect(plain_page.get_by_role("link", name="Quotation 3, direct")).to_be_in_viewport()


def test_a_link_to_a_quotation_is_copied(page, address, founding):
    third = Quotation.objects.get(article=founding, number=3)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}?utm_source=x")
    page.get_by_role("button", name="Copy link to quotation 3").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{canonical}#{third.public_id}"


def test_what_cannot_be_copied_is_said(page, address):
    page.goto(address)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.get_by_role("button", name="Copy link to quotation 3").click()
    expect(page.get_by_role("status")).to_have_text("Could not copy")


def test_words_that_are_selected_are_cited(page, address, founding, axe_violations):
    body = founding.current_text.body
    page.goto(address)
    drag_over(page, "developing a plan")
    near = page.locator(".cite-here")
    expect(near).to_be_in_viewport(ratio=1)
    assert not axe_violations(page)
    near.get_by_role("link", name="Cite the words you selected").click()
    start = body.index("developing a plan")
    address_of_passage = reverse("articles:passage", args=[founding.slug, 1])
    assert page.url.endswith(f"{address_of_passage}?start={start}&end={start + 17}")
    expect(page.locator("mark")).to_have_text("developing a plan")
    # Without the anchor too, the browser finds the words, far down a small window.
    page.set_viewport_size({"width": 600, "height": 200})
    there = page.get_by_role("link", name="the words where they stand").get_attribute("href")
    page.goto(
        address.partition("/articles/")[0] + there[there.index("/articles/") :].replace("#p8", "#")
    )
    expect(page.locator("#p8")).to_be_in_viewport()


def test_without_scripts_words_are_pasted_and_the_place_chosen(plain_page, address):
    plain_page.goto(address)
    plain_page.get_by_label("The words, or how the passage begins").fill("the ussr")
    plain_page.get_by_role("button", name="Cite the passage").click()
    expect(plain_page.get_by_role("heading", name="These words stand in")).to_be_visible()
    plain_page.locator(".places a").nth(1).click()
    expect(plain_page.locator("mark")).to_have_text("the USSR")
    expect(plain_page.locator(".cite-as")).to_contain_text("paragraph 2: “the USSR”")
