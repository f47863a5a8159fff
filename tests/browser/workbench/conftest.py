"""An editor signed in, and a desk to work at."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client

from tests.browser.workbench.desk import Desk


@pytest.fixture
def editor(django_user_model, db):
    """Somebody of the group Editor."""
    user = django_user_model.objects.create_user("ada", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    return user


@pytest.fixture
def desk(page, editor, signed_in, live_server):
    """A function from an article to the desk at which the editor annotates it."""

    def sit_down(article) -> Desk:
        signed_in(editor)
        return Desk(page).open(live_server, article)

    return sit_down


@pytest.fixture
def colleague(django_user_model, db):
    """Somebody else of the group Editor."""
    user = django_user_model.objects.create_user("bob", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    return user


@pytest.fixture
def desk_of(new_context, live_server):
    """A function from a user and an article to a desk in a browser of its own.

    What the scripts there raise fails the test, and so does what breaks the policy.
    """
    problems = []

    def note_message(message):
        # What was refused or did not load is seen on the page.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            problems.append(message.text)

    def sit_down(user, article) -> Desk:
        context = new_context()
        sign_in(context, live_server, user)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", note_message)
        page.on("dialog", lambda dialog: dialog.accept())  # leaving with something unsaved
        return Desk(page).open(live_server, article)

    yield sit_down
    assert not problems, "\n".join(problems)


def sign_in(context, live_server, user) -> None:
    """Sign a user in without the form, instead of whoever is signed in."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
