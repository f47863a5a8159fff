"""The workbench for everybody: axe-core finds nothing, whatever is open and whatever went wrong;
nothing is wider than the window; and what the eye sees, the ear is told.
"""

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from articles.editing import annotate, records
from articles.models import Entity, Mention
from tests.browser.test_accessible import NARROW, WIDE, too_wide
from tests.editing import scene

pytestmark = pytest.mark.any_database


@pytest.fixture
def looks(page, axe_violations):
    """A function that looks at the page as it stands, wide and light, then narrow and dark.

    What is wrong is gathered in `looks.wrong`.
    """

    def look(state: str) -> None:
        for width, colours in ((WIDE, "light"), (NARROW, "dark")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=colours)
            # Django's admin changes colours gradually.
            page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
            found = axe_violations(page) + too_wide(page, width)
            look.wrong += [f"{state}, {colours}: {one}" for one in found]
        page.set_viewport_size({"width": WIDE, "height": 800})

    look.wrong = []
    return look


@pytest.fixture
def verdict(db):
    """A draft with room for mistakes: a name that occurs thrice, a quotation, a mention."""
    article = scene.draft(
        "Verdict", "“Tokyo knew,” the court said. Tokyo denied it. Nobody else in Tokyo spoke."
    )
    tokyo = scene.entity("Tokyo")
    annotate.add_mention(article, 1, 6, tokyo, by=None, based_on=1)
    scene.quotation(article, "“Tokyo knew,”", source=scene.source())
    return article


def test_nothing_found_in_any_state(desk, verdict, looks, page, context):
    at_desk = desk(verdict)
    looks("normal")
    at_desk.find("Nobody")
    at_desk.press("m")
    at_desk.type("Tokyo")
    at_desk.wait_found()
    looks("mention, list open")
    at_desk.press("ArrowUp", "Enter")
    page.wait_for_selector("#mention-panel .near button")
    looks("new entity, near-duplicates")
    at_desk.press("Control+Enter")
    page.wait_for_selector("#mention-panel [aria-invalid]")
    looks("refused at a field")
    at_desk.press("Escape")
    open_one(at_desk, "quotation")
    page.click("#quotation-panel summary")
    looks("quotation with all its fields")
    at_desk.press("Escape", "Escape")
    open_one(at_desk, "mention")
    looks("mention there is")
    # The admin's switch, against what the system says.
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    looks("light by choice")
    page.evaluate("document.documentElement.dataset.theme = 'auto'")
    at_desk.press("Escape", "o")
    page.wait_for_selector("#occurrences-panel:not([hidden])")
    looks("occurrences")
    at_desk.press("Escape", "/")
    at_desk.type("tokyo")
    looks("find")
    at_desk.press("Escape", "?")
    looks("keys")
    at_desk.press("Escape")
    clash(at_desk, verdict)
    looks("conflict")
    page.get_by_role("button", name="Give mine up").click()
    context.set_offline(True)
    at_desk.find("denied")
    at_desk.press("m")
    at_desk.wait_found()
    at_desk.press("Escape", "Escape", "k", "Delete")
    page.wait_for_selector("#bench-unsaved:not([hidden])")
    looks("unsaved")
    assert not looks.wrong, "\n".join(looks.wrong)


def open_one(at_desk, kind: str) -> None:
    """Open the first mention or quotation of the text, from the list."""
    at_desk.page.locator("#bench-filter").select_option(kind)
    at_desk.page.focus("#bench-list [role=listitem] button")
    at_desk.press("Enter")
    at_desk.page.locator("#bench-filter").select_option("")
    at_desk.page.wait_for_selector(f"#{kind}-panel:not([hidden])")
    at_desk.page.locator(f"#{kind}-panel :is(input, select)").first.focus()


def clash(at_desk, article) -> None:
    """Somebody changes the mention that is open; the change made here is refused."""
    mention = Mention.objects.get(article=article)
    open_one(at_desk, "mention")
    at_desk.page.fill("#mention-note", "Mine.")
    mention.note = "Theirs."
    records.change(mention, by=None, based_on=mention.row_version)
    at_desk.press("Control+Enter")
    at_desk.page.wait_for_selector("#conflict-panel:not([hidden])")


@pytest.fixture
def annotator(django_user_model, db):
    """Somebody who writes drafts, and only reads what is published."""
    user = django_user_model.objects.create_user("ann", is_staff=True)
    user.groups.add(Group.objects.get(name="Annotator"))
    return user


def test_whoever_may_not_write_reads(verdict, annotator, signed_in, page, looks, desk):
    desk(scene.publish(verdict))
    assert page.get_by_role("button", name="Mention m", exact=True).is_visible()
    signed_in(annotator)
    page.reload()
    page.wait_for_function("() => window.bench")
    tools = page.get_by_role("group", name="Tools").get_by_role("button")
    assert [words.split()[0] for words in tools.all_inner_texts()] == ["Find", "Keys"]
    assert "changing it needs the rights of an Editor" in page.inner_text("#content")
    looks("read-only")
    page.focus("#bench-text")
    for key in ("j", "Enter"):
        page.keyboard.press(key)
    panel = page.locator("#quotation-panel")
    expect(panel.get_by_role("heading", name="Quotation 1")).to_be_focused()
    assert panel.locator("input:enabled, select:enabled, textarea:enabled").count() == 0
    assert panel.locator(".fields button:visible").count() == 0
    assert panel.locator(".submit-row button:visible").all_inner_texts() == ["Close"]
    looks("read-only, quotation")
    for key in ("Enter", "Escape", "Escape", "j", "Enter"):
        page.keyboard.press(key)
    panel = page.locator("#mention-panel")
    assert panel.locator("input:enabled, select:enabled, textarea:enabled").count() == 0
    assert panel.locator(".submit-row button:visible").all_inner_texts() == ["Close"]
    looks("read-only, mention")
    assert not looks.wrong, "\n".join(looks.wrong)


def test_the_field_that_finds_is_a_combobox(desk, verdict, page):
    for name in ("Tokyo Bay", "Tokyo Tribunal"):
        scene.entity(name)
    at_desk = desk(verdict)
    at_desk.select(verdict.current_text.body, "Tokyo", 2)
    at_desk.press("m")
    field = page.get_by_role("combobox", name="Entity")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "true")
    box = page.get_by_role("listbox", name="Entity: found")
    assert field.get_attribute("aria-controls") == box.get_attribute("id")
    options = box.get_by_role("option")
    expect(options).to_have_count(4)

    def active() -> int:
        """Which option is read out, by its place; only that one is selected."""
        chosen = [one.get_attribute("aria-selected") for one in options.all()]
        identity = field.get_attribute("aria-activedescendant")
        at = next(
            index for index, one in enumerate(options.all()) if one.get_attribute("id") == identity
        )
        assert chosen == [str(index == at).lower() for index in range(len(chosen))]
        return at

    assert active() == 0 and options.first.inner_text().startswith("Tokyo place, 1 mention")
    at_desk.press("ArrowDown")
    assert active() == 1
    at_desk.press("ArrowUp", "ArrowUp")
    assert active() == 3 and options.last.inner_text() == "Create “Tokyo” …"
    at_desk.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    assert field.get_attribute("aria-activedescendant") is None
    expect(box).to_be_hidden()
    expect(field).to_be_focused()  # Escape closed the list, and not yet the panel
    at_desk.press("ArrowDown")
    expect(field).to_have_attribute("aria-expanded", "true")
    at_desk.press("ArrowDown", "Enter")
    at_desk.wait_closed("mention")
    assert Entity.objects.get(mentions__start=30).name != "Tokyo"


def test_what_happens_is_told(desk, verdict, page):
    at_desk = desk(verdict)
    status, alert = page.get_by_role("status").first, page.locator("[role=alert]")
    text = page.get_by_role("document", name="Text of the article")
    expect(text).to_be_focused()
    assert text.get_attribute("lang") == "en"
    at_desk.select(verdict.current_text.body, "Tokyo", 2)
    expect(page.locator("[aria-live=polite]").first).to_have_text("Tokyo")
    at_desk.name("Tokyo")
    expect(status).to_contain_text("Marked “Tokyo” as Tokyo")
    at_desk.select(verdict.current_text.body, "Tokyo", 2)
    at_desk.press("m")
    at_desk.type("Tokyo")
    at_desk.press("Enter")
    expect(alert).to_be_visible()  # marked twice: refused
    told = page.locator("#mention-panel .error:visible")
    assert told.inner_text() and Mention.objects.filter(article=verdict).count() == 2
    at_desk.press("Escape", "Escape")
    at_desk.press("Delete")
    at_desk.saved()
    expect(status).to_have_text("“Tokyo” is no longer marked as Tokyo.")
    expect(alert).to_be_hidden()
    at_desk.press("Control+z")
    expect(status).to_contain_text("Undone")
    items = page.get_by_role("list", name="Annotations").get_by_role("listitem")
    expect(items).to_have_count(3)
    page.get_by_role("combobox", name="Show").select_option("quotation")
    expect(items).to_have_count(1)
    expect(page.get_by_role("region", name="Annotations")).to_contain_text("1 of 3")


def test_the_focus_goes_into_panels_and_comes_back(desk, verdict, page):
    at_desk = desk(verdict)
    text = page.locator("#bench-text")
    at_desk.select(verdict.current_text.body, "denied")
    for key, panel in (("m", "mention"), ("/", "find"), ("?", "keys")):
        at_desk.press(key)
        opened = page.locator(f"#{panel}-panel")
        expect(opened.locator(":focus")).to_have_count(1)
        assert opened.get_attribute("aria-labelledby") == f"{panel}-heading"
        if key == "m":
            at_desk.wait_found()
            at_desk.press("Escape")  # closes the list
        at_desk.press("Escape")
        at_desk.wait_closed(panel)
        expect(text).to_be_focused()
    at_desk.press("q")
    expect(text).to_be_focused()  # more pieces can be selected
    at_desk.press("Enter")
    expect(page.locator("#quotation-panel :focus")).to_have_count(1)
    at_desk.press("Escape", "Escape", "Home", "Enter")
    expect(page.locator("#mention-panel :focus")).to_have_count(1)
    page.get_by_role("region", name="Mention").get_by_role("button", name="Quotation 1").click()
    expect(page.locator("#quotation-panel :focus")).to_have_count(1)
    page.get_by_role("region", name="Quotation 1").get_by_role("button", name="Close").click()
    expect(text).to_be_focused()
    at_desk.press("Home", "o")
    expect(page.locator("#occurrences-panel input").first).to_be_focused()
    at_desk.press("Escape")
    expect(text).to_be_focused()
    clash(at_desk, verdict)
    expect(page.locator("#conflict-panel [name=again]")).to_be_focused()
    at_desk.press("Escape")  # it asks for a decision
    expect(page.locator("#conflict-panel")).to_be_visible()
    page.get_by_role("button", name="Give mine up").click()
    expect(text).to_be_focused()
    at_desk.press("l")
    expect(page.locator("#bench-list [aria-current]")).to_be_focused()
    at_desk.press("l")
    expect(text).to_be_focused()


def test_single_keys_act_only_in_the_text_and_the_list(desk, verdict, page):
    """WCAG 2.1.4."""
    at_desk = desk(verdict)
    at_desk.find("denied")
    page.focus("#bench-filter")
    at_desk.press("m", "q", "/", "?")
    page.focus("#bench-undo, [data-key='/']")
    at_desk.press("m", "q")
    assert page.locator(".bench-panel:visible").count() == 0
    page.focus("#bench-text")
    at_desk.press("?")
    assert page.locator(".bench-panel:visible").count() == 1


def test_the_list_stays_under_the_pointer_until_the_click(desk, founding, page):
    desk(founding)
    page.locator("#bench-text p").last.scroll_into_view_if_needed()
    page.get_by_role("button", name="Quotation 1, indirect").click()
    expect(page.get_by_role("region", name="Quotation 1")).to_be_visible()
    expect(page.locator("#p1")).to_be_in_viewport()
    expect(page.locator("#bench-list [aria-current]")).to_contain_text("Quotation 1, indirect")
