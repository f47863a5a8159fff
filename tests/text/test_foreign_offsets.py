"""Places counted by other tools are found again exactly, whatever they count."""

import pytest
from hypothesis import given, strategies

from articles.text.foreign_offsets import (
    Claimed,
    Counting,
    Misplaced,
    Unit,
    locate_claimed,
    unit_of,
)

pytestmark = pytest.mark.any_database

bodies = strategies.text(strategies.sampled_from("ab \n😀日é\U00010000"), min_size=1, max_size=60)


def counted(body: str, at: int, unit: Unit) -> int:
    """The offset as a tool would count it that keeps the text in this way."""
    text = body[:at]
    if unit in (Unit.CRLF, Unit.UTF16_CRLF):
        text = text.replace("\n", "\r\n")
    if unit in (Unit.UTF16, Unit.UTF16_CRLF):
        return len(text.encode("utf-16-le")) // 2
    return len(text)


@given(bodies, strategies.data())
def test_every_passage_in_every_unit_comes_back(body, data):
    unit = data.draw(strategies.sampled_from(Unit))
    bounds = strategies.tuples(*[strategies.integers(0, len(body))] * 2)
    places = [pair for pair in data.draw(strategies.lists(bounds, min_size=1)) if pair[0] < pair[1]]
    claimed = [
        Claimed(counted(body, start, unit), counted(body, end, unit), body[start:end])
        for start, end in places
    ]
    counting = Counting(body)
    for (start, end), one in zip(places, claimed, strict=True):
        assert counting.place(one, unit) == (start, end)
    found = unit_of(counting, claimed)
    for one in claimed:
        # Another unit may fit as well; what is found is where the words stand.
        start, end = locate_claimed(counting, one, found)
        assert body[start:end] == one.exact


@given(bodies, strategies.integers(-5, 130), strategies.sampled_from(Unit))
def test_an_offset_within_a_character_or_outside_is_none(body, offset, unit):
    at = Counting(body).code_points(offset, unit)
    possible = {counted(body, place, unit): place for place in range(len(body) + 1)}
    assert at == possible.get(offset)


def test_words_are_looked_for_but_never_guessed():
    counting = Counting("A fort. The fort. A fort fell.")
    once = Claimed(3, 12, "The fort.")
    with pytest.raises(Misplaced, match="does not stand at 3–12, but at 8–17") as refused:
        locate_claimed(counting, once, Unit.CODE_POINTS)
    assert refused.value.place == (8, 17)
    assert locate_claimed(counting, Claimed(exact="The fort."), Unit.CODE_POINTS) == (8, 17)
    by_context = Claimed(exact="fort", prefix="The ", suffix=".")
    assert locate_claimed(counting, by_context, Unit.CODE_POINTS) == (12, 16)
    for claimed in (Claimed(exact="fort"), Claimed(4, 8, "fort"), Claimed(0, 4, "city")):
        with pytest.raises(Misplaced) as refused:
            locate_claimed(counting, claimed, Unit.CODE_POINTS)
        assert refused.value.place is None
