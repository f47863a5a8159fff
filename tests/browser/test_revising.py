"""An editor revises a text by keyboard, and deals with what waits because of it."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from articles.models import Article, CitationSpan, Correction, Mention, QuotationSpan
from tests.browser.workbench.desk import Desk
from tests.editing import scene

# The verbs behind these pages have tests of their own on every database.
pytestmark = pytest.mark.any_database

BODY = (
    "Tokyo had drawn up plans, the tribunal found.\n"
    "It said so in its verdict of November 1948.\n"
    "Two judges dissented.\n"
    "The Kwantung Army was to carry them out.\n"
    "“None of it was ever attempted,” the ministry said in Moscow.\n"
    "The International Military Tribunal sat for two years.\n"
)
REVISED = (
    "The International Military Tribunal sat for two years.\n"
    "Tokyo had drawn up plans, the tribunal found.\n"
    "It said so in its verdict of November 1948.\n"
    "Two judges dissented.\n"
    "The Kwangtung Army was to carry them out.\n"
    "“None of it was attempted,” the ministry said.\n"
)


@pytest.fixture
def editor(django_user_model, db):
    user = django_user_model.objects.create_user("ada", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    return user


@pytest.fixture
def article(db) -> Article:
    article = scene.draft("Plans", BODY)
    scene.mention(article, "Kwantung Army", scene.entity("Kwantung Army", "organisation"))
    scene.mention(article, "Moscow", scene.entity())
    tribunal = scene.entity("International Military Tribunal", "organisation")
    scene.mention(article, "International Military Tribunal", tribunal)
    scene.quotation(article, "“None of it was ever attempted,”")
    scene.evidence(scene.citation(article, scene.source()), article, "the tribunal found")
    return article


def tab_to(page, name: str) -> None:
    """Go on with Tab until what has the focus is called so."""
    called = (
        "document.activeElement.getAttribute('aria-label') || document.activeElement.value"
        " || document.activeElement.textContent"
    )
    for _ in range(120):
        page.keyboard.press("Tab")
        if name in page.evaluate(called):
            return
    raise AssertionError(f"Tab never came to {name!r}")


def test_revise_with_preview_resolve_each_state_and_publish(
    article, editor, signed_in, page, live_server, axe_violations
):
    signed_in(editor)
    here = live_server.url + reverse("admin:articles_article_change", args=[article.pk])
    page.goto(here)
    page.get_by_role("link", name="Revise the text").press("Enter")

    page.get_by_label("Text").fill(REVISED)
    page.get_by_label("Why").fill("A better scan.")
    page.keyboard.press("Enter")
    preview = page.get_by_role("region", name="What would be saved")
    preview.locator("del").first.wait_for()
    told = preview.inner_text()
    for line in ("in place: 1", "words changed: 2", "moved: 1", "orphan: 1"):
        assert line in told
    assert axe_violations(page) == []
    tab_to(page, "Save as version 2")
    page.keyboard.press("Enter")

    # The queue: what changed is confirmed, what is gone is selected again or deleted.
    page.wait_for_url("**/review/")
    assert page.locator(".waiting > li").count() == 4
    assert axe_violations(page) == []
    tab_to(page, "Confirm Mention of “Kwantung Army”")
    page.keyboard.press("Enter")
    page.get_by_text("Confirmed:").wait_for()
    assert Mention.objects.get(entity__name="Kwantung Army").exact == "Kwangtung Army"

    tab_to(page, "Confirm Mention of “International Military Tribunal”")
    page.keyboard.press("Enter")
    page.locator(".waiting > li").nth(2).wait_for(state="detached")

    # Not yet: what waits stands in the way of publishing, and is a link away.
    page.goto(here)
    page.get_by_role("button", name="Publish").press("Enter")
    problems = page.get_by_role("region", name="Before it can be published").inner_text()
    assert "Mention “Moscow” is not confirmed (orphan)." in problems
    assert Article.objects.get().status == "draft"
    page.get_by_role("link", name="Look at the 2 annotations").press("Enter")
    page.wait_for_url("**/review/")

    tab_to(page, "Select Quotation 1, content again")
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.bench")
    assert axe_violations(page) == []
    at = Desk(page)
    assert page.evaluate("document.activeElement.id") == "bench-text"
    at.press("Enter")  # it stands where it is taken to stand already
    at.wait_closed("reselect")
    piece = QuotationSpan.objects.get()
    assert (piece.state, piece.exact) == ("ok", "“None of it was attempted,”")

    page.goto(live_server.url + reverse("admin:articles_article_reviews"))
    tab_to(page, "Select Mention of “Moscow” again")
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.bench")
    at.press("Enter")
    assert "Select some words of the text first." in at.alert
    at.find("Tokyo")
    at.press("Enter")
    at.wait_closed("reselect")
    moscow = Mention.objects.get(entity__name="Moscow")
    assert (moscow.state, moscow.exact) == ("ok", "Tokyo")
    at.press("Control+z")
    at.saved()
    moscow.refresh_from_db()
    assert moscow.state == "orphan"

    page.goto(live_server.url + reverse("admin:articles_article_review", args=[article.pk]))
    page.get_by_label("Why").fill("The text no longer names it.")
    tab_to(page, "Delete Mention of “Moscow”")
    page.keyboard.press("Enter")
    page.get_by_text("all annotations are in place").wait_for()
    page.goto(here)
    page.get_by_role("button", name="Publish").press("Enter")
    page.get_by_text("is now published").wait_for()
    assert CitationSpan.objects.get().state == "ok"


def test_a_quotation_readers_saw_goes_with_a_reason(
    article, editor, signed_in, page, live_server, axe_violations
):
    scene.publish(article)
    gone = article.quotations.get()
    signed_in(editor)
    at = Desk(page).open(live_server, article)
    at.find("“None of it was ever attempted,”")
    at.press("Delete")
    page.wait_for_function("() => document.activeElement.id === 'delete-reason'")
    assert axe_violations(page) == []
    at.press("Enter")
    page.locator("#delete-reason-error").get_by_text("Say why").wait_for()
    at.type("It was never said.")
    at.press("Enter")
    at.wait_closed("delete")
    correction = Correction.objects.public().get(kind="deleted")
    assert (correction.record, correction.reason) == (gone.public_id, "It was never said.")
    answer = page.context.request.get(live_server.url + gone.get_absolute_url())
    assert answer.status == 410
    assert "It was never said." in answer.text()
    at.press("Control+z")
    at.saved()
    assert page.context.request.get(live_server.url + gone.get_absolute_url()).status == 200
