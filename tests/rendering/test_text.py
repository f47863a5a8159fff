"""The one renderer: what is printed is the text, marked, and nothing else."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.models import AnchorState, Certainty, Entity, Mention, Quotation, QuotationSpan
from articles.rendering.text import render_text
from tests.rendering.reading import Reading

HOSTILE = st.text(alphabet="ab<>&\"'{}%\n \t“👩\u200d\u0301ع東", min_size=1, max_size=60)


def entity(name="x"):
    return Entity(name=name, slug=name, kind="place")


def mention(start, end, key=1, **values):
    return Mention(pk=key, public_id=f"men-{key}", start=start, end=end, **values)


def piece(quotation, start, end, key, role="content", **values):
    return QuotationSpan(
        pk=key,
        public_id=f"qsp-{key}",
        quotation=quotation,
        start=start,
        end=end,
        role=role,
        **values,
    )


def quotation(number):
    return Quotation(pk=number, public_id=f"quo-{number}", number=number, kind="direct")


@st.composite
def annotated(draw):
    """A body with mentions and pieces of three quotations anywhere in it."""
    body = draw(HOSTILE)
    spans = st.tuples(st.integers(0, len(body)), st.integers(0, len(body))).filter(
        lambda span: span[0] < span[1]
    )
    place, quotations = entity(), [quotation(number) for number in (1, 2, 3)]
    mentions = [
        mention(*span, key, entity=place)
        for key, span in enumerate(draw(st.lists(spans, max_size=8)))
    ]
    pieces = [
        piece(quotations[draw(st.integers(0, 2))], *span, key)
        for key, span in enumerate(draw(st.lists(spans, max_size=8)))
    ]
    return body, mentions, pieces


def pieces_of(html: str, attribute: str) -> dict[str, str]:
    """The words inside all elements with an attribute, joined by its value."""
    found = {}
    opened = []
    for tag, name, words in re.findall(
        rf'<(/?span)(?:[^>]*? {attribute}="([^"]*)")?|>([^<]*)', html
    ):
        if tag == "span":
            opened.append(name)
            found.setdefault(name, "")
        elif tag:
            opened.pop()
        for outer in opened if words else ():
            found[outer] += unescape(words)
    return {name: words for name, words in found.items() if name}


@given(annotated())
def test_the_printed_text_reads_back_and_nests(case):
    body, mentions, pieces = case
    printed = render_text(body, mentions, pieces)
    lines = {number: line for number, line in enumerate(body.split("\n"), 1) if line}
    readings = {paragraph.number: Reading(paragraph.html) for paragraph in printed}
    assert {number: reading.text for number, reading in readings.items()} == lines

    ids = [name for reading in readings.values() for name in reading.ids]
    assert len(ids) == len(set(ids))
    margins = [a["id"] for r in readings.values() for a in r.of_class("margin-number")]
    shown = {span.quotation.public_id for span in pieces if body[span.start : span.end].strip("\n")}
    # A first piece of nothing but line ends stands nowhere, and its number with it.
    first = {}
    for span in sorted(pieces, key=lambda span: (span.start, span.end)):
        first.setdefault(span.quotation.public_id, span)
    hidden = {name for name, span in first.items() if not body[span.start : span.end].strip("\n")}
    assert sorted(margins) == sorted(shown - hidden)


@given(annotated())
def test_for_the_workbench_every_piece_says_what_it_is_a_piece_of(case):
    body, mentions, pieces = case
    printed = render_text(body, mentions, pieces)
    html = "".join(paragraph.bench_html for paragraph in printed)
    reading = Reading(html)
    assert reading.links == []
    assert len(reading.ids) == len(set(reading.ids))
    for paragraph in printed:
        line = body[paragraph.start :].partition("\n")[0]
        assert Reading(paragraph.bench_html).text == line
    for attribute, spans in (("data-mention", mentions), ("data-piece", pieces)):
        words = {s.public_id: body[s.start : s.end].replace("\n", "") for s in spans}
        assert pieces_of(html, attribute) == {name: text for name, text in words.items() if text}


def test_what_the_workbench_shows_of_a_mention_and_a_quotation():
    [paragraph] = render_text(
        "Moscow <says> so",
        [mention(0, 6, entity=entity(), certainty=Certainty.LOW)],
        [piece(quotation(7), 0, 16, 2, role="cue")],
    )
    assert paragraph.bench_html == (
        '<span class="margin-number" data-number="7" data-quotation="quo-7"></span>'
        '<span class="quotation quotation-direct role-cue" id="qsp-2" data-quotation="quo-7" '
        'data-piece="qsp-2">'
        '<span class="mention mention-place mention-uncertain" id="men-1" data-mention="men-1">'
        "Moscow</span> &lt;says&gt; so</span>"
    )


@given(annotated(), st.tuples(st.integers(0, 60), st.integers(0, 60)))
@example(("ab\n\ncd", [mention(0, 4, entity=entity())], []), (3, 5))
def test_a_passage_is_printed_as_in_the_whole_text(case, ends):
    within = min(ends), max(ends)
    whole = render_text(*case)
    assert render_text(*case, within=within) == [
        paragraph
        for paragraph in whole
        if paragraph.start < within[1]
        and paragraph.start + len(Reading(paragraph.html).text) >= within[0]
    ]


def test_markup_in_a_body_is_text():
    body = '<script>alert("x")</script> & {{ x }}'
    [paragraph] = render_text(body, [mention(0, 8, entity=entity())], [])
    assert "<script" not in paragraph.html
    assert Reading(paragraph.html).text == body


def test_the_innermost_mention_is_the_link_and_the_outer_one_is_not():
    [paragraph] = render_text(
        "FSB of Russia",
        [mention(0, 13, 1, entity=entity("fsb")), mention(7, 13, 2, entity=entity("russia"))],
        [],
    )
    reading = Reading(paragraph.html)
    assert reading.links == ["/entities/russia/"]
    assert reading.by_id == {"men-1": "FSB of Russia", "men-2": "Russia"}


def test_a_number_stands_once_before_the_first_piece_in_the_text():
    said = quotation(7)
    pieces = [piece(said, 11, 14, 1), piece(said, 0, 3, 2), piece(said, 4, 7, 3, role="cue")]
    [paragraph] = render_text("“A” she and “B”", [], pieces)
    assert paragraph.html.startswith('<a class="margin-number" id="quo-7"')
    assert len(Reading(paragraph.html).of_class("margin-number")) == 1


def test_a_number_inside_a_link_is_moved_before_it():
    [paragraph] = render_text(
        "the Green Paper", [mention(0, 15, entity=entity())], [piece(quotation(1), 4, 9, 1)]
    )
    reading = Reading(paragraph.html)  # would fail on a link inside a link
    assert reading.ids[0] == "quo-1"
    assert reading.text == "the Green Paper"


def test_what_is_not_certain_is_marked():
    uncertain = mention(0, 6, entity=entity(), certainty=Certainty.LOW)
    [paragraph] = render_text("Moscow", [uncertain], [])
    assert Reading(paragraph.html).of_class("mention-uncertain")


def test_orphans_stand_nowhere():
    lost = mention(None, None, entity=entity(), state=AnchorState.ORPHAN)
    lost_piece = piece(quotation(1), None, None, 1, state=AnchorState.ORPHAN)
    [paragraph] = render_text("Text", [lost], [lost_piece])
    assert paragraph.html == "Text"


@pytest.mark.parametrize(
    ("within", "numbers"), [((0, 1), [1]), ((3, 4), [3]), ((0, 4), [1, 3]), ((4, 5), [3])]
)
def test_a_passage_has_the_paragraphs_it_touches(within, numbers):
    assert [p.number for p in render_text("a\n\nbc", [], [], within=within)] == numbers


@pytest.mark.parametrize(
    ("line", "spaced"), [("plain words", False), ("  indented", True), ("a\tb", True)]
)
def test_white_space_that_says_something_is_kept_in_sight(line, spaced):
    [paragraph] = render_text(line, [], [])
    assert paragraph.is_spaced is spaced
