"""What everything in a graph of derivations comes down to, all nodes at once, over plain edges.

Edges and roots are those of `articles.graph`. A node comes down to the roots behind it; a root
comes down to itself. Building the set of roots of every node would take the square of the edges
where a long chain gathers roots on its way. So what has one root, which is nearly everything in
practice, is settled in one pass, and nodes of the same roots are taken together where they follow
one another; for the rest sets are bits of whole numbers, so many at a time that memory stays
bounded.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Generic, TypeVar

from . import graph

Node = TypeVar("Node", bound=Hashable)
Group = TypeVar("Group", bound=Hashable)
Groups = Mapping[Group, Iterable[Node]]

AT_A_TIME = 8192
"""So many roots or groups are followed together, a bit each: a kilobyte a node."""


class Roots(Generic[Node]):
    """The roots of every node of `edges` and `nodes`; CycleError if edges go in a circle.

    `sole` has the one root each node comes down to, or None where there are several.
    """

    def __init__(self, edges: Iterable[tuple[Node, Node]], nodes: Iterable[Node] = ()):
        # Of nodes that come down to the same roots, one stands for all where that is plain: a
        # root, or the fork where ways to several part. Forks come after those behind them.
        self._same: dict[Node, Node] = {}
        self._forks = graph.Origins[Node]([])
        for node, origins in graph.origins_first(edges, nodes).items():
            behind = dict.fromkeys(self._same[origin] for origin in origins)
            if len(behind) > 1:
                self._forks[node] = behind
            self._same[node] = next(iter(behind)) if len(behind) == 1 else node
        self.sole: dict[Node, Node | None] = {
            node: None if same in self._forks else same for node, same in self._same.items()
        }

    def of(self, nodes: Iterable[Node]) -> list[Node]:
        """The roots these nodes come down to, each once, in the order of `graph.roots`."""
        return graph.roots(self._forks, map(self._same.__getitem__, nodes))

    def first(self, nodes: Iterable[Node], most: int) -> dict[Node, list[Node]]:
        """For every node the first `most` roots it comes down to, in that order. One pass."""
        found: dict[Node, list[Node]] = {}
        for fork, behind in self._forks.items():
            met: dict[Node, None] = {}
            for node in behind:
                met.update(dict.fromkeys(found.get(node, (node,))))
                if len(met) >= most:
                    break
            found[fork] = list(islice(met, most))
        same = {node: self._same[node] for node in nodes}
        return {node: found.get(one, [one]) for node, one in same.items()}

    def weigh(self, groups: Groups) -> tuple[dict[Group, int], dict[Node, int]]:
        """For every group of nodes how many roots they come down to; and as `carrying`.

        The forks are gone through once for every `AT_A_TIME` roots, and once for every `AT_A_TIME`
        groups, as far as these have several roots.
        """
        settled, unsettled = self._settle(groups)
        forks, roots = self._behind(unsettled)
        counts = {group: len(found) for group, found in settled.items()}
        counts |= _counted(unsettled, forks, roots)
        carrying = Counter(root for found in settled.values() for root in found)
        carrying.update(_carried(unsettled, forks, roots))
        return counts, dict(carrying)

    def carrying(self, groups: Groups) -> dict[Node, int]:
        """For every root how many groups come down to it with at least one of their nodes.

        Roots of none are left out.
        """
        settled, unsettled = self._settle(groups)
        carrying = Counter(root for found in settled.values() for root in found)
        carrying.update(_carried(unsettled, *self._behind(unsettled)))
        return dict(carrying)

    def _settle(self, groups: Groups) -> tuple[dict[Group, set[Node]], dict[Group, set[Node]]]:
        """The roots of groups that come to no fork; and the forks and roots of the other groups."""
        settled: dict[Group, set[Node]] = {}
        unsettled: dict[Group, set[Node]] = {}
        for group, nodes in groups.items():
            found = {self._same[node] for node in nodes}
            part = settled if self._forks.keys().isdisjoint(found) else unsettled
            part[group] = found
        return settled, unsettled

    def _behind(self, groups: Groups) -> tuple[dict[Node, dict[Node, None]], list[Node]]:
        """The forks behind the groups, those furthest back first, and the roots behind them."""
        wanted = set().union(*groups.values())
        for fork, behind in reversed(self._forks.items()):
            if fork in wanted:
                wanted.update(behind)
        forks = {fork: behind for fork, behind in self._forks.items() if fork in wanted}
        return forks, [node for node in wanted if node not in forks]


def _counted(groups: Groups, forks: Groups, roots: list[Node]) -> dict[Group, int]:
    counts = dict.fromkeys(groups, 0)
    for some in _portions(roots):
        masks = {root: 1 << place for place, root in enumerate(some)}
        for fork, behind in forks.items():
            if mask := _together(masks, behind):
                masks[fork] = mask
        for group, nodes in groups.items():
            counts[group] += _together(masks, nodes).bit_count()
    return counts


def _carried(groups: Groups, forks: Groups, roots: list[Node]) -> dict[Node, int]:
    carrying = dict.fromkeys(roots, 0)
    for some in _portions(list(groups.values())):
        masks: dict[Node, int] = {}
        for place, nodes in enumerate(some):
            for node in nodes:
                masks[node] = masks.get(node, 0) | 1 << place
        for fork, behind in reversed(forks.items()):
            if mask := masks.pop(fork, 0):
                for node in behind:
                    masks[node] = masks.get(node, 0) | mask
        for root in roots:
            carrying[root] += masks.get(root, 0).bit_count()
    return carrying


def _together(masks: dict[Node, int], nodes: Iterable[Node]) -> int:
    mask = 0
    for node in nodes:
        mask |= masks.get(node, 0)
    return mask


def _portions(whole: list) -> Iterator[list]:
    for first in range(0, len(whole), AT_A_TIME):
        yield whole[first : first + AT_A_TIME]
