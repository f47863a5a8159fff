from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.dates import (
    BEGINNING,
    END,
    EXAMPLES,
    UNDATED,
    MalformedDate,
    describe,
    parse,
)

UNKNOWN = (UNDATED.earliest, UNDATED.latest)


@pytest.mark.parametrize(
    ("value", "bounds", "words"),
    [
        ("", UNKNOWN, "date unknown"),
        (" \u00a0\n", UNKNOWN, "date unknown"),
        ("1941", (19410101, 19411231), "1941"),
        ("1940-09", (19400901, 19400930), "September 1940"),
        ("1940-02", (19400201, 19400229), "February 1940"),
        (" 1940-09-27 ", (19400927, 19400927), "27 September 1940"),
        ("1941-07/1941-09", (19410701, 19410930), "July 1941 – September 1941"),
        ("1941-09/1941", (19410901, 19411231), "September 1941 – 1941"),
        ("2021~", (20210101, 20211231), "about 2021"),
        ("1940?", (19400101, 19401231), "1940 (uncertain)"),
        ("1940-09%", (19400901, 19400930), "about September 1940 (uncertain)"),
        ("XXXX-08-25", UNKNOWN, "25 August, year unknown"),
        ("XXXX-02-29", UNKNOWN, "29 February, year unknown"),
        ("1919/..", (19190101, END), "from 1919"),
        ("1919/", (19190101, END), "from 1919"),
        ("../1945", (BEGINNING, 19451231), "until 1945"),
        ("1940~/1941?", (19400101, 19411231), "about 1940 – 1941 (uncertain)"),
        ("193X", (19300101, 19391231), "1930s"),
        ("19XX", (19000101, 19991231), "1900–1999"),
        ("1941-02-XX", (19410201, 19410228), "February 1941 (day unknown)"),
        ("1941-XX", (19410101, 19411231), "1941 (month unknown)"),
        ("2001-21", (20010301, 20010531), "spring 2001"),
        ("-0044-03-15", (-439685, -439685), "15 March 45 BC"),
        ("0009", (90101, 91231), "AD 9"),
        ("{1667,1669}", (16670101, 16691231), "{1667,1669}"),
        ("156X-12-25", (15601225, 15691225), "156X-12-25"),
        ("Y-17000", (-169999899, -169998769), "Y-17000"),
        ("Y170000002", (END, END), "Y170000002"),
    ],
)
def test_dates_have_bounds_and_a_wording(value, bounds, words):
    read = parse(value)
    assert (read.value, read.earliest, read.latest) == (value.strip(), *bounds)
    assert read.is_dated == (bounds != UNKNOWN)
    assert describe(value) == words


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("1941-13", "not in the calendar"),
        ("1941-00", "not in the calendar"),
        ("1941-02-30", "not in the calendar"),
        ("2021-02-29~", "not in the calendar"),
        ("XXXX-02-30", "not in the calendar"),
        ("1945/1919", "ends before it starts"),
        ("[1672..1670]", "ends before it starts"),
        ("27.9.1940", "not a date we can read"),
        ("1940-9", "not a date we can read"),
        ("25 August", "not a date we can read"),
        ("１９４１", "not a date we can read"),
        ("2004-06-1X", "not a date we can read"),
        ("..", "not a date we can read"),
        ("../", "names no date"),
        ("1941-07 / 1941-09", "not a date we can read"),
        ("1941 - 07", "not a date we can read"),
        ("../[1941,1942]", "not a date we can read"),
        ("../..", "names no date"),
        ("1940/1941/1942", "not a date we can read"),
        ("[" * 500, "longer than 100"),
    ],
)
def test_malformed_dates_are_refused_with_examples(value, why):
    with pytest.raises(MalformedDate, match=why) as raised:
        parse(value)
    assert f"“{value[:4]}" in str(raised.value)
    assert EXAMPLES in str(raised.value)


def test_of_an_interval_the_faulty_side_is_named():
    with pytest.raises(MalformedDate, match=r"^“1941-02-30” is a day"):
        parse("1940/1941-02-30")


def test_the_examples_in_the_message_are_dates():
    for example in EXAMPLES.split(", "):
        assert parse(example).value == example


def test_order_by_either_key_puts_the_undated_last():
    values = ["XXXX-08-25", "1941", "-0044", "1919/..", "", "../1945", "1940-09", "Y-250000"]
    dates = [parse(value) for value in values]
    ascending = [d.value for d in sorted(dates, key=lambda d: d.earliest)]
    assert ascending[2:] == ["-0044", "1919/..", "1940-09", "1941", "XXXX-08-25", ""]
    descending = [d.value for d in sorted(dates, key=lambda d: -d.latest)]
    assert descending[:4] == ["1919/..", "../1945", "1941", "1940-09"]
    assert set(descending[-2:]) == {"XXXX-08-25", ""}


years = st.integers(-9999, 9999).map(lambda y: f"{'-' * (y < 0)}{abs(y):04}")
decades = st.integers(100, 209).map(lambda d: f"{d}X")
days = st.dates().map(date.isoformat)
months = st.dates().map(lambda d: d.isoformat()[:7])
yearless = st.dates().map(lambda d: "XXXX" + d.isoformat()[4:])
whole = st.one_of(years, decades, months, days)
atoms = whole | yearless | st.builds(str.__add__, whole, st.sampled_from("?~%"))
sides = st.one_of(atoms, st.sampled_from(["..", ""]))
values = (
    atoms | st.builds("{}/{}".format, sides, sides) | st.text("0123456789-X/.~?[]{}Y,", max_size=9)
)


@given(values)
def test_whatever_can_be_read_has_ordered_bounds_and_a_wording(value):
    assert isinstance(describe(value), str)
    try:
        read = parse(value)
    except MalformedDate:
        return
    assert describe(read.value)
    assert parse(read.value) == read
    if read.is_dated:
        assert BEGINNING <= read.earliest <= read.latest <= END
    else:
        assert (read.earliest, read.latest) == UNKNOWN
    assert all(-(2**31) <= key < 2**31 for key in (read.earliest, read.latest))


@given(st.dates(), st.dates())
def test_keys_order_like_days(one, other):
    keys = parse(one.isoformat()).earliest, parse(other.isoformat()).latest
    assert (one < other) == (keys[0] < keys[1])
