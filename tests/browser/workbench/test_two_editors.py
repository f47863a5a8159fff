"""Two editors at one article at once, each in a browser of her own."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Mention, Quotation, TextVersion
from tests.editing import scene

BODY = (
    "The Kwantung Army is ready, the 関東軍 😀 paper said.\n"
    "Moscow answered that the Bureau had no plans.\n"
    "“We know nothing,” the spokesman said to Tass.\n"
)
AGAIN = "Reload it and apply again what still fits"
expect.set_options(
    timeout=20_000
)  # others' changes come every few seconds, on a busy machine later


@pytest.fixture
def article(editor, colleague):
    """A draft that names an army, which two cities could be meant by, and quotes somebody."""
    article = scene.draft(body=BODY)
    for name, kind in (("Moscow", "place"), ("Russia", "place"), ("Bureau", "organisation")):
        scene.entity(name, kind)
    return article


@pytest.fixture
def two(article, editor, colleague, desk_of):
    """The desks of both editors."""
    return lambda: (desk_of(editor, article), desk_of(colleague, article))


def marked(article, words, name, **values):
    """A mention there is."""
    return scene.mention(article, words, scene.Entity.objects.get(name=name), **values)


def told(desk) -> str:
    """What the panel about a conflict tells."""
    desk.page.wait_for_selector("#conflict-panel", state="visible")
    return desk.page.locator("#conflict-panel").inner_text()


def choose(desk, name):
    """Choose an entity in the field that has the focus."""
    desk.type(name)
    desk.press("Enter")
    desk.page.wait_for_function("() => bench.mention.entity.combobox.chosen?.value")


def seen(desk, row):
    """Wait until a desk has the first annotation as it was changed so many times."""
    desk.page.wait_for_function("row => bench.store.inOrder[0].row === row", arg=row)


def revise(article, old, new):
    """Give the article its next text, and its mentions their places there, as editing would."""
    before = TextVersion.objects.get(article=article, pk=article.current_text_id)
    after = TextVersion(article=article, number=2, body=before.body.replace(old, new))
    after.derive()
    after.save()
    Article.objects.filter(pk=article.pk).update(current_text=after)
    for mention in Mention.objects.filter(article=article, exact__in=after.body.split()):
        start = after.body.index(mention.exact)
        mention.place(after, start, start + len(mention.exact))
        mention.save()
    return after


def test_on_different_passages_they_work_undisturbed(article, two):
    ada, bob = two()
    bob.find("Bureau")
    bob.press("m")  # his panel is open, and stays so, while she works
    ada.find("Moscow")
    ada.name("Moscow")
    expect(bob.page.locator("#bench-list [data-id]")).to_have_text(["“Moscow”: Moscow, place"])
    expect(bob.page.locator("#bench-text .mention")).to_have_text(["Moscow"])
    expect(bob.page.locator("#bench-spoken")).to_have_text("ada changed something in this article.")
    bob.type("Bureau")
    bob.press("Enter")
    bob.wait_closed("mention")
    # She sees his at her next write; hers is in the list and in the text, and so is his.
    ada.find("関東軍")
    ada.create("Kwantung Army", "organisation")
    assert ada.listed == [
        "“関東軍”: Kwantung Army, organisation",
        "“Moscow”: Moscow, place",
        "“Bureau”: Bureau, organisation",
    ]
    assert ada.page.locator("#bench-text .mention").all_inner_texts() == [
        *("関東軍", "Moscow", "Bureau")
    ]
    changes = article.changes.exclude(by=None).order_by("pk")
    makers = changes.values_list("by__username", flat=True)
    assert list(makers) == ["ada", "bob", "ada"]


def test_the_same_mention(article, two):
    mention = marked(article, "Moscow", "Moscow")
    ada, bob = two()
    bob.press("j", "Enter")
    bob.page.focus("#mention-note")
    bob.type("Or the government?")
    ada.press("j", "Enter", "Control+a")
    choose(ada, "Russia")
    ada.press("Enter")
    ada.wait_closed("mention")
    bob.press("Control+Enter")

    message = told(bob)
    assert "This mention was changed by somebody else in the meantime." in message
    yours, now = message.split("As it stands now", 1)
    assert "Or the government?" in yours
    assert "Russia" in now
    mention.refresh_from_db()
    assert (mention.entity.name, mention.note, mention.row_version) == ("Russia", "", 2)
    assert bob.page.evaluate("document.activeElement.textContent") == AGAIN
    bob.press("Enter")
    bob.wait_closed("conflict")
    seen(bob, 3)
    mention.refresh_from_db()
    assert (mention.entity.name, mention.note) == ("Russia", "Or the government?")
    assert mention.row_version == 3
    assert bob.listed == ["“Moscow”: Russia, place"]

    # Deleted meanwhile: what was typed stays in the panel, and is told when it is refused.
    bob.press("Enter")
    bob.page.focus("#mention-entity-find")
    bob.press("Control+a")
    choose(bob, "Bureau")
    seen(ada, 3)
    ada.press("j", "Delete")
    expect(ada.page.locator("#bench-list [data-id]")).to_have_count(0)
    expect(bob.page.locator("#bench-list [data-id]")).to_have_count(0)
    expect(bob.page.locator("#mention-entity-find")).to_have_value("Bureau")
    bob.press("Enter")
    message = told(bob)
    assert "deleted by somebody else" in message
    assert "Bureau" in message.split("As it stands now")[0]
    assert "It is deleted." in message
    expect(bob.page.get_by_role("button", name=AGAIN)).to_be_hidden()
    bob.page.get_by_role("button", name="Give mine up").press("Enter")
    bob.wait_closed("conflict")
    assert not Mention.objects.exists()


def test_the_same_quotation(article, two):
    quotation = scene.quotation(article, "“We know nothing,”")
    ada, bob = two()
    bob.press("j", "Enter")
    bob.page.get_by_label("Described as").fill("the spokesman")
    bob.page.focus("#quotation-note")
    bob.type("He was not asked again.")
    ada.press("j", "Enter")
    ada.page.get_by_label("Medium").select_option("writing")
    ada.press("Enter")
    ada.wait_closed("quotation")
    bob.press("Control+Enter")

    yours, now = told(bob).split("As it stands now", 1)
    assert "the spokesman" in yours
    assert "He was not asked again." in yours
    assert "writing" in now
    assert "the court" in now
    bob.press("Enter")
    bob.wait_closed("conflict")
    seen(bob, 3)
    quotation.refresh_from_db()
    assert (quotation.medium, quotation.speaker_description) == ("writing", "the spokesman")
    assert quotation.note == "He was not asked again."
    assert quotation.row_version == 3
    # What is saved is not offered to be saved again.
    bob.wait_closed("quotation")

    # Pieces that both add to it are no conflict.
    seen(ada, 3)
    ada.press("j", "Enter", "Escape")
    ada.find("said to")
    ada.press("c")
    ada.saved()
    bob.find("the spokesman")
    bob.press("j", "k", "Enter", "Escape")
    bob.find("spokesman")
    bob.press("a")
    bob.saved()
    roles = Quotation.objects.get().spans.order_by("start").values_list("role", "exact")
    assert list(roles) == [
        ("content", "“We know nothing,”"),
        ("attribution", "spokesman"),
        ("cue", "said to"),
    ]


def test_the_text_was_changed_meanwhile(article, two):
    moscow = marked(article, "Moscow", "Moscow")
    ada, bob = two()
    ada.press("j", "Enter")
    ada.page.focus("#mention-note")
    ada.type("Not the city.")
    bob.find("Kwantung Army is ready")
    bob.press("m")
    bob.page.locator("#mention-panel summary").press("Enter")
    bob.page.focus("#mention-note")
    bob.type("Is it one?")
    bob.page.focus("#mention-entity-find")
    bob.press("Control+a")
    choose(bob, "Bureau")
    revise(article, "The Kwantung Army is ready", "Long ago, the Army was ready")

    ada.press("Control+Enter")
    message = told(ada)
    assert "The text was changed in the meantime: it is at version 2" in message
    yours, now = message.split("As it stands now", 1)
    assert "Not the city." in yours
    assert "The text is at version 2." in now
    load_again(ada, lambda: ada.press("Enter"))
    ada.saved()
    moscow.refresh_from_db()
    assert (moscow.note, moscow.exact) == ("Not the city.", "Moscow")

    # What still fits is at its new place; what does not is told with all that was typed.
    bob.press("Control+Enter")
    told(bob)
    bob.page.evaluate(
        """() => {
            const [start] = bench.text.find("Bureau had");
            bench.carryOut(null, "add_mentions", {
                places: [[start, start + 6]], entity: Object.keys(bench.state.names)[0],
            }, "Mark “Bureau”");
        }"""
    )
    bob.page.wait_for_function("() => bench.conflicts.waiting.length === 2")
    load_again(bob, lambda: bob.press("Enter"))
    for _ in range(2):  # it is kept until she decides, even when the page is loaded again
        message = told(bob)
        assert "do not stand in the text any more" in message
        for typed in ("Kwantung Army is ready", "Is it one?", "Bureau"):
            assert typed in message
        load_again(bob, bob.page.reload)
    bob.page.get_by_role("button", name="Give mine up").press("Enter")
    load_again(bob, bob.page.reload)
    assert not bob.page.locator("#conflict-panel").is_visible()
    bureau = Mention.objects.get(entity__name="Bureau")
    body = article_text(article)
    assert (bureau.exact, bureau.start) == ("Bureau", body.index("Bureau had"))
    assert bob.listed == ["“Moscow”: Moscow, place", "“Bureau”: Bureau, organisation"]


def load_again(desk, how):
    """Wait until the page was loaded again and its scripts have begun."""
    with desk.page.expect_event("load"):
        how()
    desk.page.wait_for_function("() => window.bench")


def article_text(article):
    """The text as it is now."""
    return Article.objects.get(pk=article.pk).current_text.body
