"""The door to the admin, in a real browser under the strict content security policy."""

import re

import pytest
from playwright.sync_api import expect

# The verbs behind these pages have tests of their own on every database.
pytestmark = pytest.mark.any_database


@pytest.mark.django_db(transaction=True)
def test_an_editor_signs_in_and_out(page, live_server, django_user_model, axe_violations):
    django_user_model.objects.create_user("ada", password="right", is_staff=True)
    page.goto(live_server.url + "/admin/")
    assert not axe_violations(page)
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("right")
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(live_server.url + "/admin/")
    page.get_by_role("button", name="Log out").click()
    expect(page).to_have_url(re.compile("/admin/logout/$"))
