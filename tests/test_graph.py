from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.graph import (
    CycleError,
    Independence,
    ancestors,
    independence,
    paths,
    roots,
    would_cycle,
)

DIAMOND = [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "e"), ("a", "b")]
CHAIN = [(number, number + 1) for number in range(100_000)]

# Every edge leads to a larger number: any such list is free of cycles.
acyclic = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda e: e[0] != e[1]).map(sorted),
    max_size=25,
).map(lambda edges: [tuple(edge) for edge in edges])


def test_a_diamond_comes_down_to_one_root_by_two_paths():
    assert ancestors(DIAMOND, "b") == {"d", "e"}
    assert roots(DIAMOND, ["a"]) == ["e"]
    assert paths(DIAMOND, "a") == [["a", "b", "d", "e"], ["a", "c", "d", "e"]]
    assert paths(DIAMOND, "a", limit=1) == [["a", "b", "d", "e"]]


def test_a_node_without_edges_is_its_own_root():
    assert ancestors(DIAMOND, "lone") == set()
    assert roots(iter(DIAMOND), ["lone", "a", "lone"]) == ["lone", "e"]
    assert paths(DIAMOND, "lone") == [["lone"]]


def test_five_attributions_may_rest_on_two_roots():
    edges = [("report", "verdict"), ("summary", "verdict")]
    starts = ["report", "verdict", "summary", "papers", "papers"]
    assert independence(edges, iter(starts)) == Independence(5, ("verdict", "papers"))
    assert independence(edges, []) == Independence(0, ())


def test_the_circle_an_edge_would_close_is_named():
    assert would_cycle(DIAMOND, "e", "a") == ["e", "a", "b", "d", "e"]
    assert would_cycle(DIAMOND, "a", "a") == ["a", "a"]
    assert would_cycle(DIAMOND, "a", "e") is None
    assert would_cycle([], "a", "b") is None


def test_a_cycle_that_is_met_is_refused_by_name():
    edges = [("x", "a"), ("a", "b"), ("b", "a"), ("z", "z")]
    for function in (
        lambda: ancestors(edges, "x"),
        lambda: roots(edges, ["x"]),
        lambda: paths(edges, "x"),
        lambda: independence(edges, ["x"]),
    ):
        with pytest.raises(CycleError, match="a ← b ← a") as raised:
            function()
        assert raised.value.path == ["a", "b", "a"]
    with pytest.raises(ValueError, match="z ← z"):
        roots(edges, ["z"])
    assert would_cycle(edges, "y", "x") is None
    assert would_cycle(edges, "b", "x") == ["b", "x", "a", "b"]


def test_chains_of_a_hundred_thousand_are_walked():
    assert len(ancestors(CHAIN, 0)) == 100_000
    assert roots(CHAIN, [0]) == [100_000]
    assert paths(CHAIN, 0) == [list(range(100_001))]
    assert len(would_cycle(CHAIN, 100_000, 0)) == 100_002


def test_paths_stay_bounded_where_they_double_at_every_step():
    edges = [(i, (i + 1, side)) for i in range(60) for side in "ab"]
    edges += [((i + 1, side), i + 1) for i in range(60) for side in "ab"]
    assert len(paths(edges, 0, limit=50)) == 50


@given(acyclic, st.integers(0, 9))
def test_roots_are_the_reached_nodes_with_nothing_behind_them(edges, start):
    reached = {start} | ancestors(edges, start)
    behind = {derived for derived, _ in edges}
    found = roots(edges, [start])
    assert set(found) == reached - behind
    assert len(found) == len(set(found)) > 0
    routes = paths(edges, start, limit=10_000)
    assert {route[-1] for route in routes} == set(found)
    assert {node for route in routes for node in route} == reached
    assert len({tuple(route) for route in routes}) == len(routes)
    for route in routes:
        assert route[0] == start
        assert all(step in edges for step in pairwise(route))


@given(acyclic, st.integers(0, 9), st.integers(0, 9))
def test_an_edge_closes_a_circle_exactly_if_walking_it_would_fail(edges, derived, origin):
    circle = would_cycle(edges, derived, origin)
    more = [*edges, (derived, origin)]
    if circle is None:
        ancestors(more, derived)
    else:
        assert circle[:2] == [derived, origin]
        assert circle[-1] == derived
        assert all(step in more for step in pairwise(circle))
        with pytest.raises(CycleError):
            roots(more, [derived])
