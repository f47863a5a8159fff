"""Bars over years: what is counted by date, as a small drawing that `articles/_years.html` prints.

The drawing is SVG of shapes and words only, coloured by the style sheet (`css/years.css`); a table
beside it says the same. Years are astronomical, as in ISO 8601: 0 is 1 BC.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ..text.dates import UNDATED_EARLIEST
from ..text.years import FIRST_YEAR, LAST_YEAR, written

MOST_BARS = 120
"""Of more years than that, ten make a bar; of more decades, ten of them; and so on."""
MOST_TICKS = 5
WIDEST = 36
"""A bar has so much room at most."""
ROOM = 72
"""What the words of one tick need, also where they are set larger."""

WIDTH, TOP, BOTTOM, HEIGHT = 720, 12, 120, 152
"""In units of the drawing: the bars stand between `TOP` and `BOTTOM`, the years below them."""
_THINNEST = 1.5


@dataclass(frozen=True, slots=True)
class Bar:
    """Years `first` to `last` with how many of what is counted, and where its bar is drawn."""

    first: int
    last: int
    number: int
    x: float
    width: float
    height: float

    @property
    def y(self) -> float:
        return BOTTOM - self.height

    @property
    def label(self) -> str:
        """Its years for readers: “1940”, “1940–1949”, “12 BC – 3 BC”."""
        if self.first == self.last:
            return year_in_words(self.first)
        dash = "–" if self.first >= 1000 else " – "
        return f"{year_in_words(self.first)}{dash}{year_in_words(self.last)}"

    @property
    def query(self) -> str:
        """What a list is asked for these years (`filters`); empty where it cannot be asked."""
        if not FIRST_YEAR <= self.first <= self.last <= LAST_YEAR:
            return ""
        if self.first == self.last:
            return f"year={self.first}"
        return f"from={written(self.first)}&until={written(self.last)}"


@dataclass(frozen=True, slots=True)
class Tick:
    """A year below the bars; `anchor` is which end of it stands at `x` (SVG `text-anchor`)."""

    label: str
    x: float
    anchor: str


@dataclass(frozen=True)
class Years:
    """What is counted, by years. `undated` has no year, `spread` no single one (“1938/1941”)."""

    total: int
    bars: list[Bar]
    undated: int = 0
    spread: int = 0

    width = WIDTH
    height = HEIGHT
    top = TOP
    bottom = BOTTOM

    @property
    def end(self) -> float:
        """Where the last bar ends: few bars do not fill the width."""
        return self.bars[-1].x + self.bars[-1].width

    @property
    def placed(self) -> int:
        """How many the bars show."""
        return self.total - self.undated - self.spread

    @property
    def filled(self) -> list[Bar]:
        """The bars that show any: the rows of the table."""
        return [bar for bar in self.bars if bar.number]

    @property
    def highest(self) -> Bar:
        """The highest bar, of equals the first."""
        return max(self.bars, key=lambda bar: bar.number)

    @property
    def step(self) -> int:
        """Years a bar."""
        return self.bars[0].last - self.bars[0].first + 1

    @property
    def ticks(self) -> list[Tick]:
        """First years of the outermost bars and of some between, none running out at a side."""
        count = len(self.bars)
        most = max(1, min(MOST_TICKS, count, int(self.end // ROOM)))
        ticks = []
        for n in range(most):
            bar = self.bars[round(n * (count - 1) / max(most - 1, 1))]
            x, anchor = bar.x + bar.width / 2, "middle"
            if n in (0, most - 1):
                x, anchor = (bar.x, "start") if n == 0 else (bar.x + bar.width, "end")
            ticks.append(Tick(year_in_words(bar.first), round(x, 2), anchor))
        return ticks


def by_year(dated: Iterable[tuple[int, int, int]]) -> Years:
    """Put numbers to years. `dated` has (earliest, latest, number), the keys of `text.dates`."""
    total = undated = spread = 0
    placed: dict[int, int] = {}
    for earliest, latest, number in dated:
        total += number
        if earliest == UNDATED_EARLIEST:
            undated += number
        elif earliest // 10000 != latest // 10000:
            spread += number
        else:
            year = earliest // 10000
            placed[year] = placed.get(year, 0) + number
    return Years(total, _bars(placed), undated, spread)


def year_in_words(year: int) -> str:
    """“1940”, “AD 79”, “12 BC”."""
    if year > 0:
        return str(year) if year >= 1000 else f"AD {year}"
    return f"{1 - year} BC"


def _bars(placed: dict[int, int]) -> list[Bar]:
    if not placed:
        return []
    first, last, step = min(placed), max(placed), 1
    while last // step - first // step >= MOST_BARS:
        step *= 10
    numbers = [0] * (last // step - first // step + 1)
    for year, number in placed.items():
        numbers[year // step - first // step] += number
    slot = min(WIDTH / len(numbers), WIDEST)
    gap = min(slot / 4, 4)
    scale = (BOTTOM - TOP) / max(numbers)
    return [
        Bar(
            first=(first // step + at) * step,
            last=(first // step + at) * step + step - 1,
            number=number,
            x=round(at * slot + gap / 2, 2),
            width=round(slot - gap, 2),
            height=round(max(number * scale, _THINNEST), 2) if number else 0,
        )
        for at, number in enumerate(numbers)
    ]
