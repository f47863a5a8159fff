"""The network or the session is lost while an editor works: nothing she did is."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from articles.models import Change, Mention
from tests.browser.workbench.conftest import sign_in
from tests.editing import scene

pytestmark = pytest.mark.any_database

BODY = (
    "The Kwantung Army is ready, the 関東軍 😀 paper said.\n"
    "Moscow answered that the Bureau had no plans.\n"
)
WRITES = "**/annotate/do/**"
LIT = """() => [...(CSS.highlights.get("bench-unsaved") ?? [])].map(String)"""
expect.set_options(timeout=20_000)  # attempts come at growing distances


@pytest.fixture
def article(editor):
    """A draft with one mention, and what else may be named in it."""
    article = scene.draft(body=BODY)
    scene.mention(article, "Moscow", scene.entity())
    scene.entity("Bureau", "organisation")
    scene.entity("Kwantung Army", "organisation")
    return article


@pytest.fixture
def ada(article, editor, desk_of):
    """The desk of an editor who has a password."""
    editor.set_password("right")
    editor.save()
    return desk_of(editor, article)


def about_to_name(desk, name):
    """Find an entity by the very words of the text: all but the Enter that saves."""
    desk.find(name)
    desk.press("m")
    desk.page.wait_for_selector(f"#mention-entity-found [aria-selected=true]:has-text('{name}')")


def unsaved(desk, *labels):
    """Wait until just these changes are told to be unsaved, in this order."""
    expect(desk.page.locator("#bench-unsaved li")).to_have_text(list(labels))


def mend(desk):
    """Wait until everything is saved, and is said to be."""
    desk.page.wait_for_function("() => !bench.wire.queue.length && !bench.wire.isOutOfReach")
    expect(desk.page.locator("#bench-unsaved")).to_be_hidden()
    assert desk.page.evaluate(LIT) == []
    assert "nothing is waiting to be saved" in desk.status
    assert not desk.page.locator("#bench-alert").is_visible()


def done(article):
    """What editors did to the article, in order."""
    changes = Change.objects.filter(article=article).exclude(by=None).order_by("pk")
    return list(changes.values_list("by__username", "verb"))


def load_again(desk):
    """Load the page again and wait until its scripts have begun."""
    desk.page.reload()
    desk.page.wait_for_function("() => window.bench")
    desk.page.focus("#bench-text")


def test_the_network_is_lost(article, ada):
    about_to_name(ada, "Bureau")
    ada.page.context.set_offline(True)
    ada.press("Enter")
    ada.wait_closed("mention")
    unsaved(ada, "Mark “Bureau”")
    assert "The server cannot be reached. 1 change is not saved yet" in ada.alert

    # She works on, also on what waits already.
    ada.find("Moscow")
    ada.press("Enter")
    ada.page.focus("#mention-note")
    ada.type("Not the city.")
    ada.press("Control+Enter")
    ada.wait_closed("mention")
    ada.press("w", "Shift+ArrowRight", "Enter")
    queue = [
        "Mark “Bureau”",
        "Change the mention “Moscow”",
        "Change the words to “Moscow answered”",
    ]
    unsaved(ada, *queue)
    assert "3 changes are not saved yet" in ada.alert
    assert ada.page.evaluate(LIT) == ["Bureau", "Moscow", "Moscow answered"]
    ada.press("Control+z")
    assert "not saved yet; try again when it is" in ada.alert
    assert done(article) == []

    ada.page.context.set_offline(False)
    mend(ada)
    assert done(article) == [
        ("ada", "add_mention"),
        ("ada", "change_mention"),
        ("ada", "change_mention"),
    ]
    moscow = Mention.objects.get(entity__name="Moscow")
    assert (moscow.exact, moscow.note, moscow.row_version) == (
        *("Moscow answered", "Not the city.", 3),
    )
    assert ada.listed == ["“Moscow answered”: Moscow, place", "“Bureau”: Bureau, organisation"]
    ada.press("Control+z")
    ada.saved()
    moscow.refresh_from_db()
    assert moscow.exact == "Moscow"


def test_what_is_sent_twice_is_done_once(article, ada):
    lost = []

    def lose_the_answer(route):
        lost.append(route.fetch())
        route.abort()

    ada.page.route(WRITES, lose_the_answer)
    ada.find("Bureau")
    ada.name("Bureau")
    ada.page.wait_for_function("() => bench.wire.failures > 1")
    assert lost[0].status == lost[1].status == 200
    assert lost[0].json()["change"] == lost[1].json()["change"]
    unsaved(ada, "Mark “Bureau”")
    ada.find("関東軍")
    ada.name("Kwantung Army")
    unsaved(ada, "Mark “Bureau”", "Mark “関東軍”")

    # What waits outlives the page.
    load_again(ada)
    unsaved(ada, "Mark “Bureau”", "Mark “関東軍”")
    assert ada.page.evaluate(LIT) == ["Bureau", "関東軍"]
    ada.page.unroute(WRITES)

    # So does a server in trouble, whose answer is a page of a proxy.
    ada.page.route(WRITES, lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
    failures = ada.page.evaluate("bench.wire.failures")
    button = ada.page.get_by_role("button", name="Send again now")
    button.press("Enter")
    ada.page.wait_for_function("failures => bench.wire.failures > failures", arg=failures)
    ada.page.unroute(WRITES)
    button.press("Enter")
    mend(ada)
    assert done(article) == [("ada", "add_mention"), ("ada", "add_mention")]
    assert ada.listed == [
        "“関東軍”: Kwantung Army, organisation",
        "“Moscow”: Moscow, place",
        "“Bureau”: Bureau, organisation",
    ]
    load_again(ada)
    assert not ada.page.locator("#bench-unsaved").is_visible()
    ada.press("Control+z", "Control+z")
    ada.page.wait_for_function("() => bench.undo.undone.length === 1")
    ada.press("Control+z")
    ada.page.wait_for_function("() => bench.undo.undone.length === 2")
    assert ada.listed == ["“Moscow”: Moscow, place"]


def test_the_session_is_lost(article, ada):
    about_to_name(ada, "Bureau")
    Session.objects.all().delete()
    ada.press("Enter")
    ada.wait_closed("mention")
    unsaved(ada, "Mark “Bureau”")
    assert "You are no longer signed in. 1 change is not saved yet" in ada.alert
    assert "when ada is signed in again" in ada.alert
    assert done(article) == []
    with ada.page.context.expect_page() as opened:
        ada.page.get_by_role("link", name="Sign in, in another tab").press("Enter")
    tab = opened.value
    tab.get_by_label("Username").fill("ada")
    tab.get_by_label("Password").fill("right")
    tab.get_by_label("Password").press("Enter")
    expect(tab.get_by_role("button", name="Log out")).to_be_visible()
    ada.page.bring_to_front()
    mend(ada)
    assert done(article) == [("ada", "add_mention")]
    assert ada.listed == ["“Moscow”: Moscow, place", "“Bureau”: Bureau, organisation"]


def test_somebody_else_signs_in(article, ada, editor, colleague, live_server):
    about_to_name(ada, "Bureau")
    sign_in(ada.page.context, live_server, colleague)
    ada.press("Enter")
    ada.wait_closed("mention")
    unsaved(ada, "Mark “Bureau”")
    assert "Somebody else is signed in now, in this browser." in ada.alert
    assert "when ada is signed in again" in ada.alert
    # Not even when the page is loaded under the other name.
    load_again(ada)
    assert not ada.page.locator("#bench-unsaved").is_visible()
    ada.saved()
    assert done(article) == []
    # Ada comes back to this tab, and finds what she did.
    sign_in(ada.page.context, live_server, editor)
    load_again(ada)
    ada.saved()
    assert done(article) == [("ada", "add_mention")]
