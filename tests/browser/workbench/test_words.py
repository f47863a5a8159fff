"""Words and characters in the browser: the same words as the server finds, and never half a one."""

import pytest

from articles.text.words import is_whole, runs_on
from tests.browser.workbench.modules import call, picture, starred, texts, units

pytestmark = pytest.mark.any_database

BATCH = ["", " ", "\n", "a", *texts(500, 10)]


def test_words_end_where_the_server_says_they_do(page, live_server):
    code = "return given.map(([text, places]) => places.map((unit) => m.runsOn(text, unit)));"
    given = [[text, units(text)] for text in BATCH]
    for text, found in zip(BATCH, call(page, live_server, "words", code, given), strict=True):
        expected = [runs_on(text, at) for at in range(len(text) + 1)]
        assert found == expected, ascii(text)


def test_a_character_is_what_the_segmenter_finds_reading_from_the_start(page, live_server):
    code = """
    const segmenter = new Intl.Segmenter();
    return given.filter((text) => [...segmenter.segment(text)].some(({ index, segment }) => {
      const end = index + segment.length;
      const found = Array.from(segment, (_, n) => m.characterAt(text, index + n));
      return found.some(([from, to]) => from !== index || to !== end)
        || m.characterStart(text, end - 1) !== index
        || m.characterEnd(text, index + 1) !== end
        || m.characterStart(text, index) !== index
        || m.characterEnd(text, end) !== end;
    }));
    """
    flags = "".join(chr(0x1F1E6 + n % 26) + chr(0x1F1E6 + n // 26) for n in range(258))
    long = ["🇯" + flags, "a" + "\u0301" * 300 + "b", *texts(20, 400)]
    assert call(page, live_server, "characters", code, [*BATCH, *long]) == []


SNAPPED = {
    "the *Japan*ese policy": "the *Japanese* policy",
    "the Jap*anese pol*icy": "the *Japanese policy*",
    "*Jap*an’s plan": "*Japan*’s plan",
    "of* Japan *in": "of *Japan* in",
    "x\n*\n Japan\n*y": "x\n\n *Japan*\ny",
    "the *‘sphere’,* he": "the *‘sphere’,* he",
    "a well-*kno*wn man": "a well-*known* man",
    "cafe*\u0301 d*u": "*cafe\u0301 du*",
    "*日*本語": "*日*本語",
    "น*้*ำ": "*น้ำ*",
    "in *1*945年": "in *1945*年",
    "👩‍*💻 wr*ote": "*👩‍💻 wrote*",
    "foo_*bar*": "*foo_bar*",
    "a*  *b": None,
    "a**b": None,
}


def test_a_passage_snaps_to_whole_words(page, live_server):
    code = "return given.map((one) => m.snapped(...one));"
    given = [starred(before) for before in SNAPPED]
    found = call(page, live_server, "words", code, given)
    drawn = [picture(text, passage) for (text, _, _), passage in zip(given, found, strict=True)]
    assert drawn == list(SNAPPED.values())


def test_snapping_takes_what_it_must_and_no_more(page, live_server):
    """All passages of many texts: whole for the server, and unmoved where they were whole."""
    code = """
    const segmenter = new Intl.Segmenter();
    return given.map(([text, places]) => {
      const ends = [...segmenter.segment(text)].map(({ index }) => index).concat(text.length);
      const found = [];
      for (const [at, start] of places.entries()) {
        for (const end of places.slice(at)) {
          found.push([start, end, m.trimmed(text, start, end), m.snapped(text, start, end)]);
        }
      }
      return { ends, found };
    });
    """
    given = [[text, units(text)] for text in BATCH[:80]]
    for (text, places), answer in zip(
        given, call(page, live_server, "words", code, given), strict=True
    ):
        point = {unit: at for at, unit in enumerate(places)}
        for start, end, trimmed, snapped in answer["found"]:
            words = text[point[start] : point[end]]
            assert (trimmed is None) == (snapped is None)
            if trimmed is None:
                assert not words.strip()
                continue
            assert set(trimmed + snapped) <= set(answer["ends"]), ascii(text)
            kept = text[point[trimmed[0]] : point[trimmed[1]]]
            assert words.strip() in kept
            assert not kept[0].isspace() or runs_on(kept, 1)  # white space with a mark on it
            assert snapped[0] <= trimmed[0] and trimmed[1] <= snapped[1]
            assert is_whole(text, *(point[unit] for unit in snapped)), ascii(text)
            if is_whole(text, *(point[unit] for unit in trimmed)):
                assert snapped == trimmed


def test_going_through_the_words_forwards_and_backwards_meets_the_same(page, live_server):
    code = """
    return given.map((text) => {
      const [there, back] = [[], []];
      for (let word; (word = m.nextWord(text, word?.[1] ?? 0)); there.push(word));
      for (let word; (word = m.previousWord(text, word?.[0] ?? text.length)); back.unshift(word));
      return [there, back, there.map(([start]) => m.wordAt(text, start))];
    });
    """
    found = call(page, live_server, "words", code, BATCH)
    for text, (there, back, here) in zip(BATCH, found, strict=True):
        assert there == back == here, ascii(text)
        place = {unit: at for at, unit in enumerate(units(text))}
        met = {at for start, end in there for at in range(place[start], place[end])}
        assert all(at in met for at, character in enumerate(text) if character.isalnum())


def test_the_word_at_a_place_may_end_there(page, live_server):
    code = """
    const text = "Tokyo, and";
    return [
      ...[0, 3, 5, 6, 10].map((unit) => m.wordAt(text, unit)),
      ...[2, 5].map((unit) => m.nextWord(text, unit)),
      ...[2, 0].map((unit) => m.previousWord(text, unit)),
    ];
    """
    tokyo, last = [0, 5], [7, 10]
    found = call(page, live_server, "words", code, None)
    assert found == [tokyo, tokyo, tokyo, None, last, tokyo, last, tokyo, None]
