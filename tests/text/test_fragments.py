"""Text fragments, as pictures: `*` marks both ends of the passage."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.fragments import text_directive

LONG = "word " * 30
SEVEN = "%20".join(["word"] * 7)


@pytest.mark.parametrize(
    ("picture", "directive"),
    [
        ("says *the verdict* so", ":~:text=the%20verdict"),
        ("says *he verdic*t so", ":~:text=he%20verdict"),
        ("*Sino-Japanese, & other* wars", ":~:text=Sino%2DJapanese%2C%20%26%20other"),
        ("he said so. They *said* so.", ":~:text=he%20said%20so.%20They-,said,-so."),
        ("Said\n*said*", ":~:text=said"),  # nothing stands beside it to tell it by
        ("one *end.\nA beginning* two", ":~:text=end.,A%20beginning"),
        (f"*first {LONG}last*", f":~:text=first%20{SEVEN},{SEVEN}%20last"),
    ],
)
def test_what_browsers_are_told(picture, directive):
    before, words, after = picture.split("*")
    start = len(before)
    assert text_directive(before + words + after, start, start + len(words)) == directive


@given(st.text(alphabet="ab -,&東é\n", min_size=1, max_size=300), st.data())
def test_every_part_stands_in_the_text_in_order(body, data):
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    words = body[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    if start >= end:
        return
    directive = text_directive(body, start, end).removeprefix(":~:text=")
    assert not re.search(r"[^\w.,%~-]", directive)
    parts = [unquote(part) for part in re.split(r"-?,-?", directive)]
    assert all(part and part == part.strip() for part in parts)
    at = 0
    for part in parts:
        assert part in body[at:]
        at = body.index(part, at)
