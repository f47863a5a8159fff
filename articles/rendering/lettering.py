"""Boxes of text in a drawing: what stands on which line, and how large the box is.

Lengths are in units of a sixteenth of the page's letter size (CSS pixels, unless the reader
enlarged it). Widths of letters are estimated (`articles.text.wrapping`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from unicodedata import bidirectional

from ..text.languages import direction
from ..text.wrapping import width, wrap

WIDTH, PADDING = 244, 12
TITLE_LINES, AGENT_LINES, AGENTS = 5, 3, 4
_INDENT = 20
"""Before an agent's part, with room for a piece of line, solid or dashed."""


@dataclass(frozen=True)
class Style:
    """Letters of one size: `size` of the letters, `leading` from line to line."""

    name: str
    size: float
    leading: float


HEAD, TITLE, AGENT, LABEL = (
    Style("head", 13.5, 19),
    Style("title", 16.5, 21.5),
    Style("part", 13.5, 18),
    Style("relation", 13, 19),
)


@dataclass(frozen=True)
class Line:
    """Words on one line; `x`, `y` is where it begins, on the base line (`at`: its middle).

    `way` is rtl where it begins at the right, and `basis`, of an agent's first line, what the
    piece of line before it looks like.
    """

    text: str
    style: Style
    x: float = 0
    y: float = 0
    way: str = "ltr"
    language: str = ""
    basis: str = ""

    @classmethod
    def label(cls, text: str) -> "Line":
        """The words on a line between boxes."""
        return cls(text, LABEL)

    @property
    def height(self) -> float:
        return self.style.leading

    @property
    def middle(self) -> float:
        """Half way up the small letters."""
        return round(self.y - self.style.size * 0.25, 1)

    def at(self, x: float, y: float) -> "Line":
        return replace(self, x=round(x, 1), y=round(y, 1))


@dataclass(frozen=True)
class Box:
    """A rectangle by its upper left corner, with the lines of text in it."""

    x: float
    y: float
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)

    @property
    def foot(self) -> float:
        return self.y + self.height

    def moved(self, x: float, y: float) -> "Box":
        """The same box, its corner at another place."""
        lines = [line.at(line.x + x - self.x, line.y + y - self.y) for line in self.lines]
        return replace(self, x=round(x, 1), y=round(y, 1), lines=lines)


def text_width(line: Line) -> float:
    """About how wide the words of a line are, with a little room at both ends."""
    return width(line.text) * line.style.size + 8


def lettered(
    head: str,
    title: str,
    *,
    language: str = "",
    agents: Iterable[tuple[str, str, str]] = (),
    last: str = "",
) -> Box:
    """A box with a head in small letters, a title, and `agents`: role, name, basis of each.

    What is too long ends in an ellipsis; of many agents the rest is counted. `last` is a line of
    small letters at the foot.
    """
    agents = list(agents)
    made = _Column()
    made.add(head, HEAD, 1)
    made.add(title, TITLE, TITLE_LINES, language=language)
    made.skip(4 if agents else 0)
    for role, name, basis in agents[:AGENTS]:
        made.add(f"{role} {name}", AGENT, AGENT_LINES, indent=_INDENT, basis=basis)
    if len(agents) > AGENTS:
        made.add(f"and {len(agents) - AGENTS} more", AGENT, 1, indent=_INDENT)
    if last:
        made.add(last, HEAD, 1)
    return Box(0, 0, WIDTH, made.y + PADDING, made.lines)


class _Column:
    """Lines one below the other."""

    def __init__(self):
        self.y: float = PADDING - 3
        self.lines: list[Line] = []

    def add(
        self, text: str, style: Style, most: int, language="", indent: float = 0, basis: str = ""
    ) -> None:
        room = (WIDTH - 2 * PADDING - indent) / style.size
        way = direction(language) if language else _first_strong(text)
        for number, words in enumerate(wrap(text, room, most)):
            self.y += style.leading
            x = WIDTH - PADDING if way == "rtl" else PADDING + indent
            first = basis if number == 0 else ""
            baseline = self.y - style.leading * 0.25
            self.lines.append(Line(words, style, x, baseline, way, language, first))

    def skip(self, height: float) -> None:
        self.y += height


def _first_strong(text: str) -> str:
    """The direction of a text by its first letter that has one (Unicode bidi, rule P2)."""
    for one in text:
        match bidirectional(one):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return "ltr"
