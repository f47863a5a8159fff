"""Texts that are nearly the same are found by their sketches, among many others."""

import pytest
from hypothesis import given, settings, strategies

from articles.text.sketches import ALIKE, Sketches, similarity, sketch

pytestmark = pytest.mark.any_database

words = strategies.text("abcdefghij日本ありがとう", min_size=2, max_size=9)
sentences = strategies.lists(words, min_size=9, max_size=14).map(" ".join)
texts = strategies.lists(sentences, min_size=10, max_size=30, unique=True)


@settings(max_examples=20)
@given(texts, strategies.data())
def test_a_text_with_another_sentence_and_other_punctuation_is_a_candidate(sentences, data):
    index = Sketches()
    for number, other in enumerate(data.draw(strategies.lists(texts, max_size=3))):
        index.add(number, sketch(". ".join(other)))
    index.add("it", sketch("“" + ".”\n".join(sentences)))
    changed = list(sentences)
    changed[data.draw(strategies.integers(0, len(changed) - 1))] = "Something else was said here"
    assert "it" in index.candidates(sketch("; ".join(changed)))


def test_how_alike_texts_are():
    text = "The pact was signed in Moscow on Sunday, the ministry said. " * 3
    assert similarity(text, text.upper().replace(" ", "\n")) == 1
    assert ALIKE < similarity(text, text.replace("Sunday", "Monday")) < 1
    assert similarity(text, "東京は何も言わなかった。" * 20) < 0.5
    long = "\n".join(f"Paragraph {n} says what the one before it did not say." for n in range(2000))
    assert similarity(long, long[: len(long) // 2]) < 0.6
    assert similarity(long, long + "\nOne more.") > 0.99
    assert sketch(long) == sketch(long.replace(" ", "\n").upper().replace(".", "!"))
    assert not Sketches().candidates(sketch("x"))
    assert set(sketch("日本語の文章はここにあります。")) & set(
        sketch("「日本語の文章はここにあります」")
    )
