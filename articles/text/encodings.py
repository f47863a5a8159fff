"""Bytes of a file that somebody saved somewhere, read as the text they were, or not at all.

Nothing is ever decoded with replacement characters: a text is either exactly what was saved, or
refused. UTF-8, UTF-16 and UTF-32 prove themselves; older encodings are guessed by what comes out
(charset-normalizer: disorder of the characters, frequency of letters), then by the alphabet that
explains the letters, and a guess that another one rivals with different letters is refused.
"""

import codecs
import io
import re
import unicodedata
from dataclasses import dataclass

import charset_normalizer
from w3lib.encoding import resolve_encoding

from articles.text.alphabets import strange_letters

_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a byte order mark",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-32": "UTF-32",
    "iso2022_jp": "ISO-2022-JP",
    "cp1250": "Windows-1250 (Central European)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1252": "Windows-1252 (Western European)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)",
    "cp1257": "Windows-1257 (Baltic)",
    "koi8_r": "KOI8-R (Russian)",
    "koi8_u": "KOI8-U (Ukrainian)",
    "cp866": "DOS 866 (Cyrillic)",
    "iso8859_2": "ISO-8859-2 (Central European)",
    "iso8859_5": "ISO-8859-5 (Cyrillic)",
    "iso8859_7": "ISO-8859-7 (Greek)",
    "cp932": "Shift-JIS (Japanese)",
    "euc_jp": "EUC-JP (Japanese)",
    "gb18030": "GB18030 (Chinese)",
    "big5hkscs": "Big5 (Chinese)",
    "cp949": "EUC-KR (Korean)",
    "cp874": "Windows-874 (Thai)",
}
# In the order in which they are preferred, as long as the text is the same.
_GUESSED = ["cp1252", "cp1251", "cp1250", "cp932", "euc_jp", "gb18030", "big5hkscs", "cp949"]
_GUESSED += ["koi8_r", "koi8_u", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874"]
_GUESSED += ["cp866", "iso8859_2", "iso8859_5", "iso8859_7"]

_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ADVICE = "Save the file as UTF-8, or say which encoding it has."
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_SAMPLE = 64 * 1024
"""Bytes of lines with letters beyond ASCII that a guess looks at."""

_DISORDER = 0.1  # charset-normalizer's share of characters that do not belong together
_STRANGER = 0.02  # by so much of its letters another reading must be stranger to be ruled out
_CLEARER = 0.1  # or by so much its language be less clear
_TOO_STRANGE = 0.4


class UndecidedEncoding(ValueError):
    """It is not told what the bytes mean; the message is for whoever has the file."""


@dataclass(frozen=True)
class Encoding:
    """`codec` is Python's name (it also takes a byte order mark away), `name` people's."""

    codec: str

    @property
    def name(self) -> str:
        return _NAMES.get(self.codec, self.codec)


@dataclass(frozen=True)
class Decoded:
    """A text and the name, for people, of the encoding it was read in."""

    text: str
    encoding: str


def decode(data: bytes, declared: str = "") -> Decoded:
    """Read bytes as text. A byte order mark is taken away; all else stays as it is.

    `declared` is what the file says of itself or the user chose (any name known on the web); only
    a byte order mark is believed before it. Raises UndecidedEncoding when the bytes are not text
    in the declared encoding, hold NUL, or leave in doubt what they are.
    """
    encoding = detect(data, declared)
    return Decoded(_strictly(data, encoding.codec, whole=True), encoding.name)


def detect(data: bytes, declared: str = "", *, whole: bool = True) -> Encoding:
    """As `decode`, without the text. Of a long file, `data` may be the first part (not `whole`)."""
    marked = next((codec for mark, codec in _MARKS if data.startswith(mark)), "")
    if marked or declared:
        return _told(data, marked or _codec(declared), whole=whole, marked=bool(marked))
    if b"\0" in data:
        return _without_mark(data, whole=whole)
    try:
        _strictly(data, "utf-8", whole=whole)
    except UnicodeDecodeError as error:
        _refuse_damaged(data, error)
        return _guess(data, whole=whole)
    if b"\x1b$" in data and data.isascii() and _reads(data, "iso2022_jp", whole=whole):
        return Encoding("iso2022_jp")
    return Encoding("utf-8")


def _told(data: bytes, codec: str, *, whole: bool, marked: bool) -> Encoding:
    """The encoding that a mark or somebody tells, if the bytes agree."""
    encoding = Encoding(codec)
    try:
        text = _strictly(data, codec, whole=whole)
    except UnicodeDecodeError as error:
        says = "begins with the mark of" if marked else "is said to be in"
        raise UndecidedEncoding(
            f"The file {says} {encoding.name}, but is not: line {_line(data, error.start)}, byte "
            f"{error.start + 1:,} means nothing in it. {_ADVICE}"
        ) from None
    if (at := text.find("\0")) != -1:
        line = text.count("\n", 0, at) + 1
        raise UndecidedEncoding(f"Line {line} holds a NUL character: this is not a text file.")
    return encoding


def _without_mark(data: bytes, *, whole: bool) -> Encoding:
    """UTF-16 that lacks its mark is known by its ASCII, or by keeping to few blocks of letters."""
    found = {}
    for codec in ("utf-16-le", "utf-16-be"):
        text = _reads(data, codec, whole=whole)
        if text and not any(unicodedata.category(char) in ("Cn", "Co") for char in set(text)):
            plain = sum(char.isascii() for char in text)
            found[codec] = plain, len({ord(char) >> 8 for char in text})
    for codec, (plain, blocks) in found.items():
        others = [other for name, other in found.items() if name != codec]
        if plain and all(plain > 4 * other[0] or 2 * blocks < other[1] for other in others):
            return Encoding(codec)
    line = _line(data, data.index(b"\0"))
    raise UndecidedEncoding(
        f"Line {line} holds a NUL byte: this is not a text file, or it is UTF-16 without a byte "
        f"order mark. {_ADVICE}"
    )


def _refuse_damaged(data: bytes, error: UnicodeDecodeError) -> None:
    """UTF-8 with a broken place is no other encoding, in which all of it would be nonsense."""
    letters = sum(len(found) for found in _MULTIBYTE.findall(data))
    if letters >= 6 and letters >= 0.8 * len(_NOT_ASCII.findall(data)):
        raise UndecidedEncoding(
            f"The file is UTF-8, but damaged in line {_line(data, error.start)}, byte "
            f"{error.start + 1:,}. Take it from its source again, or save it as UTF-8 anew."
        )


def _guess(data: bytes, *, whole: bool) -> Encoding:
    """The one older encoding in which the bytes are a text, if there is one."""
    ranked = []
    for match in charset_normalizer.from_bytes(_sample(data, whole=whole), cp_isolation=_GUESSED):
        for codec in match.could_be_from_charset:
            if (
                codec in _GUESSED
                and match.chaos <= _DISORDER
                and _reads(data, codec, whole=whole)
                and (strange := strange_letters(str(match))) < _TOO_STRANGE
            ):
                ranked.append((strange, -match.coherence, _GUESSED.index(codec), str(match)))
    if not ranked:
        raise UndecidedEncoding(
            "This is not a text in UTF-8, UTF-16 or any older encoding that is known here "
            f"(Windows, ISO, KOI8, Shift-JIS, EUC, GB18030, Big5). {_ADVICE}"
        )
    strange, clear, best, text = min(ranked)
    encoding = Encoding(_GUESSED[best])
    for others_strange, others_clear, other, others_text in sorted(ranked):
        ruled_out = others_strange - strange > _STRANGER or others_clear - clear > _CLEARER
        if others_text != text and not ruled_out:
            ours, theirs = _first_difference(text, others_text)
            raise UndecidedEncoding(
                f"The file may be {encoding.name} (“{ours}”) or {Encoding(_GUESSED[other]).name} "
                f"(“{theirs}”). {_ADVICE}"
            )
    return encoding


def _sample(data: bytes, *, whole: bool) -> bytes:
    """The first lines that are not all ASCII; a last line that is cut off is left out."""
    if not whole and b"\n" in data:
        data = data[: data.rindex(b"\n")]
    sample = bytearray()
    for line in io.BytesIO(data):
        if not line.isascii():
            sample += line
        if len(sample) >= _SAMPLE:
            break
    return bytes(sample)


def _first_difference(one: str, other: str) -> tuple[str, str]:
    """The first words that two readings of the same bytes differ in."""
    for ours, theirs in zip(one.split(), other.split(), strict=False):
        if ours != theirs:
            return ours[:40], theirs[:40]
    return one[:40], other[:40]


def _codec(declared: str) -> str:
    """Python's name for one of the web's. Raises UndecidedEncoding for none."""
    codec = resolve_encoding(declared.strip())
    if codec is None:
        raise UndecidedEncoding(f"“{declared:.40}” is no encoding that is known here. {_ADVICE}")
    return codec


def _reads(data: bytes, codec: str, *, whole: bool) -> str:
    """The text, if it is one: no undefined bytes, no control characters. Else nothing."""
    try:
        text = _strictly(data, codec, whole=whole)
    except UnicodeDecodeError:
        return ""
    return "" if _CONTROLS.search(text) else text


def _strictly(data: bytes, codec: str, *, whole: bool) -> str:
    return codecs.getincrementaldecoder(codec)("strict").decode(data, final=whole)


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1
