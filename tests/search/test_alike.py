"""The same words elsewhere in the archive, or nearly so."""

import random

import pytest

from articles.editing.articles import withdraw_article
from articles.models import Quotation
from articles.search.alike import near_identical
from articles.search.alike_keys import keys_of
from articles.text.tokens import index_text
from tests.editing import scene

pytestmark = pytest.mark.django_db

WORDS = "they had planned to occupy the territories of the north before the winter of that year"


def quoted(words: str, publish: bool = True) -> Quotation:
    article = scene.draft(f"With “{words[:20]}”", f"She said: {words} So it was.")
    found = scene.quotation(article, words)
    if publish:
        scene.publish(article)
    return found


def alike(quotation: Quotation) -> list[tuple[Quotation, float]]:
    return [(found, round(found.likeness, 2)) for found in near_identical(quotation)]


def test_the_same_words_in_other_marks_and_capitals():
    one = quoted(WORDS)
    in_other_marks = f"“{WORDS.capitalize()[:40]}”, — {WORDS[40:]}!"
    other = quoted(in_other_marks)
    assert alike(one) == [(other, 1.0)]
    assert alike(other) == [(one, 1.0)]
    found = near_identical(one)[0]
    assert [span.exact for span in found.content_spans] == [in_other_marks]


def test_nearly_the_same_and_not_so():
    one = quoted(WORDS)
    near = quoted(WORDS.replace("winter", "spring").replace("territories", "territory"))
    quoted("they had planned nothing of the kind, and the north knew it before the winter came")
    quoted("They said.")
    same = quoted(WORDS)
    assert [found for found, _ in alike(one)] == [same, near]
    assert near_identical(one, limit=1) == [same]


def test_languages_without_spaces():
    one = quoted("日本は北の領土を冬の前に占領する計画を立てていた。")
    other = quoted("「日本は、北の領土を冬の前に占領する計画を立てていた」")
    assert alike(one) == [(other, 1.0)]


def test_of_what_is_not_public_nothing_is_told():
    one, draft = quoted(WORDS), quoted(WORDS, publish=False)
    assert alike(one) == []
    scene.publish(draft.article)
    assert alike(one) == [(draft, 1.0)]
    article = type(draft.article).objects.get(pk=draft.article_id)
    withdraw_article(article, by=None, based_on=article.row_version, reason="Forged.")
    assert alike(one) == []


def test_quotations_that_are_nearly_the_same_share_numbers():
    """With one word in eight another one, few are missed."""
    chance = random.Random(3)
    vocabulary = [f"word{n}" for n in range(500)]
    missed = 0
    for _ in range(500):
        words = chance.choices(vocabulary, k=chance.randrange(8, 40))
        changed = [chance.choice(vocabulary) if chance.random() < 0.06 else word for word in words]
        one, other = (keys_of(index_text(" ".join(some))) for some in (words, changed))
        missed += not set(one) & set(other)
    assert missed <= 10
