"""Search and sort keys that do not depend on a database's collation.

Folding is one-way: two texts with the same key are the same word to somebody who
types without accents. It follows Unicode normalisation form KD and full case folding
(UAX #15, Unicode 3.13), with two decisions of our own:

* Marks go where they are accents or reading aids (Latin, Greek, Cyrillic, Hebrew,
  Arabic, Syriac) and stay where they make another word: Japanese dakuten, the vowel
  signs and viramas of India and South-East Asia.
* Letters that Unicode does not decompose, and punctuation with typographic twins, are
  mapped by the tables below.
"""

import re
import unicodedata

SLUG_LENGTH = 80

_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
    "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k", "ȷ": "j", "ə": "e", "ǝ": "e", "ƀ": "b",
    "ɓ": "b", "ɖ": "d", "ɗ": "d", "ɛ": "e", "ƒ": "f", "ɠ": "g", "ǥ": "g", "ɨ": "i",
    "ƙ": "k", "ƚ": "l", "ɲ": "n", "ɔ": "o", "ɵ": "o", "ƥ": "p", "ɍ": "r", "ȿ": "s",
    "ƭ": "t", "ʉ": "u", "ʋ": "v", "ƴ": "y", "ɏ": "y", "ƶ": "z", "ʒ": "z", "ⱥ": "a",
    "ȼ": "c", "ɇ": "e", "ɉ": "j", "ⱦ": "t",
}  # fmt: skip

_PUNCTUATION = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "ʻ": "'", "ʹ": "'", "`": "'",
    "‹": "'", "›": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
    "‐": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "־": "-",
    "⁄": "/", "·": " ", "•": " ",
}  # fmt: skip

_TWINS = str.maketrans(_LETTERS | _PUNCTUATION)

_MARKS = re.compile(
    "["
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u0483-\u0489\ua66f-\ua672\ua674-\ua67d\ua69e\ua69f"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\ufb1e"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0711\u0730-\u074a\u08d3-\u08e1\u08e3-\u08ff"
    "\u0640"
    "]+"
)

_INVISIBLE = re.compile(
    "[\x00\xad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]+"
)
"""Characters that readers cannot see: soft hyphens, joiners, direction and variation marks."""


def fold(text: str) -> str:
    """Return the key under which `text` is searched and sorted; idempotent.

    No accents, no capitals, full-width forms made ordinary, white space collapsed to
    single spaces and stripped. Other scripts keep their letters: 日本 stays 日本, が does
    not become か. The key may be longer or shorter than the text: offsets into it mean
    nothing in the original.
    """
    if not text.isascii():
        text = _unmarked(text).casefold()
        text = unicodedata.normalize("NFC", _unmarked(text).translate(_TWINS))
    else:
        text = text.lower().translate(_TWINS).replace("\x00", "")
    return " ".join(text.split())


def slugify(text: str, fallback: str) -> str:
    """Return an address for `text`: words of a–z and 0–9 with hyphens, up to SLUG_LENGTH.

    Cut between words where that is possible. Scripts other than Latin leave nothing
    (an address in percent signs helps nobody), and then `fallback` is returned as it is:
    give the record's public id.
    """
    words = re.findall(r"[a-z0-9]+", fold(text).replace("'", ""))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:SLUG_LENGTH]
        if len(longer) > SLUG_LENGTH:
            break
        slug = longer
    return slug or fallback


def _unmarked(text: str) -> str:
    text = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text))
    return _INVISIBLE.sub("", _MARKS.sub("", text))
