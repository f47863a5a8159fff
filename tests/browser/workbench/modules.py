"""The workbench's modules by themselves, in a browser, under the policy they are served with."""

import random

from django.templatetags.static import static

# What breaks arithmetic on text: pairs, joined and flagged emoji, marks, scripts without spaces.
PIECES = (
    *"aZé3_ .,-’'“”\"«»\t\n\u00a0\u00ad",
    *(
        "e\u0301",
        "\u0301",
        "ß",
        "Σας",
        "Ж",
        "٣",
        "שָׁלוֹם",
        "مُحَمَّد",
        "می\u200cخواهم",
        "हिन्दी",
        "한국",
        "각",
    ),
    *("日", "本語", "カ", "が", "か\u3099", "ー", "ｶﾞ", "ไทย", "น้ำ", "ລາວ", "ខ្មែរ", "မြန်မာ", "བོད་"),
    *(
        "👩",
        "👩‍💻",
        "👨‍👩‍👧‍👦",
        "🏴‍☠️",
        "🇯🇵",
        "🇩",
        "👍🏽",
        "1️⃣",
        "❤️",
        "\u200d",
        "\ufe0f",
        "𝐀",
        "𠮟",
        "\r",
        "\r\n",
    ),
)


def call(page, live_server, module, code, given):
    """Run `code` on the module `m` and on `given`, which is plain data; return what it returns."""
    page.goto(live_server.url)
    address = static(f"articles/admin/workbench/{module}.js")
    module = f"const address = '{address}'; const m = await import(address);"
    return page.evaluate(f"async (given) => {{ {module} {code} }}", given)


def texts(count, longest, seed=8):
    """Make `count` texts of up to `longest` pieces, the same every time."""
    chance = random.Random(seed)
    return ["".join(chance.choices(PIECES, k=chance.randint(0, longest))) for _ in range(count)]


def units(text):
    """Return the UTF-16 unit at which each code point begins, and the end."""
    places = [0]
    for character in text:
        places.append(places[-1] + (2 if ord(character) > 0xFFFF else 1))
    return places


def starred(picture):
    """Return the text of a picture like `the *old* fort`, and its passage in UTF-16 units."""
    before, words, after = picture.split("*")
    start = units(before)[-1]
    return before + words + after, start, start + units(words)[-1]


def picture(text, passage):
    """Draw a passage as `starred` reads it; None stays None."""
    if passage is None:
        return None
    start, end = (units(text).index(unit) for unit in passage)
    return f"{text[:start]}*{text[start:end]}*{text[end:]}"
