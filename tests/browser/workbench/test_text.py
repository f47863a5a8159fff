"""The body in the browser: made of its paragraphs, and the same as in Python to the character."""

import random
import re

import pytest
from playwright.sync_api import Error

from articles.text.normalise import normalise
from articles.text.occurrences import context, occurrences, paragraphs
from tests.browser.workbench.modules import call, texts

pytestmark = pytest.mark.any_database

CHANCE = random.Random(8)


def bodies():
    """Texts as the archive keeps them, of several lines; empty ones, also the first and last."""
    pieces = [*texts(900, 6), *["\n"] * 450]
    made = ("".join(CHANCE.choices(pieces, k=CHANCE.randint(1, 6))) for _ in range(250))
    return ["", "\n", "\n\na\n\n", *map(normalise, made)]


BATCH = bodies()


def lines(body):
    """Return the paragraphs as the page gives them: lines that are not empty."""
    return [
        {"number": number, "start": start, "text": body[start:end]}
        for number, (start, end) in enumerate(paragraphs(body), 1)
        if start < end
    ]


def ask(page, live_server, code, batch):
    """Evaluate `code` for every (body, more) on a text `t` made of the body, with its `more`."""
    each = (
        "return given.map(([paragraphs, length, more]) => "
        f"{{ const t = new m.Text(paragraphs, length); {code} }});"
    )
    given = [[lines(body), len(body), more] for body, more in batch]
    return call(page, live_server, "text", each, given)


def test_words_and_context_are_pythons_slices(page, live_server):
    batch = []
    for body in BATCH:
        ends = sorted(CHANCE.choices(range(len(body) + 1), k=40))
        batch.append((body, list(zip(ends[::2], ends[1::2], strict=True))))
    code = "return [t.length, ...more.map((one) => [t.words(...one), t.context(...one)])];"
    for (body, places), found in zip(batch, ask(page, live_server, code, batch), strict=True):
        expected = [[body[s:e], list(context(body, s, e))] for s, e in places]
        assert found == [len(body), *expected], ascii(body)


def test_positions_on_the_page_lead_back(page, live_server):
    code = """
    return Array.from({ length: t.length + 1 }, (_, at) => {
      const found = [t.position(at), t.position(at, { end: true })];
      return found.map((place) => place && [place.index, t.offset(place.index, place.unit)]);
    });
    """
    for body, found in zip(
        BATCH, ask(page, live_server, code, [(body, None) for body in BATCH]), strict=True
    ):
        shown = [(line["start"], line["start"] + len(line["text"])) for line in lines(body)]
        for at, (begin, end) in enumerate(found):
            if not shown:
                assert begin is end is None
                continue
            # The first character shown from here on, and the last one shown up to here.
            later = [n for n, (_, last) in enumerate(shown) if at < last]
            earlier = [n for n, (first, _) in enumerate(shown) if first < at]
            n = later[0] if later else len(shown) - 1
            assert begin == [n, min(max(at, shown[n][0]), shown[n][1])], ascii(body)
            n = earlier[-1] if earlier else 0
            assert end == [n, min(max(at, shown[n][0]), shown[n][1])], ascii(body)


def test_characters_and_paragraphs_come_one_after_the_other(page, live_server):
    code = """
    const [there, back] = [[0], [t.length]];
    while (there.at(-1) < t.length) { there.push(t.nextCharacter(there.at(-1))); }
    while (back[0] > 0) { back.unshift(t.previousCharacter(back[0])); }
    const sizes = [...new Intl.Segmenter().segment(more)].map(({ segment }) => [...segment].length);
    return { there, back, sizes, lines: there.map((at) => t.paragraphAt(at)) };
    """
    found = ask(page, live_server, code, [(body, body) for body in BATCH])
    for body, answer in zip(BATCH, found, strict=True):
        at, ends = 0, [0]
        for size in answer["sizes"]:
            if body[at] == "\n" and at and body[at - 1] == "\n":
                ends.pop()  # line ends are crossed together
            at += size
            ends.append(at)
        assert answer["there"] == ends, ascii(body)
        assert answer["back"] == ends, ascii(body)
        for place, line in zip(ends, answer["lines"], strict=True):
            assert line == [body.rfind("\n", 0, place) + 1, (body + "\n").find("\n", place)]


def test_words_are_those_of_the_body_as_one_string(page, live_server):
    """What words.js finds in the whole body, in code points instead of units."""
    code = """
    const half = t.length >> 1;
    const all = [t.snapped(half, t.length), t.trimmed(0, half), t.wordAt(half)];
    all.push(t.previousWord(half));
    for (let word; (word = t.nextWord(word?.[1] ?? 0)); all.push(word));
    return all;
    """
    whole = """
    const { countPoints, toPoints, toUnits } = await import(address.replace("words", "offsets"));
    return given.map((body) => {
      const points = (place) => place && place.map((unit) => toPoints(body, unit));
      const [half, end] = [toUnits(body, countPoints(body) >> 1), body.length];
      const all = [m.snapped(body, half, end), m.trimmed(body, 0, half), m.wordAt(body, half)];
      all.push(m.previousWord(body, half));
      for (let word; (word = m.nextWord(body, word?.[1] ?? 0)); all.push(word));
      return all.map(points);
    });
    """
    found = ask(page, live_server, code, [(body, None) for body in BATCH])
    assert found == call(page, live_server, "words", whole, BATCH)
    assert sum(map(len, found)) > 2000


# What is typed, and the texts in which it is found, with every hit in brackets.
FOUND = {
    "japan's": ["⟨Japan’s⟩ and ⟨JAPAN'S⟩", "Japans"],
    '"no"': ["⟨“No”⟩, ⟨„no“⟩, ⟨«NO»⟩", "no"],
    "well-known man": ["a ⟨well–known\u00a0man⟩", "a ⟨well-known\n\n man⟩", "wellknown man"],
    "  the  plan ": ["⟨the plan⟩ of ⟨The\tPlan⟩"],
    "é": ["⟨É⟩ and ⟨e\u0301⟩", "e"],
    "e\u0301t": ["⟨ét⟩ ⟨e\u0301t⟩"],
    "e": ["⟨e\u0301⟩ ⟨e⟩"],
    "👩": ["a ⟨👩‍💻⟩ and ⟨👩⟩"],
    "aa": ["⟨aa⟩⟨aa⟩a"],
    "a.b*[c](d)|e?^$\\/{1}": ["a ⟨a.b*[c](d)|e?^$\\/{1}⟩", "axb"],
    "東京": ["🇯🇵⟨東京⟩都"],
    "ΣΑΣ": ["⟨σας⟩"],
    "-": ["⟨-⟩⟨—⟩⟨−⟩"],
    " \n": ["a b"],
    "": ["a"],
}


def hits(drawn):
    """Return the text of a drawing, and what is in brackets."""
    text, found = "", []
    for number, part in enumerate(re.split("[⟨⟩]", drawn)):
        if number % 2:
            found.append([len(text), len(text) + len(part)])
        text += part
    return text, found


def test_searching_forgives_what_typing_cannot_know(page, live_server):
    expected = [(typed, *hits(drawn)) for typed, drawings in FOUND.items() for drawn in drawings]
    batch = [(text, typed) for typed, text, _ in expected]
    code = "return [t.findAll(more), t.findAll(more, 1), t.find(more)];"
    found = ask(page, live_server, code, batch)
    for (typed, text, places), answer in zip(expected, found, strict=True):
        first = places[0] if places else None
        assert answer == [places, places[:1], first], (typed, text)


def test_a_search_goes_round(page, live_server):
    code = "return more.map(([from, backwards]) => t.find('the', { from, backwards }));"
    places = {(0, False): 1, (1, False): 1, (2, False): 6, (7, False): 1}
    places |= {(12, True): 6, (6, True): 1, (1, True): 6, (0, True): 6}
    [found] = ask(page, live_server, code, [("👩the\n\nthe end", [list(key) for key in places])])
    assert found == [[start, start + 3] for start in places.values()]


def located(body, quote):
    """Return the one place whose surroundings share most with the quote's, by trying them all."""
    exact, prefix, suffix = quote["exact"], quote["prefix"], quote["suffix"]
    shared = {}
    for start in occurrences(body, exact):
        before, after = body[:start], body[start + len(exact) :]
        same_before = [
            n for n in range(len(prefix) + 1) if before.endswith(prefix[len(prefix) - n :])
        ]
        same_after = [n for n in range(len(suffix) + 1) if after.startswith(suffix[:n])]
        shared[start] = same_before[-1] + same_after[-1]
    best = [start for start in shared if shared[start] == max(shared.values())]
    return [best[0], best[0] + len(exact)] if len(best) == 1 else None


def test_words_are_located_by_what_stood_around_them(page, live_server):
    batch = []
    for _ in range(400):
        body = "".join(CHANCE.choices("ab\n", k=30))
        start = CHANCE.randint(0, 28)
        prefix, suffix = context(body, start, start + 2, 4)
        edited = body[:20].replace("bb", "a") + body[20:]
        batch.append(
            (edited, {"exact": body[start : start + 2], "prefix": prefix, "suffix": suffix})
        )
    expected = [located(*one) for one in batch]
    assert {place is None for place in expected} == {True, False}
    assert ask(page, live_server, "return t.locate(more);", batch) == expected
    odd = [
        ("a 👩 b 👩", {"exact": "👩", "prefix": "b ", "suffix": ""}),
        ("a", {"exact": ""}),
        ("a", {"exact": "b"}),
    ]
    assert ask(page, live_server, "return t.locate(more);", odd) == [[6, 7], None, None]


@pytest.mark.parametrize(
    ("paragraphs", "length"),
    [
        ([(1, 0, "👩"), (2, 3, "b")], 4),  # the beginnings are units
        ([(1, 0, "a1"), (2, 2, "b")], 3),  # what is shown is more than the text
        ([(1, 0, "a"), (4, 3, "b")], 4),  # a line is missing
        ([(1, 0, "a")], 0),
    ],
)
def test_paragraphs_that_are_not_the_body_are_refused(page, live_server, paragraphs, length):
    given = [[{"number": n, "start": s, "text": t} for n, s, t in paragraphs], length]
    with pytest.raises(Error, match="RangeError: The paragraphs are not those of the body"):
        call(page, live_server, "text", "new m.Text(...given);", given)


def test_a_megabyte_is_no_burden(page, live_server):
    """Thousands of questions to one paragraph of 1 MB: reading it anew for each takes minutes."""
    code = """
    const text = "The 👩‍💻 wrote “日本語” about 🇯🇵 it. ".repeat(35_000);
    const t = new m.Text([{ number: 1, start: 0, text }]);
    const begin = performance.now();
    for (let at = 0; at < t.length; at += t.length >> 12) {
      t.offset(0, t.position(at).unit);
      t.words(...t.snapped(at, at + 9));
      t.context(at, at + 9);
      t.nextWord(at);
      t.previousWord(at);
      t.previousCharacter(t.nextCharacter(at));
    }
    t.find("nowhere “in it”");
    t.find("the", { from: t.length, backwards: true });
    t.findAll("wrote");
    t.locate({ exact: "wrote", prefix: "x", suffix: "y" });
    return [t.length, performance.now() - begin];
    """
    length, milliseconds = call(page, live_server, "text", code, None)
    assert length > 900_000
    assert milliseconds < 20_000
