"""What two sequences have in common, place by place and in order; all of it n·log n."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence

Match = tuple[int, int, int]
"""Where it begins in the old sequence, where in the new one, and how long it is."""


def common_once(a: Sequence[Hashable], b: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Yield the places of what occurs exactly once in both sequences, in the order of `a`."""
    counted, new_counted = Counter(a), Counter(b)
    places = {item: at for at, item in enumerate(b) if new_counted[item] == 1}
    for at, item in enumerate(a):
        if item in places and counted[item] == 1:
            yield at, places[item]


def in_order(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of the pairs that also ascends in the new sequence."""
    ends: list[int] = []
    lasts: list[int] = []
    links: list[tuple[tuple[int, int], int]] = []
    for number, pair in enumerate(pairs):
        at = bisect_left(ends, pair[1])
        links.append((pair, lasts[at - 1] if at else -1))
        ends[at : at + 1], lasts[at : at + 1] = [pair[1]], [number]
    chosen, number = [], lasts[-1] if lasts else -1
    while number >= 0:
        pair, number = links[number]
        chosen.append(pair)
    return chosen[::-1]


def common(pairs: Iterable[tuple[Hashable, Hashable]]) -> int:
    """Return how many pairs are equal, from the first on."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def joined(matches: Iterable[Match]) -> list[Match]:
    """Return the same matches, those that adjoin made one, empty ones left out."""
    joined: list[Match] = []
    for old, new, length in matches:
        if joined and length:
            before, new_before, size = joined[-1]
            if before + size == old and new_before + size == new:
                joined[-1] = (before, new_before, size + length)
                continue
        if length:
            joined.append((old, new, length))
    return joined
