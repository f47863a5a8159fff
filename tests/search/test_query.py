"""What people type is understood, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.query import LONGEST, MOST, parse


def said(text: str) -> str:
    """What was understood, in one line: `+` wanted, `-` not, `…` only the beginning."""
    query = parse(text)
    return " ".join(
        sign + "_".join(clause.tokens) + ("…" if clause.begins else "")
        for sign, clauses in (("+", query.wanted), ("-", query.unwanted))
        for clause in clauses
    )


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("Moscow treaty", "+moscow +treaty"),
        ('"secret treaty" Berlin', "+secret_treaty +berlin"),
        ("„geheimer Vertrag“ «план» “the plan”", "+geheimer_vertrag +план +the_plan"),
        ('"never closed', "+never_closed"),
        ('Sib* "Far Ea"*', "+sib… +far_ea…"),
        ('plan -army -"far east"', "+plan -army -far_east"),
        ("state-owned - Japan’s --x", "+state_owned +japan_s -x"),
        ("a* aa*", "+a +aa…"),
        ("日 日本 日本国 日本*", "+日… +日本 +日本_本国"),
        ("plan plan PLAN", "+plan"),
        ("AND OR NOT NEAR(a) title:x ^y & | ! <->", "+and +or +not +near_a +title_x +y"),
        ('"" "!" -* * -', ""),
        ("-only -these", "-only -these"),
    ],
)
def test_understood(typed, understood):
    assert said(typed) == understood


@given(st.text(max_size=60) | st.text('"“”-* a日\0\ud800', max_size=40))
def test_nothing_is_an_error(text):
    query = parse(text)
    for clause in (*query.wanted, *query.unwanted):
        assert clause.tokens
        assert all(clause.tokens)


def test_of_what_is_endless_only_the_beginning_is_looked_at():
    query = parse(" ".join(f"word{n}" for n in range(100_000)))
    assert query.shortened
    assert len(query.wanted) <= MOST
    assert parse("x" * (LONGEST + 1)).shortened
    assert not parse("x" * LONGEST).shortened
