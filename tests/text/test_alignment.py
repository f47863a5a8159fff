"""What corresponds in two texts, and that finding it out is bounded whatever the texts."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import alignment
from articles.text.alignment import Clock, aligned, matched_words, runs
from articles.text.anchoring import State, reanchor

TEXTS = st.text(alphabet="ab AB.\n日İ🏴\u200d\0", max_size=60)


@given(TEXTS, TEXTS)
def test_runs_ascend_in_both_texts_and_are_equal_but_for_capitals(old, new):
    at = new_at = 0
    for run in runs(old, new):
        assert run.old >= at and run.new >= new_at and run.length > 0
        at, new_at = run.old + run.length, run.new + run.length
        assert at <= len(old) and new_at <= len(new)
        for one, other in zip(old[run.old : at], new[run.new : new_at], strict=True):
            assert one == other or one.lower() == other.lower()


def test_lines_correspond_that_differ_by_capitals_and_punctuation():
    old = ["Zero.", "One, two", "", "three", "“Four”"]
    new = ["one; TWO", "", "3", "Four!", ""]
    assert aligned(old, new) == [(1, 0, 2), (4, 3, 1)]


def test_of_lines_that_changed_places_the_longest_row_stays():
    assert aligned(list("abcde"), list("bcdea")) == [(1, 0, 4)]


def test_words_without_a_number_equal_nothing(monkeypatch):
    monkeypatch.setattr(alignment, "_NUMBERS", 3)
    text = "one two three four"
    assert list(matched_words(text, text, Clock())) == [(0, 0, 3), (4, 4, 3)]


def test_lines_are_compared_within_their_steps(monkeypatch):
    """A poem of two lines over and over: `difflib` would need hours."""
    chance = random.Random(1)
    old, new = (chance.choices("ab", k=20_000) for _ in range(2))
    asked = []

    class Counting(alignment.SequenceMatcher):
        def __init__(self, _, a, b, autojunk):
            asked.append(len(a) * len(b))
            super().__init__(None, a, b, autojunk)

    monkeypatch.setattr(alignment, "SequenceMatcher", Counting)
    assert all(old[i : i + n] == new[j : j + n] for i, j, n in aligned(old, new))
    assert sum(asked) <= alignment.LINE_STEPS


def made_words(chance, count):
    letters = "abcdefghijklmnopqrstuvwxyz"
    return ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(count)]


def hostile():
    chance = random.Random(7)
    words = made_words(chance, 30_000)
    line = " ".join(words)
    fifth = [chance.choice("abc") * 5 if chance.random() < 0.2 else word for word in words]
    yield "a fifth of the words replaced", line, " ".join(fifth)
    parts = [" ".join(words[at : at + 12]) for at in range(0, 30_000, 12)]
    yield "passages shuffled", "”, “".join(parts), "”, “".join(chance.sample(parts, len(parts)))
    yield "all replaced", line, " ".join(made_words(chance, 30_000))
    yield "one letter", "a" * 200_000, "b" + "a" * 150_000 + "bb" + "a" * 60_000 + "b"
    yield "two words", *(" ".join(chance.choices("ab", k=100_000)) for _ in range(2))
    yield "two lines", *("\n".join(chance.choices("ab", k=50_000)) for _ in range(2))
    lines = [f"line {number}" for number in range(40_000)]
    yield "lines reversed", "\n".join(lines), "\n".join(lines[::-1])


@pytest.mark.parametrize(
    ("old", "new"), [pytest.param(*pair, id=what) for what, *pair in hostile()]
)
def test_hostile_texts_end_soon(old, new):
    chance = random.Random(3)
    starts = [chance.randrange(len(old) - 60) for _ in range(1_000)]
    spans = [(start, start + chance.randint(1, 60)) for start in starts]
    spans += [(at, len(old) - at) for at in range(50)]
    begin = time.process_time()
    found = reanchor(old, new, spans)
    assert time.process_time() - begin < 5  # about 1 on a slow machine
    for (start, end), one in zip(spans, found, strict=True):
        if one.state in (State.OK, State.MOVED):
            assert new[one.start : one.end] == old[start:end]
