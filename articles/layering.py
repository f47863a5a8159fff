"""Where the boxes and lines of a layered drawing go, over plain nodes and sizes.

What is derived stands above what it derives from, in layers; every line runs down. After Sugiyama,
Tagawa and Toda (1981): a node's layer is the longest way to it from above; a line that passes
layers gets a bend in each, so that it keeps clear of the boxes there; within layers the order is
that of the barycentres of the neighbours, swept down and up, the best order met being kept. Places
across are then drawn to straight above the first of what stands below, as closely as order and
sizes allow (isotonic regression, by pooling adjacent violators, Ayer et al. 1955): what begins at
the left goes straight down there, and branches go to the right, where narrow windows scroll.
Labels have layers of their own between those of the boxes, so that nothing covers anything.

Lengths are in whatever unit the sizes are in. Nothing depends on chance: the same graph gives the
same drawing.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from .graph import Node, origins_first

SWEEPS = 12
STRAIGHT = 16
"""How much more bends of one line insist on standing below one another than boxes do."""

Edge = tuple[Node, Node]
Size = tuple[float, float]
Point = tuple[float, float]


@dataclass(frozen=True)
class Spacing:
    """Room between things side by side, and above and below a row of labels."""

    across: float = 24
    down: float = 26
    bend: float = 8


@dataclass(frozen=True)
class Box:
    """A rectangle by its upper left corner; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True)
class Route:
    """A line: from point to point, upright inside rows and free to lean between; its label."""

    points: list[Point]
    label: Box


@dataclass(frozen=True)
class Layout:
    width: float
    height: float
    boxes: dict[Hashable, Box]
    routes: dict[Edge, Route]


@dataclass(frozen=True)
class _Bend:
    """Where a line passes a row: of others, or, the first time, that of its own label."""

    edge: Edge
    row: int
    size: Size


def layers(edges: Mapping[Edge, object], nodes: Mapping[Node, object]) -> dict[Node, int]:
    """The layer of every node: 0 for what nothing derives from, else below all that does.

    Raises CycleError.
    """
    ordered = origins_first(edges, nodes)
    found = dict.fromkeys(nodes, 0)
    for node, origins in reversed(ordered.items()):
        for origin in origins:
            found[origin] = max(found[origin], found[node] + 1)
    return found


def lay_out(
    sizes: Mapping[Node, Size], edges: Mapping[Edge, Size], spacing: Spacing | None = None
) -> Layout:
    """Place nodes of these sizes, and the lines between them with labels of these sizes.

    An edge is `(derived, origin)`; its ends must be among `sizes`. Raises CycleError.
    """
    spacing = spacing or Spacing()
    rows, links = _rows(sizes, edges, spacing)
    rows = _ordered(rows, links)
    shapes = {**sizes, **{item: item.size for row in rows[1:] for item in row if item not in sizes}}
    centres = _centres(rows, links, {item: size[0] for item, size in shapes.items()}, spacing)
    left = min((centres[item] - shapes[item][0] / 2 for item in shapes), default=0)
    right = max((centres[item] + shapes[item][0] / 2 for item in shapes), default=0)
    places = {}
    top = 0.0
    for number, row in enumerate(rows):
        height = max(shapes[item][1] for item in row)
        if number % 2:
            top += spacing.down
        for item in row:
            width, own = shapes[item]
            tall = height if isinstance(item, _Bend) else own
            places[item] = Box(centres[item] - left - width / 2, top, width, tall)
        top += height + (spacing.down if number % 2 else 0)
    return Layout(
        right - left,
        top,
        {node: places[node] for node in sizes},
        {edge: _route(edge, items, places, edges[edge], rows) for edge, items in links.items()},
    )


def _rows(sizes, edges, spacing: Spacing) -> tuple[list[list], dict[Edge, list]]:
    """Boxes in even rows, bends in all, as they are met; and the items each line runs through."""
    found = layers(edges, sizes)
    rows: list[list] = [[] for _ in range(2 * max(found.values(), default=-1) + 1)]
    for node, layer in found.items():
        rows[2 * layer].append(node)
    links = {}
    for edge, label in edges.items():
        first, last = 2 * found[edge[0]] + 1, 2 * found[edge[1]]
        sizes_met = [label] + [(spacing.bend, 0.0)] * (last - first - 1)
        bends = [_Bend(edge, first + n, size) for n, size in enumerate(sizes_met)]
        for bend in bends:
            rows[bend.row].append(bend)
        links[edge] = [edge[0], *bends, edge[1]]
    return rows, links


def _neighbours(links: dict[Edge, list]) -> tuple[dict, dict]:
    above, below = defaultdict(list), defaultdict(list)
    for items in links.values():
        for upper, lower in pairwise(items):
            below[upper].append(lower)
            above[lower].append(upper)
    return above, below


def _ordered(rows: list[list], links: dict[Edge, list]) -> list[list]:
    """The rows with as few crossings as sweeping down and up by barycentres comes to."""
    above, below = _neighbours(links)
    best, fewest = rows, _crossings(rows, below)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        rows = [list(row) for row in rows]
        down = sweep % 2 == 0
        places = {item: place for row in rows for place, item in enumerate(row)}
        for row in rows if down else reversed(rows):
            _sort_by_barycentre(row, places, above if down else below)
        crossings = _crossings(rows, below)
        if crossings < fewest:
            best, fewest = rows, crossings
    return best


def _sort_by_barycentre(row: list, places: dict, neighbours: dict) -> None:
    """Sort a row, and bring the places of its items up to date."""
    centres = {
        item: sum(map(places.get, neighbours[item])) / len(neighbours[item])
        if neighbours[item]
        else places[item]
        for item in row
    }
    row.sort(key=centres.get)
    places.update((item, place) for place, item in enumerate(row))


def _crossings(rows: list[list], below: dict) -> int:
    """How many pairs of lines cross, row by row."""
    count = 0
    for upper, lower in pairwise(rows):
        places = {item: place for place, item in enumerate(lower)}
        ends = [place for item in upper for place in sorted(map(places.get, below[item]))]
        count += sum(earlier > later for at, later in enumerate(ends) for earlier in ends[:at])
    return count


def _centres(rows: list[list], links: dict[Edge, list], widths: dict, spacing: Spacing) -> dict:
    """The middle of every item across: near its neighbours, in order, nothing overlapping."""
    above, below = _neighbours(links)
    ranks = {item: rank for row in rows for rank, item in enumerate(row)}
    for neighbours in (above, below):
        for near in neighbours.values():
            near.sort(key=ranks.get)
    centres = dict.fromkeys(ranks, 0.0)
    for sweep in range(SWEEPS):
        if sweep % 2 == 0:
            for row in rows:
                wanted = {
                    item: _below(item, above[item], below, centres, widths, spacing) for item in row
                }
                _settle(row, wanted, centres, widths, spacing)
        else:
            for row in reversed(rows):
                wanted = {item: _above(item, below[item], centres) for item in row}
                _settle(row, wanted, centres, widths, spacing)
    return centres


def _below(item, upper: list, below: dict, centres: dict, widths: dict, spacing: Spacing) -> float:
    """Where an item hangs: the first straight below, the others to its right."""
    if not upper:
        return centres[item]
    step = widths[item] + spacing.across
    return sum(centres[one] + below[one].index(item) * step for one in upper) / len(upper)


def _above(item, lower: list, centres: dict) -> float:
    """Where an item stands: straight above the first of what it derives from."""
    return centres[lower[0]] if lower else centres[item]


def _settle(row: list, wanted: dict, centres: dict, widths: dict, spacing: Spacing) -> None:
    """Set the centres of a row as near to `wanted` as order and widths allow (least squares)."""
    # Less the room that those before it need at least, the places must only not fall.
    offsets, offset = [], 0.0
    for before, item in zip([None, *row], row, strict=False):
        if before is not None:
            offset += (widths[before] + widths[item]) / 2 + spacing.across
        offsets.append(offset)
    pools: list[list[float]] = []  # mean, weight, how many
    for item, offset in zip(row, offsets, strict=True):
        weight = STRAIGHT if isinstance(item, _Bend) else 1
        pools.append([wanted[item] - offset, weight, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            mean, weight, count = pools.pop()
            into = pools[-1]
            into[0] = (into[0] * into[1] + mean * weight) / (into[1] + weight)
            into[1] += weight
            into[2] += count
    means = [mean for mean, _, count in pools for _ in range(int(count))]
    for item, mean, offset in zip(row, means, offsets, strict=True):
        centres[item] = mean + offset


def _route(edge: Edge, items: list, places: dict, label: Size, rows: list[list]) -> Route:
    """From the foot of the upper box through its bends to the head of the lower one."""
    upper, *bends, lower = (places[item] for item in items)
    foot = max(places[item].bottom for item in rows[items[1].row - 1])
    points = [(upper.middle, upper.bottom), (upper.middle, foot)]
    for bend in bends:
        points += [(bend.middle, bend.y), (bend.middle, bend.bottom)]
    points.append((lower.middle, lower.y))
    first = bends[0]
    at = Box(first.x, first.y + (first.height - label[1]) / 2, *label)
    return Route(list(dict.fromkeys(points)), at)
