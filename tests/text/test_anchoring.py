"""Spans as pictures: `*` marks both ends, in the old text and in the new one."""

import pytest

from articles.text.anchoring import Anchored, State, reanchor


def unstarred(picture: str) -> tuple[str, int, int]:
    before, words, after = picture.split("*")
    return before + words + after, len(before), len(before) + len(words)


def moved_to(old: str, new: str) -> str:
    """The state of the old picture's span, and the picture of the new text."""
    body, start, end = unstarred(old)
    [found] = reanchor(body, new, [(start, end)])
    if found.state == State.ORPHAN:
        assert found == Anchored(State.ORPHAN, None, None)
        return f"orphan: {new}"
    return f"{found.state}: {new[: found.start]}*{new[found.start : found.end]}*{new[found.end :]}"


RAIN = "It rained for eleven days without end."
STAFF = "In 1941 the *Imperial Japanese General Staff* met in Tokyo."


@pytest.mark.parametrize(
    ("state", "old", "new"),
    [
        ("ok", "the *old* fort", "the very *old* fort"),
        ("ok", "the *old* fort", "the *old* wooden fort"),
        ("ok", "*old* fort", "the *old* fort"),
        ("ok", "the *old*", "the *old*, grey"),
        ("ok", "*Japan*", "*Japan*ese"),
        ("ok", "“*No*”, he said", "«*No*», he said"),
        ("ok", "the man, *the* dog", "a man, *the* dog"),
        ("ok", "one\n\n*two*\nthree", "one\n\n\nand a half\n*two*\nthree"),
        ("ok", "one *two\nthree* four", "zero one *two\nthree* five"),
        ("ok", "🏴‍☠️ in *東京*で", "🏴‍☠️🏴‍☠️ in *東京*で"),
        ("ok", "*שלום* Москва", "*שלום* в Москва"),
        (
            "ok",
            f"{RAIN} Twelve hundred carpenters *of the Kwantung* army argued over pay. {RAIN}",
            f"{RAIN} Nobody in town knew *of the Kwantung* gold in the northern hills. {RAIN}",
        ),
        ("changed", "the *NATO* pact", "the *Nato* pact"),
        ("changed", "he said *“No.”*", "he said *«No»*"),
        ("changed", "the *Kwantung Army* went", "the fearsome *Kwantun Armee* went"),
        ("changed", "the *Kwantung Army* went", "the *Kwantung White Army* went"),
        ("changed", "the *Kwantung white Army* went", "the *Kwantung Army* went"),
        ("changed", "the *old\nfort* fell", "the *old fort* fell"),
        ("changed", f"{STAFF} {RAIN}", f"{RAIN} In 1941 the *Imperial Japan's General Staff* met."),
        ("moved", f"First.\nSecond.\n{STAFF}", f"{STAFF}\nFirst.\nSecond."),
        ("moved", f"{STAFF} {RAIN} {RAIN}", f"{RAIN} {RAIN} {STAFF}"),
        ("orphan", "the *old* fort", "the fort"),
        ("orphan", "the *old* fort", "the ancient fort"),
        ("orphan", "the *old* fort, and an old man", "the fort, and an old man"),
        ("orphan", f"the *Kwantung Army* went. {RAIN}", f"{RAIN} A man of the Kwantung Army wept."),
        ("orphan", "the *old* fort", ""),
        (
            "orphan",
            "So *the Kwantung Army* came.\nOne.\nTwo.",
            "One.\nTwo.\nSo the Kwantung Arny came.",
        ),
        (
            "orphan",
            f"He was sent by *the Ministry of Foreign* Affairs. {RAIN}",
            f"{RAIN} Nobody liked the Ministry of Foreigm money.",
        ),
        ("orphan", "*a*", "b"),
        ("orphan", "one *a* two", "one fat two"),
        (
            "orphan",
            "First.\nSecond.\nThe *Staff* met in Tokyo.",
            "The Staff met in Tokyo.\nFirst.\nSecond.",
        ),
        (
            "orphan",
            f"{RAIN} Twelve hundred carpenters *of* marble quarrelled. {RAIN}",
            f"{RAIN} Nobody in this town heard of gold or silver. {RAIN}",
        ),
        (
            "orphan",
            "In May the *Kwantung Army* general spoke at noon.\n"
            "In May the Kwantung Army general spoke at one.",
            "Now.\nIn May the Kwantung Army general spoke at one.",
        ),
    ],
)
def test_pictures(state, old, new):
    assert moved_to(old, new.replace("*", "")) == f"{state}: {new}"


def test_results_keep_the_order_of_the_spans_and_drop_none():
    old, new = "one two three two", "zero one three two"
    spans = [(8, 13), (0, 3), (4, 7), (0, 3), (14, 17), (0, 17)]
    found = reanchor(old, new, spans)
    assert [(one.state, one.start and new[one.start : one.end]) for one in found] == [
        ("ok", "three"),
        ("ok", "one"),
        ("orphan", None),
        ("ok", "one"),
        ("ok", "two"),
        ("changed", "one three two"),
    ]
    assert reanchor(old, new, []) == []


def test_an_unchanged_text_leaves_everything_where_it_is():
    spans = [(0, 5), (2, 3), (2, 9), (0, 12)]
    found = reanchor("the old\nfort", "the old\nfort", spans)
    assert found == [Anchored(State.OK, *span) for span in spans]


def test_two_spans_never_end_in_the_same_place():
    old, new = "the General Staff met", "the Staff met"
    assert [one.state for one in reanchor(old, new, [(4, 17), (12, 17)])] == ["orphan", "ok"]
    assert [one.state for one in reanchor(old, new, [(12, 17), (4, 17)])] == ["ok", "orphan"]


def test_two_places_equally_good_are_no_place():
    body, start, end = unstarred(f"First.\nSecond.\n{STAFF}")
    pasted = STAFF.replace("*", "")
    new = f"{pasted}\nFirst.\n{pasted}\nSecond."
    assert reanchor(body, new, [(start, end)])[0].state == State.ORPHAN


@pytest.mark.parametrize("span", [(1, 1), (2, 1), (-1, 2), (2, 9)])
def test_spans_that_cover_nothing_or_too_much_are_refused(span):
    with pytest.raises(ValueError, match="empty or reaches outside the text of 8"):
        reanchor("old fort", "old fort", [span])
