"""Context in a concordance: whole words, one paragraph, and a sign where there is more."""

import pytest

from articles.models import Mention, TextVersion
from articles.rendering.passage import passage, words_after, words_before


@pytest.mark.parametrize(
    ("prefix", "more", "shown"),
    [
        ("ories of the ", True, "… of the "),
        ("Once upon a ", False, "Once upon a "),
        ("end.\nThe ", True, "The "),
        ("", False, ""),
        ("unbroken", True, "…unbroken"),
        ("half ", True, "…half "),
        ("\u0301東京の外務", True, "…東京の外務"),
    ],
)
def test_words_before(prefix, more, shown):
    assert words_before(prefix, more=more) == shown


@pytest.mark.parametrize(
    ("suffix", "more", "shown"),
    [
        (" in Siberia and the Fa", True, " in Siberia and the …"),
        (" in Siberia.", False, " in Siberia."),
        (".\nNext", True, "."),
        (", he said", True, ", he …"),
        ("では嵐", True, "では嵐…"),
        ("👩\u200d", True, "👩…"),
    ],
)
def test_words_after(suffix, more, shown):
    assert words_after(suffix, more=more) == shown


def placed(body, words):
    mention = Mention()
    text = TextVersion(body=body, characters=len(body))
    start = body.index(words)
    mention.place(text, start, start + len(words))
    return passage(mention)


def test_nothing_is_cut_at_the_ends_of_the_text():
    shown = placed("a" * 31 + " Moscow " + "b" * 31, "Moscow")
    assert (shown.before, shown.after) == ("a" * 31 + " ", " " + "b" * 31)


def test_more_is_told_on_both_sides():
    shown = placed("One two three four five six seven eight Moscow and " + "more " * 20, "Moscow")
    assert shown.before == "… four five six seven eight "
    assert shown.after.startswith(" and more")
    assert shown.after.endswith(" …")
