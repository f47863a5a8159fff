"""How like names are: only the same name has 100; order, commas and typing errors cost little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exchange.reconciliation.properties import identifier_forms, same_identifier
from articles.exchange.reconciliation.scoring import blended, likeness
from articles.text.folding import fold

NAMES = st.text(max_size=60).map(fold)


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("molotov", "molotov", 100, 100),
        ("v. m. molotov", "v m molotov", 98, 98),
        ("molotov, vyacheslav", "vyacheslav molotov", 96, 96),
        ("vyacheslav molotov", "vyacheslav molotow", 90, 95),
        ("molotov", "vyacheslav molotov", 70, 80),
        ("moscow", "bank of moscow", 70, 80),
        ("関東", "関東軍", 60, 95),
        ("moscow", "tokyo", 0, 40),
        ("", "tokyo", 0, 0),
        ("...", "tokyo", 0, 0),
    ],
)
def test_likeness(one, other, least, most):
    assert least <= likeness(one, other) <= most


@given(NAMES, NAMES)
def test_only_the_same_name_is_surely_the_same_and_no_side_is_preferred(one, other):
    assert 0 <= likeness(one, other) <= 100
    assert (likeness(one, other) == 100) == (one == other)
    assert likeness(one, other) == pytest.approx(likeness(other, one))


def test_properties_move_a_score_and_alone_they_make_one():
    assert blended(80.0, []) == blended(80.0, [None]) == 80
    assert blended(80.0, [1.0]) == pytest.approx(88)
    assert blended(80.0, [0.0, None]) == pytest.approx(48)
    assert blended(None, [1.0, None]) == 50
    assert blended(None, []) == 0


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("https://www.wikidata.org/wiki/Q649", "Q649"),
        (" q649 ", "Q649"),
        ("0000 0001 2103 2683", "0000000121032683"),
        ("https://id.loc.gov/authorities/names/n79034213", "n79034213"),
        ("http://www.example.org/a", "https://example.org/a/"),
    ],
)
def test_identifiers_are_known_however_they_are_written(written, stored):
    assert same_identifier(written, stored)


@given(st.text())
def test_no_identifier_is_empty(text):
    """An empty one would stand for every record without."""
    assert "" not in identifier_forms(text)
