"""Cells: whatever an editor writes comes back from a spreadsheet, and nothing runs there."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exchange.cells import (
    GUARDED,
    cell_text,
    guard,
    join_list,
    split_list,
    unguard,
)

# Mostly the characters that matter, so that they meet.
tricky = st.text(alphabet=st.one_of(st.sampled_from("'=+-@\t\r\n|\\e,\""), st.characters()))


@given(tricky)
def test_any_text_survives_the_guard(text):
    assert unguard(guard(text)) == text


@given(tricky)
def test_no_guarded_cell_begins_like_a_formula(text):
    assert not guard(text).startswith(tuple(set(GUARDED) - {"'"}))


@pytest.mark.parametrize("written", ["’Tis", "'Tis the season", "'", "", "plain", "5 = 5"])
def test_what_was_never_guarded_stays(written):
    assert unguard(written) == written


@given(st.lists(tricky))
def test_any_list_survives(items):
    assert split_list(join_list(items)) == items


@given(st.lists(tricky))
def test_a_list_survives_the_guard_too(items):
    assert split_list(unguard(guard(join_list(items)))) == items


def test_lists_read_as_people_write_them():
    assert join_list(["USSR", "A|B", r"C:\x", ""]) == r"USSR|A\|B|C:\\x|\e"
    assert join_list([]) == ""
    assert split_list("USSR|Soviet Union, the") == ["USSR", "Soviet Union, the"]
    assert split_list("|") == ["", ""]


@pytest.mark.parametrize("cell", ["C:\\foo", "ends in \\"])
def test_a_stray_backslash_is_refused_with_advice(cell):
    with pytest.raises(ValueError, match="for a backslash"):
        split_list(cell)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (1940, "1940"),
        (1940.0, "1940"),
        (datetime.datetime(1940, 9, 27), "1940-09-27"),
        (datetime.date(1940, 9, 27), "1940-09-27"),
    ],
)
def test_what_a_spreadsheet_made_of_a_cell_is_text_again(value, text):
    assert cell_text(value) == text
