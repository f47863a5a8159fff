"""A reader reports an error in words she selects, with scripts and without; an editor answers."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import expect

from articles.editing.articles import create_article, publish_article
from articles.models import Article, Report

# The verbs behind these pages have tests of their own on every database.
pytestmark = pytest.mark.any_database

TEXT = "An emoji 👩‍🚀 is here.\n\nThe treaty was signed in 1939, they say.\nNobody else 😀 said it."


@pytest.fixture
def article(db) -> Article:
    article = create_article(Article(title="Pact signed", language="en"), TEXT, by=None)
    return publish_article(article, by=None, based_on=article.row_version)


def select(page, words: str, paragraph: int) -> None:
    """Select words of a paragraph, as a reader with a mouse would have them selected."""
    page.evaluate(
        """([id, words]) => {
            const node = document.getElementById(id).firstChild;
            const start = node.data.indexOf(words);
            document.getSelection().setBaseAndExtent(node, start, node, start + words.length);
        }""",
        [f"p{paragraph}", words],
    )


def test_words_selected_are_reported_seen_in_the_queue_and_answered(
    article, page, live_server, signed_in, axe_violations, django_user_model
):
    page.goto(live_server.url + article.get_absolute_url())
    select(page, "signed in 1939", 3)
    link = page.get_by_role("link", name="Report an error in the words you selected")
    expect(link).to_be_in_viewport()
    assert not axe_violations(page)
    link.click()
    expect(page.get_by_text("signed in 1939")).to_be_visible()
    page.get_by_label("What is wrong?").fill("It was in 1940.")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    stored = Report.objects.get()
    assert (stored.exact, stored.start) == ("signed in 1939", TEXT.index("signed in 1939"))

    editor = django_user_model.objects.create_user("ada", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editor"))
    signed_in(editor)
    page.goto(live_server.url + reverse("admin:index"))
    page.get_by_role("link", name="Reports to answer 1").click()
    assert not axe_violations(page)
    page.locator("#result_list tbody th a").click()
    expect(page.locator("mark")).to_have_text("signed in 1939")
    expect(page.get_by_text("It was in 1940.")).to_be_visible()
    assert not axe_violations(page)
    page.get_by_label("accepted").check()
    page.get_by_role("textbox", name="Answer").fill("So it was.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    stored.refresh_from_db()
    assert (stored.status, stored.answer, stored.handled_by) == ("accepted", "So it was.", editor)


def test_a_selection_over_lines_and_one_taken_back(article, page, live_server):
    page.goto(live_server.url + article.get_absolute_url())
    page.evaluate(
        """() => document.getSelection().setBaseAndExtent(
            document.getElementById("p1").firstChild, 3, document.getElementById("p4"), 1)"""
    )
    chosen = page.get_by_role("link", name="in the words you selected")
    expect(chosen).to_have_attribute("href", f"{live_server.url}/report/?record={article.public_id}"
        f"&version=1&start=3&end={len(TEXT)}")  # fmt: skip
    page.locator("#p1").click()
    expect(page.get_by_role("link", name="Report an error", exact=True)).to_have_attribute(
        "href", f"{live_server.url}/report/?record={article.public_id}&version=1"
    )


def test_without_scripts_the_words_are_pasted(article, browser, browser_context_args, live_server):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + article.get_absolute_url())
    page.get_by_role("link", name="Report an error").click()
    page.get_by_role("button", name="Send the report").click()
    page.get_by_label("Which words?").fill("Nobody else 😀")
    page.get_by_label("What is wrong?").fill("Somebody did.")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    context.close()
    stored = Report.objects.get()
    assert (stored.start, stored.text_version) == (TEXT.index("Nobody"), article.current_text)
