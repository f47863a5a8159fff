"""Every kind of admin page in a real browser: nothing breaks the strict policy, axe finds nothing.

The `page` fixture fails a test on anything the browser complains about, the policy included.
"""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import reverse
from playwright.sync_api import expect

from articles.editing import records
from articles.models import Article, Change, Derivation, Entity, Mention, Quotation, Source

OURS = sorted(
    (model for model in admin.site._registry if model._meta.app_label == "articles"),
    key=lambda model: model.__name__,
)


@pytest.fixture
def editor(founding, signed_in):
    user = User.objects.create_user("editor", password="right", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    signed_in(user)
    first, second = Source.objects.all()[:2]
    derivation = Derivation(source=first, derived_from=second, kind="was_derived_from")
    derivation.basis, derivation.note = "inferred", "so that there is one"
    records.add(derivation, by=user)
    mention = Mention.objects.first()
    mention.certainty = "low"
    records.change(mention, by=user, based_on=mention.row_version, reason="to have a history")
    return user


def address(model, view: str, *args) -> str:
    return reverse(f"admin:articles_{model._meta.model_name}_{view}", args=args)


@pytest.fixture
def look(page, live_server, axe_violations):
    """A function: open an address, let its scripts run, and say what axe finds."""

    def open_and_check(url: str) -> list[str]:
        answer = page.goto(live_server.url + url)
        assert answer.status == 200, url
        return [f"{url}: {violation}" for violation in axe_violations(page)]

    return open_and_check


@pytest.mark.any_database
@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_lists_forms_history_and_deletion(model, editor, look):
    record = model.objects.first()
    urls = [address(model, "changelist")]
    if record is not None:
        urls += [address(model, "change", record.pk)]
    if model._meta.model_name in EDITED:
        urls += [address(model, "add")]
    if model in ALIKE:  # the same page for all
        urls += [address(model, view, record.pk) for view in ("history", "delete")]
        urls += [address(model, view) for view in ("export", "import")]
    found = [violation for url in urls for violation in look(url)]
    assert not found, "\n".join(found)


ALIKE = (Article, Mention)
EDITED = {
    *("article", "quotation", "mention", "citation", "source", "derivation", "sourceagent"),
    "entity",
}


@pytest.mark.any_database
def test_the_desk_the_journal_and_the_password(editor, look):
    found = [
        *look(reverse("admin:index")),
        *look(reverse("admin:app_list", args=["articles"])),
        *look(address(Change, "change", Change.objects.first().pk)),
        *look(reverse("admin:password_change")),
    ]
    assert not found, "\n".join(found)


def test_an_import_with_its_preview(editor, look, page, axe_violations):
    look(address(Source, "import"))
    page.set_input_files(
        "#id_import_file",
        {
            "name": "sources.csv",
            "mimeType": "text/csv",
            "buffer": b"slug,title,kind\nminutes,The minutes,papers\n",
        },
    )
    page.select_option("#id_format", label="csv")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Preview")).to_be_visible()
    assert not axe_violations(page)
    page.get_by_role("button", name="Confirm import").click()
    expect(page.get_by_text("Import finished: 1 new")).to_be_visible()


def test_a_mention_is_added_by_keyboard_and_words(editor, look, page, axe_violations, choose):
    """Choose the article and the entity by typing, paste the words, choose among occurrences."""
    article = Article.objects.get()
    look(f"{address(Mention, 'add')}?article={article.pk}")
    expect(page.get_by_role("region", name="The text")).to_contain_text("Komitet")
    page.get_by_label("Words").fill("territories")
    choose(page.get_by_role("combobox", name="Entity"), "ussr", "Soviet Union (place")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("choose one")).to_be_visible()
    assert not axe_violations(page)
    page.get_by_label("Occurrence").fill("2")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    mention = Mention.objects.latest("pk")
    assert (mention.exact, str(mention.entity)) == ("territories", "Soviet Union")


def test_rows_are_added_and_an_article_is_withdrawn_without_a_mouse(
    editor, look, page, axe_violations, live_server
):
    quotation = Quotation.objects.first()
    look(address(Quotation, "change", quotation.pk))
    page.get_by_role("button", name="Add another Piece").press("Enter")
    assert not axe_violations(page)
    look(address(Article, "change", quotation.article_id))
    page.get_by_role("button", name="Withdraw").press("Enter")
    expect(page.get_by_text("Say why; readers are told.")).to_be_visible()
    assert not axe_violations(page)
    page.get_by_label("Reason").fill("It was a hoax.")
    page.get_by_role("button", name="Withdraw").press("Enter")
    expect(page.get_by_text("is now withdrawn")).to_be_visible()
    assert Article.objects.get().status_reason == "It was a hoax."


def test_many_are_deleted_after_a_confirmation(editor, look, page, axe_violations):
    records.add(Entity(name="Nobody", kind="person"), by=None)
    look(f"{address(Entity, 'changelist')}?q=nobody")
    page.get_by_role("checkbox", name="Select this object for an action - Nobody").check()
    page.select_option("select[name=action]", "delete_selected")
    page.get_by_role("button", name="Go").click()
    assert not axe_violations(page)
    page.get_by_label("Why").fill("Never there")
    page.get_by_role("button", name="Yes, delete them").click()
    expect(page.get_by_text("Successfully deleted 1 entity")).to_be_visible()
    assert Change.objects.latest("pk").reason == "Never there"


@pytest.mark.any_database
def test_dark_pages_are_readable_too(editor, look, page):
    page.emulate_media(color_scheme="dark")
    mention = Mention.objects.first()
    urls = [
        reverse("admin:index"),
        address(Mention, "changelist"),
        address(Quotation, "change", Quotation.objects.first().pk),
        address(Mention, "history", mention.pk),
    ]
    found = [violation for url in urls for violation in look(url)]
    assert not found, "\n".join(found)
