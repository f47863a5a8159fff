"""Two records made one and two again, as an editor does it, and being asked about a duplicate."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from playwright.sync_api import expect

from articles.editing import records
from articles.models import Alias, Entity, EntityMerge, Identifier, Mention
from tests.browser.test_accessible import NARROW

# The verbs behind these pages have tests of their own on every database.
pytestmark = pytest.mark.any_database


@pytest.fixture
def editor(founding, signed_in):
    user = User.objects.create_user("editor", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    signed_in(user)
    return user


@pytest.fixture
def twin(editor) -> Entity:
    """The Soviet Union once more, with another identifier, a name, and a passage both have."""
    known = Entity.objects.get(slug="soviet-union")
    twin = records.add(Entity(name="Union of Soviets", kind="organisation"), by=editor)
    records.add(Alias(entity=twin, name="Sowjetunion", language="de"), by=editor)
    records.add(Identifier(entity=twin, scheme="wikidata", value="Q1"), by=editor)
    both = known.mentions.first()
    for note, start in (("Here too", both.start), ("", both.start + 1)):
        other = Mention(article=both.article, entity=twin, note=note)
        other.place(both.text_version, start, both.end)
        records.add(other, by=editor)
    return twin


def page_of(record) -> str:
    return reverse(f"admin:articles_{record._meta.model_name}_change", args=[record.pk])


def test_merging_with_a_preview_and_undoing_it(twin, page, live_server, axe_violations, choose):
    page.goto(live_server.url + page_of(twin))
    page.get_by_role("link", name="Merge into another …").click()
    expect(page.get_by_role("button", name="Show what would happen")).to_be_visible()
    assert not axe_violations(page)
    choose(page.get_by_role("combobox"), "ussr", "Soviet Union (place")
    page.get_by_role("button", name="Show what would happen").click()
    expect(page.get_by_text("They are of different kinds")).to_be_visible()
    expect(page.get_by_role("heading", name="Passages that name it: 1")).to_be_visible()
    expect(page.get_by_text("only in the one that goes: Editor’s note: “Here too”")).to_be_visible()
    assert not axe_violations(page)
    page.get_by_label("that of “Union of Soviets”, Q1").check()
    page.get_by_label("Why").fill("One state, two names.")
    page.get_by_role("button", name="Merge them").click()
    expect(page.get_by_text("is merged into “Soviet Union”")).to_be_visible()
    known = Entity.objects.get(slug="soviet-union")
    assert known.identifiers.get(scheme="wikidata").value == "Q1"
    assert {"Sowjetunion", "Union of Soviets"} <= {one.name for one in known.aliases.all()}

    page.goto(f"{live_server.url}/entities/{twin.slug}/")
    expect(page).to_have_url(f"{live_server.url}/entities/soviet-union/")
    page.goto(live_server.url + page_of(twin))
    expect(page.get_by_text("Merged into Soviet Union")).to_be_visible()
    assert not axe_violations(page)
    page.get_by_role("link", name="Look at the merge, or undo it").click()
    assert not axe_violations(page)
    page.get_by_role("link", name="Undo …").click()
    assert not axe_violations(page)
    page.set_viewport_size({"width": NARROW, "height": 800})
    ends = [page.locator(one).bounding_box() for one in ("#id_reason", "#content-main")]
    inner, outer = (box["x"] + box["width"] for box in ends)
    assert inner <= outer
    page.get_by_label("Why").fill("Two after all.")
    page.get_by_role("button", name="Undo the merge").click()
    expect(page.get_by_text("stands by itself again")).to_be_visible()
    assert twin.mentions.count() == 2
    assert twin.identifiers.get().value == "Q1"
    assert EntityMerge.objects.get().undone.reason == "Two after all."


def test_what_may_be_there_already_is_asked(editor, page, live_server, axe_violations):
    page.goto(live_server.url + reverse("admin:articles_entity_add"))
    page.get_by_label("Preferred name:").fill("Sovjet Union")
    page.get_by_label("Kind:").select_option("place")
    page.get_by_role("button", name="Save", exact=True).click()
    asked = page.get_by_role("region", name="Is it there already?")
    expect(asked.get_by_role("link", name="Soviet Union (place")).to_be_visible()
    assert not axe_violations(page)
    page.get_by_label("It is another one: enter it all the same").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert Entity.objects.filter(name="Sovjet Union").exists()
