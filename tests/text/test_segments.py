"""Segments: every picture reads `<key` where a piece opens and `key>` where it closes."""

import sys
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.text.occurrences import paragraphs
from articles.text.segments import Close, Open, Span, Text, paragraph_events

MARKS = "*+_"


def starred(picture, **layers):
    """Read star notation: `f*oo +b*a+r` is a body and one span for each mark used.

    Layers are given by name: star, plus, under; 0 where none is.
    """
    names = dict(zip(MARKS, ("star", "plus", "under"), strict=True))
    body, ends = "", {}
    for character in picture:
        if character in MARKS:
            ends.setdefault(character, []).append(len(body))
        else:
            body += character
    return body, [
        Span(start, end, mark, layers.get(names[mark], 0)) for mark, (start, end) in ends.items()
    ]


def drawn(body, spans):
    lines = []
    for paragraph in paragraph_events(body, spans):
        line = ""
        for event in paragraph.events:
            match event:
                case Open(key=key):
                    line += f"<{key}"
                case Close(key=key):
                    line += f"{key}>"
                case Text(text=text):
                    line += text
        lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("picture", "layers", "expected"),
    [
        ("f*oo b*ar", {}, "f<*oo b*>ar"),
        ("*the +old+ fort*", {}, "<*the <+old+> fort*>"),
        ("*+same+*", {"star": 1}, "<+<*same*>+>"),
        ("*+same+*", {"plus": 1}, "<*<+same+>*>"),
        ("*one +two* three+", {}, "<*one <+two+>*><+ three+>"),
        ("*one +two* three+", {"plus": 1}, "<*one *><+<*two*> three+>"),
        ("*one +two* three+", {"star": 1}, "<*one <+two+>*><+ three+>"),
        ("*a*+b+", {}, "<*a*><+b+>"),
        ("*a +b _c* d+ e_", {"under": 2, "plus": 1}, "<*a *><+<*b *>+><_<+<*c*> d+> e_>"),
        ("*one\n\ntw*o", {}, "<*one*>\n\n<*tw*>o"),
        ("one*\n\n+two+\n*", {}, "one\n\n<*<+two+>*>\n"),
        ("one*\n*two", {}, "one\ntwo"),
        ("*Ö\u0308 🏴‍☠️+🗺️* 東京 שלום+!", {}, "<*Ö\u0308 🏴‍☠️<+🗺️+>*><+ 東京 שלום+>!"),
        ("", {}, ""),
    ],
)
def test_pictures(picture, layers, expected):
    assert drawn(*starred(picture, **layers)) == expected


def opened(body, spans):
    for paragraph in paragraph_events(body, spans):
        yield from (event for event in paragraph.events if isinstance(event, Open))


def test_an_open_tells_its_place_in_its_span():
    body, spans = starred("*one +two*\nthree+ four")
    assert [(o.key, body[o.start : o.end], o.first, o.last) for o in opened(body, spans)] == [
        ("*", "one two", True, True),
        ("+", "two", True, False),
        ("+", "three", False, True),
    ]


def test_an_open_tells_whether_its_own_kind_is_inside():
    body, spans = starred("*the Japanese +General _Staff_+*", star=1, plus=0, under=1)
    assert {o.key: o.contains_same_layer for o in opened(body, spans)} == {
        "*": True,
        "+": False,
        "_": False,
    }


def test_only_the_piece_that_holds_its_own_kind_says_so():
    body, spans = starred("*one\n+two+ three*")
    assert [(o.key, o.contains_same_layer) for o in opened(body, spans)] == [
        ("*", False),
        ("*", True),
        ("+", False),
    ]


@pytest.mark.parametrize(("start", "end"), [(1, 1), (2, 1), (-1, 2), (2, 4), (3, 4)])
def test_spans_that_cover_nothing_or_too_much_are_refused_at_once(start, end):
    with pytest.raises(ValueError, match="empty or reaches outside the text of 3"):
        paragraph_events("foo", [Span(start, end, "k")])


LETTERS = "ab \n\n\r\u2028e\u0301日本ש\u05b8🏴\u200d☠🇯🇵"


@st.composite
def annotated(draw):
    body = draw(st.text(alphabet=LETTERS, max_size=30))
    if not body:
        return body, []
    ends = st.tuples(st.integers(0, len(body)), st.integers(0, len(body)))
    pairs = draw(st.lists(st.tuples(ends, st.integers(0, 2)), max_size=12))
    return body, [
        Span(min(pair), max(pair), key, layer)
        for key, (pair, layer) in enumerate(pairs)
        if pair[0] != pair[1]
    ]


@given(annotated())
def test_the_text_reads_back_and_pieces_nest(case):
    body, spans = case
    lines = []
    for number, paragraph in enumerate(paragraph_events(body, spans), 1):
        stack, line, before = [], "", None
        for event in paragraph.events:
            if isinstance(event, Open):
                stack.append(event)
            elif isinstance(event, Close):
                begun = stack.pop()
                assert begun.key == event.key
                assert begun.end == paragraph.start + len(line)
                assert not isinstance(before, Open)
            else:
                assert event.text == body[event.start : event.end] != ""
                assert event.start == paragraph.start + len(line)
                line += event.text
                assert all(piece.start <= event.start for piece in stack)
            before = event
        assert not stack
        assert paragraph.number == number
        assert line == body[paragraph.start : paragraph.end]
        lines.append(line)
    assert "\n".join(lines) == body


@given(annotated())
def test_each_span_covers_exactly_its_characters_in_contiguous_pieces(case):
    body, spans = case
    pieces = {span.key: [] for span in spans}
    for piece in opened(body, spans):
        pieces[piece.key].append(piece)
    for span in spans:
        own = pieces[span.key]
        covered = [at for piece in own for at in range(piece.start, piece.end)]
        assert covered == [at for at in range(span.start, span.end) if body[at] != "\n"]
        for one, following in pairwise(own):
            assert not body[one.end : following.start].strip("\n")
        assert [piece.first for piece in own] == [True, *[False] * len(own)][: len(own)]
        assert [piece.last for piece in reversed(own)] == [True, *[False] * len(own)][: len(own)]


@given(annotated())
def test_a_piece_knows_whether_its_own_layer_is_opened_inside(case):
    for paragraph in paragraph_events(*case):
        inside = []
        for event in paragraph.events:
            if isinstance(event, Open):
                for outer in inside:
                    outer[1] |= outer[0].layer == event.layer
                inside.append([event, False])
            elif isinstance(event, Close):
                piece, contains = inside.pop()
                assert piece.contains_same_layer == contains


@given(annotated())
@example(("abc日", [Span(0, 3, 0, 0), Span(1, 4, 1, 1), Span(0, 2, 2, 1)]))
def test_a_span_is_cut_only_where_it_crosses_the_same_or_a_higher_layer(case):
    body, spans = case
    pieces = list(opened(body, spans))
    for start, end in paragraphs(body):
        here = {
            span.key: (max(span.start, start), min(span.end, end), span.layer)
            for span in spans
            if max(span.start, start) < min(span.end, end)
        }
        for key, own in here.items():
            rivals = [other for other in here.values() if other[2] >= own[2]]
            if not any(crosses(own, other) for other in rivals):
                assert sum(p.key == key and start <= p.start < end for p in pieces) == 1


def crosses(one, other):
    return one[0] < other[0] < one[1] < other[1] or other[0] < one[0] < other[1] < one[1]


def test_work_grows_with_the_spans_not_with_their_square():
    def calls(number):
        """Count function calls for a chain of crossing spans in one paragraph."""
        body = "word " * number
        spans = [Span(5 * i, 5 * i + 8, i, i % 2) for i in range(number - 1)]
        counted = 0

        def count(_frame, event, _argument):
            nonlocal counted
            counted += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            for _ in paragraph_events(body, spans):
                pass
        finally:
            sys.setprofile(before)
        return counted

    assert calls(2000) < 4.4 * calls(500)
