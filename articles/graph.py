"""Questions to a graph of derivations, over plain edges.

An edge is `(derived, origin)`: the first was made from the second. Nodes are any
hashable values. A *root* is a node with no edge behind it. Parallel edges count
once. All walks are iterative (chains may be of any length) and, except `paths`,
linear in the number of edges. Functions that walk raise CycleError when what lies
behind their start nodes contains a cycle; `would_cycle` is there to prevent that.
"""

from collections import deque
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)

PATH_LIMIT = 1000


class Origins(dict[Node, dict[Node, None]]):
    """Edges as what each node directly derives from, each once, in the order given.

    It is taken for edges wherever they are, and saves going through them for every question.
    """

    def __init__(self, edges: Iterable[tuple[Node, Node]]):
        super().__init__()
        for derived, origin in edges:
            self.setdefault(derived, {})[origin] = None


class CycleError(ValueError):
    """The edges lead back to where they started; `path` begins and ends with the same node."""

    def __init__(self, path: list):
        self.path = path
        super().__init__("The derivations go in a circle: " + " ← ".join(map(str, path)))


@dataclass(frozen=True)
class Independence:
    """How many attributions there are, and the roots that all of them come down to."""

    attributions: int
    roots: tuple


def would_cycle(
    edges: Iterable[tuple[Node, Node]], derived: Node, origin: Node
) -> list[Node] | None:
    """Return the circle that a new edge from `derived` to `origin` would close, or None.

    The circle is a shortest one, `[derived, origin, …, derived]`, so that a message can
    name its members. It never raises: a cycle already among `edges` is walked once.
    """
    if derived == origin:
        return [derived, derived]
    origins = _as_origins(edges)
    reached_from = {origin: derived}
    queue = deque([origin])
    while queue:
        node = queue.popleft()
        for behind in origins.get(node, ()):
            if behind == derived:
                circle = [derived, node]
                while node != origin:
                    node = reached_from[node]
                    circle.append(node)
                return [derived, *reversed(circle)]
            if behind not in reached_from:
                reached_from[behind] = node
                queue.append(behind)
    return None


def ancestors(edges: Iterable[tuple[Node, Node]], start: Node) -> set[Node]:
    """Return every node that `start` derives from, near or far, without `start` itself."""
    return set(_walk(_as_origins(edges), [start])) - {start}


def roots(edges: Iterable[tuple[Node, Node]], start_nodes: Iterable[Node]) -> list[Node]:
    """Return the roots behind `start_nodes`, each once, in the order they are first reached.

    The walk goes depth first, following edges in the order given. A start node
    without edges is its own root.
    """
    origins = _as_origins(edges)
    return [node for node in _walk(origins, start_nodes) if not origins.get(node)]


def paths(
    edges: Iterable[tuple[Node, Node]], start: Node, limit: int = PATH_LIMIT
) -> list[list[Node]]:
    """Return the paths from `start` down to its roots, depth first, at most `limit` of them.

    Each path includes both ends. Paths can be exponentially many where diamonds follow
    each other: ask for one more than you show to learn whether there are more.
    """
    origins = _as_origins(edges)
    for _ in _walk(origins, [start]):
        pass
    found: list[list[Node]] = []
    path = [start]
    pending = [iter(origins.get(start, ()))]
    while path and len(found) < limit:
        behind = next(pending[-1], _END)
        if behind is not _END:
            path.append(behind)
            pending.append(iter(origins.get(behind, ())))
            continue
        if not origins.get(path[-1]):
            found.append(path.copy())
        path.pop()
        pending.pop()
    return found


def independence(edges: Iterable[tuple[Node, Node]], starts: Iterable[Node]) -> Independence:
    """Tell how far several attributions rest on different roots.

    `starts` holds the source of each attribution, repeated as often as it is relied
    on: five attributions to sources that all derive from two are 5 and two roots.
    """
    starts = list(starts)
    return Independence(attributions=len(starts), roots=tuple(roots(edges, starts)))


def origins_first(
    edges: Iterable[tuple[Node, Node]], nodes: Iterable[Node] = ()
) -> dict[Node, dict[Node, None]]:
    """Every node of `edges` and `nodes` with what it directly derives from, after all of that.

    Read forwards, a node comes when everything behind it is known; backwards (`reversed`), when
    everything made from it is. Topological order as in Kahn 1962.
    """
    origins = _as_origins(edges)
    derived: dict[Node, list[Node]] = {}
    for node, behind in origins.items():
        for origin in behind:
            derived.setdefault(origin, []).append(node)
    waiting = {node: len(behind) for node, behind in origins.items()}
    ready = [node for node in dict.fromkeys((*nodes, *derived)) if node not in origins]
    ordered = {}
    while ready:
        node = ready.pop()
        ordered[node] = origins.get(node, {})
        for next_node in derived.get(node, ()):
            waiting[next_node] -= 1
            if not waiting[next_node]:
                ready.append(next_node)
    in_circles = [node for node, left in waiting.items() if left]
    for _ in _walk(origins, in_circles):
        pass  # it comes upon the circle, and says so
    return ordered


_END = object()


def _as_origins(edges: Iterable[tuple[Node, Node]]) -> Origins:
    return edges if isinstance(edges, Origins) else Origins(edges)


def _walk(origins: Origins, starts: Iterable[Node]) -> Iterator[Node]:
    """Yield each node reachable from `starts` once, depth first; raise CycleError on a cycle."""
    seen: set[Node] = set()
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        yield start
        path = [start]
        on_path = {start}
        pending = [iter(origins.get(start, ()))]
        while path:
            behind = next(pending[-1], _END)
            if behind is _END:
                pending.pop()
                on_path.discard(path.pop())
            elif behind in on_path:
                raise CycleError([*path[path.index(behind) :], behind])
            elif behind not in seen:
                seen.add(behind)
                yield behind
                path.append(behind)
                on_path.add(behind)
                pending.append(iter(origins.get(behind, ())))
