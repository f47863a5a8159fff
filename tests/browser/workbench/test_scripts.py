"""Every writing system: what is selected in the browser is what the database holds, to the
character.
"""

import pytest

from articles.models import Mention, QuotationSpan
from tests.editing import scene

# As it comes from a form: with \r\n, which becomes \n. Words after which characters are wide in
# one counting and not in the other.
SENTENCES = {
    "emoji": "The 👩‍🚀 and the 👨‍👩‍👧‍👦 met under 🇯🇵🇺🇳 flags, said Zoë 🏳️‍🌈 Ångström.",
    "combining": "Tha\u0300nh and Jose\u0301 spoke of a\u0308\u0323 Łódź, g\u0303uarani\u0301.",
    "arabic": "قال المتحدث «لن نوقّع هذا الاتفاق» في القاهرة ٢٠٢٤.",
    "hebrew": "הדובר אמר “שָׁלוֹם” בירושלים לפני כולם.",
    "japanese": "𠮷野家の社長は「東京に帰る」と述べた。",
    "thai": "โฆษกกล่าวว่า กรุงเทพมหานคร จะไม่ยอม",
    "mixed": "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 met القاهرة and 東京 at 5 o’clock 👍🏽.",
}
BODY = "\r\n\r\n".join(SENTENCES.values())
STORED = BODY.replace("\r\n", "\n")

CHOSEN = (
    *("👨‍👩‍👧‍👦", "🇯🇵🇺🇳", "Zoë 🏳️‍🌈 Ångström", "Jose\u0301", "g\u0303uarani\u0301", "القاهرة ٢٠٢٤"),
    *("لن نوقّع هذا الاتفاق", "שָׁלוֹם", "בירושלים", "𠮷野家", "東京", "กรุงเทพมหานคร"),
    *("𝔘𝔫𝔦𝔠𝔬𝔡𝔢 met القاهرة and 東京", "👍🏽"),
)

# What the handles of a selection, or a mouse, leave behind.
SELECT = """([paragraph, words]) => {
    const walker = document.createTreeWalker(document.getElementById(`p${paragraph}`), 4);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const all = nodes.map((node) => node.data).join("");
    const place = (unit) => {
        for (const node of nodes) {
            if (unit <= node.length) return [node, unit];
            unit -= node.length;
        }
    };
    const start = all.indexOf(words);
    document.getSelection().setBaseAndExtent(...place(start), ...place(start + words.length));
}"""


@pytest.fixture
def babel(db):
    """An article in all of these, and an entity to call everything by."""
    scene.entity("Anything")
    article = scene.draft("Babel", BODY)
    assert article.current_text.body == STORED
    return article


def check(article, words: list[str]) -> None:
    """The mentions are these words, in the order of the text, each where it says it is."""
    mentions = Mention.objects.filter(article=article).order_by("start")
    assert [one.exact for one in mentions] == words
    for one in mentions:
        assert STORED[one.start : one.end] == one.exact
        assert STORED[: one.start].endswith(one.prefix) and len(one.prefix) <= 32
        assert STORED[one.end :].startswith(one.suffix) and len(one.suffix) <= 32


def check_painted(page) -> None:
    """What the page shows is the text, however often it was painted anew."""
    painted = page.evaluate(
        "[...document.querySelectorAll('#bench-text p')].map((one) => one.textContent)"
    )
    assert painted == [line for line in STORED.split("\n") if line]


def test_found_named_and_read_back(desk, babel, page):
    at_desk = desk(babel)
    check_painted(page)
    for words in CHOSEN:
        at_desk.find(words)
        assert page.evaluate("bench.selection.words") == words
        at_desk.name("Anything")
    at_desk.saved()
    check(babel, sorted(CHOSEN, key=STORED.index))
    check_painted(page)
    shown = page.evaluate("bench.store.inOrder.map((one) => bench.text.words(one.start, one.end))")
    page.reload()
    page.wait_for_function("() => window.bench")
    check_painted(page)
    again = page.evaluate("bench.store.inOrder.map((one) => bench.text.words(one.start, one.end))")
    assert again == shown == sorted(CHOSEN, key=STORED.index)


def test_selected_by_hand_and_read_back(desk, babel, page):
    at_desk = desk(babel)
    lines = STORED.split("\n")
    for words in CHOSEN:
        start = STORED.index(words)
        paragraph = STORED.count("\n", 0, start) + 1
        assert words in lines[paragraph - 1]
        page.evaluate(SELECT, [paragraph, words])
        page.wait_for_function("(start) => bench.selection.range?.[0] === start", arg=start)
        assert at_desk.selected == [start, start + len(words)]
        page.focus("#bench-text")
        at_desk.name("Anything")
    at_desk.saved()
    check(babel, sorted(CHOSEN, key=STORED.index))
    check_painted(page)


def test_quoted_with_the_marks_of_each_writing_system(desk, babel, page):
    at_desk = desk(babel)
    wanted = ["«لن نوقّع هذا الاتفاق»", "“שָׁלוֹם”", "「東京に帰る」"]
    for words in wanted:
        at_desk.find(words[1:-1])
        at_desk.press("q")
        assert page.locator("#quotation-kind").input_value() == "direct"
        at_desk.press("Enter", "Shift+Tab", "ArrowRight", "Tab")
        at_desk.type("somebody")
        at_desk.press("Enter")
        at_desk.wait_closed("quotation")
    spans = QuotationSpan.objects.order_by("start")
    assert [one.exact for one in spans] == wanted
    assert all(STORED[one.start : one.end] == one.exact for one in spans)
    check_painted(page)


def test_keys_step_over_characters_as_people_see_them(desk, babel, page):
    """With Alt and Shift, a family of four, a flag and a letter with its marks are one each."""
    at_desk = desk(babel)
    for before, steps, words in (
        ("and the ", 1, "👨‍👩‍👧‍👦"),
        ("under ", 2, "🇯🇵🇺🇳"),
        ("Jos", 1, "e\u0301"),
        ("of ", 1, "a\u0308\u0323"),
        ("5 o’clock ", 1, "👍🏽"),
    ):
        place = STORED.index(before) + len(before)
        page.evaluate("(place) => bench.selection.clear(place)", place)
        page.focus("#bench-text")
        at_desk.press(*["Alt+Shift+ArrowRight"] * steps)
        assert page.evaluate("bench.selection.words") == words
        at_desk.name("Anything")
    assert {one.exact for one in Mention.objects.all()} == {
        *("👨‍👩‍👧‍👦", "🇯🇵🇺🇳", "e\u0301", "a\u0308\u0323", "👍🏽")
    }


def test_arrows_follow_the_eye_from_right_to_left(db, desk, page):
    scene.entity("القاهرة", name_language="ar")
    article = scene.draft("خبر", f"{SENTENCES['arabic']}\r\nانتهى الخبر.", language="ar")
    body = article.current_text.body
    at_desk = desk(article)
    text = page.locator("#bench-text")
    assert (text.get_attribute("lang"), text.get_attribute("dir")) == ("ar", "rtl")
    page.evaluate("bench.selection.clear(0)")
    at_desk.press("ArrowLeft", "ArrowLeft")
    assert page.evaluate("bench.selection.words") == "المتحدث"
    at_desk.press("ArrowRight")
    assert page.evaluate("bench.selection.words") == "قال"
    at_desk.press("Shift+ArrowLeft")
    assert page.evaluate("bench.selection.words") == "قال المتحدث"
    at_desk.press("Shift+ArrowRight")
    assert page.evaluate("bench.selection.words") == "قال"
    at_desk.press("Alt+Shift+ArrowRight")
    assert page.evaluate("bench.selection.words") == "قا"
    at_desk.press("ArrowDown")
    at_desk.find("القاهرة")
    at_desk.name("القاهرة")
    mention = Mention.objects.get(article=article)
    assert body[mention.start : mention.end] == mention.exact == "القاهرة"
