"""Lines of text for a drawing, whose letters a server cannot measure.

Widths are in em and are estimates that rather give too much: of a wide book face (Palatino), and
one em for what East Asian text sets in squares. Lines break at spaces, after hyphens and slashes,
and anywhere in scripts without spaces (`words.UNSPACED`), but not before closing marks; a word
longer than a line is broken between characters. A character is never cut from its marks.
"""

import re
import unicodedata

from .words import UNSPACED

ELLIPSIS = "…"
_SPACE, _NARROW, _MIDDLING, _SMALL, _CAPITAL, _WIDE, _SQUARE = 0.27, 0.36, 0.52, 0.6, 0.8, 1.0, 1.05
_LETTERS = {
    **dict.fromkeys("fijlrtI.,:;!|'’‘()[]/-·", _NARROW),
    **dict.fromkeys('aceszvxk0123456789“”"', _MIDDLING),
    **dict.fromkeys("mwMWQO@%&—…", _WIDE),
    " ": _SPACE,
}
_ZERO_WIDTH_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_AFTER = "-‐–—/"  # a line may end behind these


def width(text: str) -> float:
    """About how wide a text is, in em; rather too much than too little."""
    return sum(map(_width, text))


def wrap(text: str, room: float, lines: int) -> list[str]:
    """Return `text` as at most `lines` lines, none wider than `room` (in em) by `width`.

    What does not fit is left out, whole words if they can be, and an ellipsis stands for it. White
    space is folded. Only a line of a single character may be wider than `room`.
    """
    made = [""]
    pieces = _pieces(text)
    while pieces:
        piece = pieces.pop(0)
        if width(made[-1] + piece.rstrip()) <= room:
            made[-1] += piece
        elif made[-1]:
            if len(made) == lines:
                whole = width(made[-1].rstrip() + ELLIPSIS) <= room
                last = _cut(made[-1] if whole else made[-1] + piece, room)
                return [*map(str.rstrip, made[:-1]), last]
            made.append("")
            pieces.insert(0, piece)
        else:
            head, rest = _broken(piece, room)
            made[-1] = head
            pieces[:0] = [rest] if rest else []
    return [line.rstrip() for line in made if line]


def characters(text: str) -> list[str]:
    """The characters of a text as a reader counts them: each with its marks, emoji whole."""
    found: list[str] = []
    for one in text:
        if found and (_goes_on(one) or found[-1].endswith(_ZERO_WIDTH_JOINER)):
            found[-1] += one
        else:
            found.append(one)
    return found


def _goes_on(one: str) -> bool:
    return (
        unicodedata.category(one)[0] == "M" or one == _ZERO_WIDTH_JOINER or ord(one) in _SKIN_TONES
    )


def _width(one: str) -> float:
    if one in _LETTERS:
        return _LETTERS[one]
    category = unicodedata.category(one)
    if category in ("Mn", "Me", "Cf"):
        return 0
    if category == "So" or unicodedata.east_asian_width(one) in "WF":
        return _SQUARE + 0.3 * (category == "So")
    if one.isupper() or category[0] in "SCM":
        return _CAPITAL
    return _SMALL if ord(one) < 0x600 else _CAPITAL


def _pieces(text: str) -> list[str]:
    """The text cut wherever a line may end, spaces at the end of the piece before."""
    pieces: list[str] = []
    for one in characters(" ".join(text.split())):
        if pieces and not _may_part(pieces[-1], one):
            pieces[-1] += one
        else:
            pieces.append(one)
    return pieces


def _may_part(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before[-1] == " " or (before[-1] in _AFTER and after.isalpha()):
        return True
    closing = unicodedata.category(after[0]) in ("Pe", "Pf", "Po")
    opening = unicodedata.category(before[-1]) in ("Ps", "Pi")
    unspaced = UNSPACED.match(after) or UNSPACED.match(characters(before[-8:])[-1])
    return bool(unspaced) and not closing and not opening


def _broken(piece: str, room: float) -> tuple[str, str]:
    """As many characters as there is room for, at least one, and the rest."""
    parts = characters(piece)
    count, used = 0, 0.0
    while count < len(parts) and (not count or used + width(parts[count]) <= room):
        used += width(parts[count])
        count += 1
    return "".join(parts[:count]), "".join(parts[count:])


def _cut(text: str, room: float) -> str:
    head, _ = _broken(text, room - width(ELLIPSIS))
    head = re.sub(r"[\s,;:.]+$", "", head)
    return head + ELLIPSIS
