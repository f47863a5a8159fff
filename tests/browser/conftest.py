"""A real Chromium for the tests in this folder: the one the system has, never a download."""

import os
import shutil
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import expect

# The first has no windows, menus and settings to draw: a third less time for every test.
CHROMIUM_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)

# Playwright runs an event loop in this thread, which makes Django fear for its connections, and
# open others than those the database was set up and is torn down with: one a thread is right.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
connections._connections = threading.local()


def chromium() -> str | None:
    """Return the path of the system's Chromium."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def pytest_collection_modifyitems(items):
    """Mark everything here, and skip it where there is no browser; CI must have one."""
    missing = chromium() is None
    for item in items:
        if "browser" not in item.path.parts:
            continue
        item.add_marker(pytest.mark.browser)
        if missing and os.environ.get("CI") != "true":
            item.add_marker(
                pytest.mark.skip(
                    reason="no Chromium on this machine (install Debian's package chromium)"
                )
            )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the system's Chromium, also as root and in a container, and keep it off the network."""
    path = chromium()
    if path is None:
        pytest.fail(f"CI must run the browser tests, and none of {CHROMIUM_NAMES} is installed")
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """Browse in English, in light colours, at the size of a small laptop."""
    return {
        **browser_context_args,
        "locale": "en-GB",
        "color_scheme": "light",
        "viewport": {"width": 1280, "height": 800},
    }


@pytest.fixture
def page(page):
    """A page on which nothing may go wrong unnoticed: scripts, policy, style sheets, pictures."""
    problems = []

    def note_response(response):
        asked_for_a_page = response.request.resource_type in {"document", "fetch", "xhr"}
        if response.status >= 400 and not asked_for_a_page:
            problems.append(f"{response.status} {response.url}")

    def note_message(message):
        # What did not load is told by its response, above.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            problems.append(message.text)

    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", note_message)
    page.on("response", note_response)
    yield page
    assert not problems, "\n".join(problems)


@pytest.fixture
def signed_in(context, live_server):
    """A function that signs a user in without the form."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
        )

    return sign_in


@pytest.fixture
def axe_violations():
    """A function from a page to what axe-core finds wrong on it, in words.

    It takes options of axe-core, such as `runOnly`.
    """
    axe = Axe()

    def find(page, **options) -> list[str]:
        page.locator("h1").first.wait_for(state="attached")  # of a page that is just coming
        options["preload"] = False  # it writes style sheets into the page: the policy forbids them
        return [
            f"{violation['id']}: {violation['help']} … {node['html']}"
            for violation in axe.run(page, options=options).response["violations"]
            for node in violation["nodes"]
        ]

    return find


@pytest.fixture
def choose(page):
    """A function: type `words` in an autocomplete field of the admin, choose the one `called`."""

    def choose(field, words: str, called: str) -> None:
        field.press("Enter")
        # The list takes the focus a moment after it opens; what is typed before that is lost.
        expect(page.locator("input.select2-search__field")).to_be_focused()
        page.keyboard.type(words)
        page.get_by_role("option", name=called).click()

    return choose
