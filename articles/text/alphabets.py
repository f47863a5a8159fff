"""Which letters beyond a–z languages are written with: enough to tell a text from its garbling."""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

# The letters of each language, those that are rare in it after the bar.
_LATIN = {
    "cs": "áčďéěíňřšťúůýž|ó",
    "da": "æøå|é",
    "de": "äöüß|éàç",
    "es": "áéíóúñ|üçºª",
    "et": "äöõü|šž",
    "fi": "äö|åšžé",
    "fr": "àâçéèêîôùû|æëïœüÿñ",
    "hr": "čćđšž|",
    "hu": "áéíóöőúüű|",
    "is": "áðéíóúýþæö|",
    "it": "àèéìòù|íîóúºª",
    "lt": "ąčęėįšųūž|",
    "lv": "āčēģīķļņšūž|",
    "nl": "ëéïèö|áêíóúü",
    "pl": "ąćęłńóśźż|éü",
    "pt": "áâãàçéêíóõú|ôüºª",
    "ro": "ăâîșțşţ|",
    "sk": "áčéíľňšťúýž|äďĺóôŕ",
    "sv": "åäö|éàü",
    "tr": "çğıöşü|âîû",
}
_CYRILLIC = {
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя|ё",
    "uk": "абвгдежзийклмнопрстуфхцчшщьюяєії|ґ",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя|",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя|",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш|",
    "mk": "абвгдежзијклмнопрстуфхцчшѓѕљњќџ|",
}
# The everyday characters of East Asia, as their standards set them apart: bytes of the first level.
_FIRST_LEVELS = {
    "euc_jp": (0xA4, 0xA5, 0xB0, 0xCF),  # JIS X 0208: kana, kanji
    "gb2312": (0xB0, 0xD7),
    "big5": (0xA4, 0xC6),
    "euc_kr": (0xB0, 0xC8),  # KS X 1001: Hangul
}
# Scripts whose letters do not share a word with those of another one.
_APART = ("LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARABIC", "THAI")
_EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "HALFWIDTH")
_KNOWN = frozenset(("LATIN", "CYRILLIC", *_EAST_ASIAN))  # whose letters languages explain
_WORD = re.compile(r"[^\W\d_]+")
_SIGN_IN_WORD = re.compile(
    r"(?<=[^\W\d_])[^\w\s\x00-\x7f’‘‐‑–—…·•\xad](?=[^\W\d_])|[\xa4-\xa6\xac\xaf\xb6\xb8¹²³¼½¾](?=[^\W\d_])"
    r"|[\u2300-\u23ff\u2500-\u25ff]"  # boxes and shapes of DOS
)
_ASCII = "abcdefghijklmnopqrstuvwxyz"
_CAPITAL_WITHIN = re.compile("[а-яёα-ωάέήίόύώß-öø-ÿ][А-ЯЁΑ-ΩΆΈΉΊΌΎΏÀ-ÖØ-Þ]")
_MARKED_GREEK = frozenset("άέήίόύώΐΰϊϋΆΈΉΊΌΎΏ")


def strange_letters(text: str) -> float:
    """The share of letters beyond ASCII that no one language explains, from 0 to 1.

    Strange are letters of other alphabets than that of the language which explains most (a rare
    letter is half strange), letters of words with two scripts or a capital after a small letter,
    signs within words, shapes, and Greek words without any accent. 0.0 when all letters are ASCII.
    """
    letters, strange = Counter(), len(_SIGN_IN_WORD.findall(text))
    total = strange
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        beyond = [char for char in word if not char.isascii()]
        total += len(beyond)
        scripts = {script for char in word if (script := _script(char)) in _APART}
        if len(scripts) > 1 or _CAPITAL_WITHIN.search(word) or _lacks_accent(word, scripts):
            strange += len(beyond)
        else:
            letters.update(char for char in word.lower() if _script(char) in _KNOWN)
    if not total:
        return 0.0
    return (strange + min(_unexplained(letters, *one) for one in _alphabets())) / total


@cache
def _alphabets() -> list[tuple[frozenset[str], frozenset[str]]]:
    """The common letters and the rare ones of each language."""
    lines = (line.partition("|") for line in (*_LATIN.values(), *_CYRILLIC.values()))
    found = [(frozenset(common + _ASCII), frozenset(rare)) for common, _, rare in lines]
    for codec, bounds in _FIRST_LEVELS.items():
        leads = [
            lead
            for low, high in zip(bounds[::2], bounds[1::2], strict=True)
            for lead in range(low, high + 1)
        ]
        pairs = (bytes((lead, trail)) for lead in leads for trail in range(0x40, 0xFF))
        chars = frozenset("".join(pair.decode(codec, "ignore") for pair in pairs))
        found.append((chars | frozenset(_ASCII + "々ー"), frozenset()))
    return found


def _unexplained(letters: Counter, common: frozenset[str], rare: frozenset[str]) -> float:
    return sum(
        number if char not in rare else number / 2
        for char, number in letters.items()
        if char not in common
    )


def _lacks_accent(word: str, scripts: set[str]) -> bool:
    if scripts != {"GREEK"} or len(word) <= 4 or word.isupper():
        return False
    return not _MARKED_GREEK.intersection(word)


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    """The first word of a letter's name: LATIN, CYRILLIC, CJK …"""
    return unicodedata.name(char, "").partition(" ")[0]
