"""What the archive promises in one sentence, done by a reader and by an editor in a real browser.

A reader reads the founding document with its quotations and names marked; an editor corrects an
annotation in the admin; what is downloaded as CSV holds the correction.
"""

import csv
import io
import re

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from articles.models import Change, Mention

QUOTED = "The Japanese leaders considered the seizure of Soviet territories to be so workable"
NOTE = "Corrected: the “Soviet government”, or — its capital?"
SOURCE = "Verdict documents of the Tokyo International Military Tribunal"


def background(locator) -> str:
    return locator.evaluate("element => getComputedStyle(element).backgroundColor")


def test_a_reader_reads_and_an_editor_corrects(page, live_server, founding, django_user_model):
    editor = django_user_model.objects.create_user("ada", password="right", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editor"))

    page.goto(live_server.url)
    page.get_by_role("link", name=founding.title).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(founding.title)
    text = page.locator(".text")
    assert text.locator("p").all_text_contents() == founding.current_text.body.split("\n")
    direct = text.locator(".quotation-direct.role-content")
    assert QUOTED in direct.first.text_content() + direct.nth(1).text_content()
    assert background(direct.first) != background(text)
    name = text.get_by_role("link", name="Berlin")
    assert "underline" in name.evaluate("e => getComputedStyle(e).textDecorationLine")
    expect(text.locator(".mention-uncertain", has_text="Moscow")).to_be_visible()

    page.goto(live_server.url + "/admin/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("right")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("main").get_by_role("link", name="Mentions", exact=True).click()
    page.locator("#searchbar").fill("Moscow")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("row").filter(has_text="Moscow").get_by_role("link").first.click()
    page.get_by_label("Certainty").select_option("high")
    note = page.get_by_label("Editor’s note")
    note.fill(NOTE)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    change = Change.objects.get()
    assert (change.verb, change.by) == ("change_mention", editor)

    page.goto(live_server.url + founding.get_absolute_url())
    expect(text.locator(".mention", has_text="Moscow")).to_be_visible()
    expect(text.locator(".mention-uncertain", has_text="Moscow")).to_have_count(0)
    text.get_by_role("link", name="Moscow").click()
    expect(page.get_by_text(NOTE)).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("link", name="Download them as CSV").first.click()
    path = download.value.path()
    assert re.fullmatch(r"mentions-.*\.csv", download.value.suggested_filename)
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    assert [(row["exact"], row["certainty"], row["note"]) for row in rows] == [
        ("Moscow", "high", NOTE)
    ]
    moscow = Mention.objects.get(exact="Moscow")
    assert (int(rows[0]["start"]), int(rows[0]["end"])) == (moscow.start, moscow.end)
    assert rows[0]["entity"] == "Government of the Soviet Union"


def tab_to(page, wanted: str, most: int = 80) -> None:
    """Press Tab until the focus is on a link with this name or address."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => {
                const found = document.activeElement;
                const outline = getComputedStyle(found);
                return {
                    name: found.getAttribute("aria-label") || found.textContent.trim(),
                    address: found.getAttribute("href") || "",
                    shown: outline.outlineStyle !== "none" || outline.boxShadow !== "none",
                };
            }"""
        )
        assert focused["shown"], f"the focus cannot be seen on {focused['name']!r}"
        if wanted in (focused["name"], focused["address"]):
            return
    pytest.fail(f"Tab never reached {wanted!r}")


def test_the_reader_walks_to_the_root_by_the_keyboard_alone(page, live_server, founding):
    quotation = founding.quotations.get(number=3)
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    tab_to(page, founding.get_absolute_url())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(founding.title)
    tab_to(page, quotation.get_absolute_url())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Quotation 3")
    tab_to(page, SOURCE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(SOURCE)
    expect(page.locator(".node-root")).to_be_visible()


def test_the_reader_needs_no_javascript(browser, live_server, founding):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_role("link", name=founding.title).first.click()
    direct = page.locator(".text .quotation-direct.role-content")
    expect(direct.first).to_contain_text("The Japanese leaders considered")
    page.locator(".text").get_by_role("link", name="Quotation 3, direct").click()
    beside = page.locator(f"#about-{founding.quotations.get(number=3).public_id}")
    expect(beside).to_be_in_viewport()
    beside.get_by_role("link", name="Direct quotation 3").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quotation 3")
    page.locator(".chain").get_by_role("link", name=SOURCE).click()
    expect(page.locator(".node-root")).to_be_visible()
    page.get_by_role("link", name="Entities", exact=True).click()
    page.get_by_label("Words in a name").fill("ussr")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Soviet Union", exact=True).click()
    expect(page.get_by_role("heading", name="Named in 5 passages")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download them as CSV").first.click()
    assert download.value.path().read_text(encoding="utf-8-sig").count("\n") == 6
    context.close()


def test_the_opening_question_is_answered_and_cited_without_javascript(
    browser, live_server, founding
):
    """Who says Japan had planned this, and how do they know?"""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_label("Ask the archive").first.fill("japan planned")
    page.get_by_role("button", name="Search").first.click()
    found = page.get_by_role("main")
    expect(found.get_by_role("heading", name="Quotations")).to_be_visible()
    found.get_by_role("link", name="planned to occupy the territories of the USSR").first.click()
    page.wait_for_url("**/quotations/quo-*/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Quotation 1")
    expect(page.get_by_role("main")).to_contain_text("no author is named")
    papers = "Documents declassified on August 25 by the FSB of Russia"
    expect(page.locator(".node-root")).to_contain_text(papers)
    expect(page.locator(".chain")).to_contain_text("released by Federal Security Service")
    page.locator(".chain").get_by_role("link", name=papers).click()
    page.wait_for_url("**/sources/*/")
    page.get_by_role("link", name=founding.title).first.click()
    page.wait_for_url("**/articles/*/")
    expect(page.get_by_role("main")).to_contain_text("5 attributions, 2 roots")
    page.get_by_label("The words, or how the passage begins").fill("japan had planned to occupy")
    page.get_by_role("button", name="Cite the passage").click()
    page.wait_for_url("**/passage/?*start=*")
    start = founding.current_text.body.index("Japan had planned to occupy")
    assert f"start={start}&end={start + 27}" in page.url
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    assert "Japan had planned to occupy" in download.value.path().read_text(encoding="utf-8")
    context.close()
