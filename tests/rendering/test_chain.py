"""The chain of attribution as a tree to draw."""

from articles.lineage import Lineage, Step
from articles.models import Derivation, Source
from articles.rendering.chain import DEEPEST, chain


def lineage(edges: dict[int, list[int]]) -> Lineage:
    steps = {
        key: Step(
            Source(pk=key, title=str(key)),
            [],
            [Derivation(source_id=key, derived_from_id=origin) for origin in origins],
        )
        for key, origins in edges.items()
    }
    return Lineage([steps[1].source], steps)


def shape(link):
    name = link.source.title + ("!" if link.is_root else "") + ("=" if link.repeated else "")
    return [name + ("…" if link.cut else ""), *map(shape, link.behind)]


def draw(edges):
    found = lineage(edges)
    return shape(chain(found, found.starts[0]))


def test_a_root_alone():
    assert draw({1: []}) == ["1!"]


def test_a_fork_draws_what_is_behind_a_source_once():
    assert draw({1: [2, 3], 2: [3], 3: [4], 4: []}) == ["1", ["2", ["3", ["4!"]]], ["3="]]


def test_a_root_may_stand_at_the_end_of_every_branch():
    assert draw({1: [2, 3], 2: [4], 3: [4], 4: []}) == ["1", ["2", ["4!"]], ["3", ["4!"]]]


def test_what_was_cut_is_drawn_where_it_is_met_by_a_shorter_way():
    long = {n: [n + 1] for n in range(1, DEEPEST + 3)} | {DEEPEST + 3: []}
    deep = DEEPEST + 1  # cut on the long way
    first = str(draw({**long, 1: [2, deep]}))
    assert f"'{deep}…'" in first
    assert f"'{deep}='" not in first
    assert f"'{deep}', ['{deep + 1}', ['{deep + 2}!']]" in first
    assert str(draw({**long, 1: [deep, 2]})).count(f"'{deep}='") == 1


def test_a_very_long_chain_is_cut_and_says_so():
    length = DEEPEST + 5
    drawn = str(draw({n: [n + 1] for n in range(1, length)} | {length: []}))
    assert drawn.count("…") == 1
    assert f"{DEEPEST + 1}…" in drawn
