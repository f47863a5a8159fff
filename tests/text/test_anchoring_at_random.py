"""Any text, any spans, any edit: what always holds of spans placed anew."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.anchoring import Anchored, State, reanchor

PIECES = (
    *"the The old fort Army army Imperial Staff said of a ab aba I İ ß SS".split(),
    *"東京 関東軍 שלום Москва москва กรุงเทพ 🏴‍☠️ 🇯🇵 e\u0301 é \u0301 “ ” . , \0 \r \u2028".split(
        " "
    ),
    "the headquarters of the Kwantung Army",
    "\n",
    "\n\n",
    " ",
    " ",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=20)


@st.composite
def edits(draw):
    """An old text, a new one made from its parts and others, and spans of the old one."""
    parts = draw(st.lists(TEXTS, min_size=1, max_size=3))
    old = "".join(parts)
    kept = draw(st.lists(st.sampled_from(parts) | TEXTS, max_size=4))
    new = draw(st.permutations(kept)) if draw(st.booleans()) else kept
    if not old:
        return old, "".join(new), []
    ends = st.tuples(st.integers(0, len(old)), st.integers(0, len(old)))
    spans = draw(st.lists(ends.filter(lambda pair: pair[0] != pair[1]), max_size=6))
    return old, "".join(new), [(min(span), max(span)) for span in spans]


@settings(max_examples=2000)
@given(edits())
def test_none_is_lost_and_none_stands_on_other_words_unseen(case):
    old, new, spans = case
    found = reanchor(old, new, spans)
    assert len(found) == len(spans)
    places = {}
    for span, one in zip(spans, found, strict=True):
        words = old[slice(*span)]
        if one.state == State.ORPHAN:
            assert one == Anchored(State.ORPHAN, None, None)
            continue
        assert 0 <= one.start < one.end <= len(new)
        if one.state in (State.OK, State.MOVED):
            assert new[one.start : one.end] == words
        else:
            assert new[one.start : one.end] != words
        assert places.setdefault((one.start, one.end), span) == span


@given(edits())
def test_each_span_is_placed_as_if_it_were_there_in_any_order(case):
    old, new, spans = case
    spans = list(dict.fromkeys(spans))
    there = dict(zip(spans, reanchor(old, new, spans), strict=True))
    assert reanchor(old, new, spans[::-1]) == [there[span] for span in spans[::-1]]


@given(edits())
def test_an_unchanged_text_leaves_everything_where_it_is(case):
    old, _, spans = case
    assert reanchor(old, old, spans) == [Anchored(State.OK, *span) for span in spans]


WORDS = (
    "Berlin treaty verdict officers headquarters Siberia railway Japan Moscow summer border "
    "agency report archive Хабаровск Владивосток Ωμέγα Zürich plan signed occupied evidence"
).split()
OTHERS = "quick brown foxes jumped lazily 日本 🏴‍☠️ xyz".split()


@settings(max_examples=500)
@given(st.data())
def test_one_edit_outside_a_span_leaves_it_exact(data):
    words = data.draw(st.permutations(WORDS).map(lambda all_of_them: all_of_them[:12]))
    between = data.draw(st.lists(st.sampled_from([" ", ", ", "\n"]), min_size=12, max_size=12))
    old = "".join(word + mark for word, mark in zip(words, between, strict=True))
    number = data.draw(st.integers(0, 11))
    start = sum(len(words[at] + between[at]) for at in range(number))
    end = start + len(words[number])
    before = data.draw(st.booleans())
    low, high = sorted(
        data.draw(st.tuples(*[st.integers(0, start) if before else st.integers(end, len(old))] * 2))
    )
    inserted = " ".join(data.draw(st.lists(st.sampled_from(OTHERS), max_size=9)))
    new = old[:low] + inserted + old[high:]
    shift = len(inserted) - (high - low) if before else 0
    assert reanchor(old, new, [(start, end)]) == [Anchored(State.OK, start + shift, end + shift)]


@settings(max_examples=500)
@given(st.data())
def test_ok_and_moved_is_only_what_the_edits_left_whole(data):
    """Every word is there once, so that the truth is known whatever the edits."""
    old_words = data.draw(st.permutations(WORDS))
    kept = [word for word in old_words if data.draw(st.integers(0, 3))]
    new_words = data.draw(st.just(kept) | st.permutations(kept))
    for at in data.draw(st.lists(st.integers(0, len(kept)), max_size=4)):
        new_words = [*new_words[:at], data.draw(st.sampled_from(OTHERS)), *new_words[at:]]
    mark = data.draw(st.sampled_from([" ", "\n", ". "]))
    old, new = mark.join(old_words), mark.join(new_words)
    first = data.draw(st.integers(0, len(old_words) - 1))
    words = mark.join(old_words[first : first + data.draw(st.integers(1, 4))])
    start = old.index(words)
    [found] = reanchor(old, new, [(start, start + len(words))])
    if found.state in (State.OK, State.MOVED):
        assert found.start == new.index(words)
    if words not in new:
        assert found.state in (State.CHANGED, State.ORPHAN)
