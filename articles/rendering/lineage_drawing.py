"""The lineage of an article, a quotation or a source as boxes and lines for an SVG.

Above stands what is asked about, below what it comes from, roots without anything below. Where
each thing goes is worked out by `articles.layering`; here is decided what is drawn and how large
it is, in units of a sixteenth of the page's letter size. The template `articles/_lineage.html`
writes the SVG. A large lineage is drawn as far as the nearest sources; the rest is counted.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst

from ..layering import Route, lay_out
from ..lineage import Lineage, Step
from ..models import Article, Citation, Quotation, Source
from .lettering import Box, Line, lettered, text_width

MOST, WIDEST, LINES = 60, 6, 120
"""So many sources, sources from one generation, and lines between them are drawn."""
MARGIN = 4
_TIP = 8

_TOP = "top"


@dataclass(frozen=True)
class Node:
    """A box that leads to a page, or, without an address, what this page is about.

    `kind`: article, quotation, source.
    """

    kind: str
    address: str
    box: Box
    is_root: bool = False

    @property
    def sign(self) -> str:
        """What marks a kind besides words, as SVG path data: a double foot, or a broad margin."""
        if self.kind == "source":
            return f"M{self.box.x} {self.box.foot - 4}h{self.box.width}m0 4h-{self.box.width}"
        return f"M{self.box.x + 3} {self.box.y}v{self.box.height}"


@dataclass(frozen=True)
class Connection:
    """A line from what is derived to its origin: its way (SVG path data), its tip, its words."""

    way: str
    tip: str
    basis: str
    words: Line
    ground: Box


@dataclass(frozen=True)
class Drawing:
    """What `articles/_lineage.html` draws. Counts are of sources, without the one asked about."""

    width: int
    height: int
    nodes: list[Node]
    connections: list[Connection]
    behind: int
    roots: int
    left_out: int
    lines_left_out: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in letter sizes of the page (em)."""
        return self.width / 16, self.height / 16

    @property
    def bases(self) -> set[str]:
        """What the lines, to origins and to agents, are to be explained for."""
        agents = {line.basis for node in self.nodes for line in node.box.lines}
        return agents | {one.basis for one in self.connections}


def draw_source(origins: Lineage, source: Source) -> Drawing:
    """What a source comes from; `source` is the start of `origins`."""
    return _draw(origins, None, {}, source.pk)


def draw_quotation(origins: Lineage, quotation: Quotation) -> Drawing:
    """A quotation, the source it stands in, and what that comes from."""
    top = lettered(
        f"{quotation.get_kind_display()} quotation {quotation.number}".capitalize(),
        str(quotation.speaker or capfirst(quotation.speaker_description) or "No speaker"),
        language=quotation.speaker.name_language if quotation.speaker else "",
    )
    return _draw(origins, ("quotation", top), {source.pk: "stands in" for source in origins.starts})


def draw_article(
    origins: Lineage,
    article: Article,
    quotations: Iterable[Quotation],
    citations: Iterable[Citation],
) -> Drawing:
    """An article, the sources it cites and quotes, and what these come from."""
    top = lettered("Article", article.title, language=article.language)
    quoted = Counter(quotation.source_id for quotation in quotations)
    cited = {citation.source_id for citation in citations}
    words = {
        source.pk: _relied_on(source.pk in cited, quoted[source.pk]) for source in origins.starts
    }
    return _draw(origins, ("article", top), words)


def _relied_on(cited: bool, quotations: int) -> str:
    number = f"{quotations} quotation{'' if quotations == 1 else 's'}"
    return ("cited, " * cited + number) if quotations else "cited"


def _draw(origins: Lineage, top, words: dict[int, str], source: int | None = None) -> Drawing:
    drawn, derivations = _chosen(origins)
    shapes = {key: _shape(origins.steps[key], derivations) for key in drawn}
    edges = {
        (derivation.source_id, derivation.derived_from_id): (
            derivation.get_kind_display(),
            derivation.basis,
        )
        for derivation in derivations
    }
    if top is not None:
        shapes[_TOP] = top[1]
        edges = {(_TOP, key): (words[key], "stated") for key in drawn if key in words} | edges
    labels = {edge: Line.label(said) for edge, (said, _) in edges.items()}
    layout = lay_out(
        {key: (box.width, box.height) for key, box in shapes.items()},
        {edge: (text_width(label), label.height) for edge, label in labels.items()},
    )
    placed = {
        key: shapes[key].moved(place.x + MARGIN, place.y + MARGIN)
        for key, place in layout.boxes.items()
    }
    nodes = [] if top is None else [Node(top[0], "", placed[_TOP])]
    for key in drawn:
        step = origins.steps[key]
        address = "" if key == source else step.source.get_absolute_url()
        nodes.append(Node("source", address, placed[key], step.is_root))
    known = sum(len(step.derivations) + step.more for step in origins.steps.values())
    return Drawing(
        width=math.ceil(layout.width + 2 * MARGIN),
        height=math.ceil(layout.height + 2 * MARGIN),
        nodes=nodes,
        connections=[
            _connection(route, labels[edge], edges[edge][1])
            for edge, route in layout.routes.items()
        ],
        behind=origins.size - (source is not None),
        roots=origins.count_roots(),
        left_out=origins.size - len(drawn),
        lines_left_out=known - len(derivations),
    )


def _chosen(origins: Lineage) -> tuple[list[int], list]:
    """The sources drawn, generation by generation, and the derivations between them."""
    drawn: dict[int, None] = {}
    generation = list(dict.fromkeys(source.pk for source in origins.starts))
    while generation and len(drawn) < MOST:
        chosen = generation[: min(WIDEST, MOST - len(drawn))]
        drawn.update(dict.fromkeys(chosen))
        behind = (
            derivation.derived_from_id
            for key in chosen
            for derivation in origins.steps[key].derivations
        )
        generation = [key for key in dict.fromkeys(behind) if key not in drawn]
    derivations = [
        derivation
        for key in drawn
        for derivation in origins.steps[key].derivations
        if derivation.derived_from_id in drawn
    ]
    return list(drawn), derivations[:LINES]


def _shape(step: Step, drawn: list) -> Box:
    """The box of a source with its letters, not yet placed."""
    source = step.source
    kind = source.get_kind_display()
    head = f"Root: {kind}" if step.is_root else kind.capitalize()
    if source.date:
        head += f", {source.date_in_words()}"
    behind = len(step.derivations) + step.more
    missing = behind - sum(derivation.source_id == source.pk for derivation in drawn)
    return lettered(
        head,
        source.title,
        agents=[(a.get_role_display(), str(a.entity), a.basis) for a in step.agents],
        last=f"{missing} more behind it, not drawn" if missing else "",
    )


def _connection(route: Route, label: Line, basis: str) -> Connection:
    points = [(x + MARGIN, y + MARGIN) for x, y in route.points]
    (x, y), *rest = points
    way = [f"M{x:.1f} {y:.1f}"]
    for next_x, next_y in rest:
        if abs(next_x - x) < 0.05:
            way.append(f"V{next_y:.1f}")
        else:
            half = (y + next_y) / 2
            way.append(f"C{x:.1f} {half:.1f} {next_x:.1f} {half:.1f} {next_x:.1f} {next_y:.1f}")
        x, y = next_x, next_y
    tip = f"M{x - _TIP / 1.6:.1f} {y - _TIP:.1f}h{_TIP * 1.25:g}L{x:.1f} {y:.1f}z"
    at = route.label
    ground = Box(0, 0, round(at.width, 1), at.height).moved(at.x + MARGIN, at.y + MARGIN)
    words = label.at(ground.x + ground.width / 2, ground.y + ground.height - 5)
    return Connection("".join(way), tip, basis, words, ground)
