"""Every kind of page, by light and dark, wide and narrow: axe-core finds nothing, the browser says
nothing, and nothing has to be scrolled sideways.
"""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from articles.models import Mention
from tests.browser.kinds import make_kinds

pytestmark = pytest.mark.any_database

WIDE, NARROW = 1280, 390
# What the look of a page decides; the rest is the same markup, looked at already.
ANOTHER_LOOK = [
    "color-contrast",
    "link-in-text-block",
    "scrollable-region-focusable",
]
OTHER_WIDTHS = (1024, 834, 768, 320)


@pytest.fixture
def look_at(page, axe_violations):
    """A function from an address to what is wrong with the page there, in words."""
    said = []
    page.on("console", lambda message: said.append(f"console: {message.text}"))

    def find(address: str, *, with_axe: bool = True) -> list[str]:
        def axe(where: str, **options) -> list[str]:
            found = axe_violations(page, **options) if with_axe else []
            return [f"{where}: {one}" for one in found]

        said.clear()
        page.set_viewport_size({"width": WIDE, "height": 800})
        page.emulate_media(color_scheme="light")
        answer = page.goto(address)
        wrong = axe(f"light, {WIDE}") + too_wide(page, WIDE)
        for width in OTHER_WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wrong += too_wide(page, width)
        page.set_viewport_size({"width": NARROW, "height": 800})
        page.emulate_media(color_scheme="dark")
        wrong += too_wide(page, NARROW)
        # Django's admin changes colours gradually.
        page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
        wrong += axe(f"dark, {NARROW}", runOnly=ANOTHER_LOOK)
        # Chromium notes the status of a page that is not there; that is no fault of the page.
        status = f"the server responded with a status of {answer.status}"
        return wrong + [message for message in said if answer.ok or status not in message]

    return find


def too_wide(page, width: int) -> list[str]:
    """Whether the page is wider than the window, and what reaches out of it."""
    reach = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            const reaching = [...document.body.querySelectorAll("*")]
                .filter((element) => element.getBoundingClientRect().right > width + 1)
                .map((element) => element.outerHTML.slice(0, 150));
            return reaching.length ? reaching : ["something"];
        }"""
    )
    return [f"{width}: reaches out of the window: {element}" for element in reach[:3]]


def test_every_kind_of_public_page(live_server, founding, look_at):
    wrong = {
        # Endless words make a page wide, and are no matter for axe.
        name: look_at(live_server.url + address, with_axe="endless" not in name)
        for name, address in make_kinds(founding).items()
    }
    wrong = [f"{name}: {found}" for name, all_found in wrong.items() for found in all_found]
    assert not wrong, "\n".join(wrong)


def test_the_admin(live_server, founding, look_at, signed_in, django_user_model):
    """Every other page of it is looked at by test_admin_csp."""
    editor = django_user_model.objects.create_user("ada", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editor"))
    moscow = Mention.objects.get(exact="Moscow")
    wrong = {"login": look_at(live_server.url + reverse("admin:login"))}
    signed_in(editor)
    for name, address in {
        "index": reverse("admin:index"),
        "list": reverse("admin:articles_mention_changelist") + "?q=moscow",
        "form": reverse("admin:articles_mention_change", args=[moscow.pk]),
        "form with text": reverse("admin:articles_article_change", args=[founding.pk]),
    }.items():
        wrong[name] = look_at(live_server.url + address)
    wrong = [f"{name}: {found}" for name, all_found in wrong.items() for found in all_found]
    assert not wrong, "\n".join(wrong)
