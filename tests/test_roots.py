"""The roots of all nodes at once, against what walking down from each of them finds."""

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import graph
from articles.roots import Roots

# Edges lead from smaller to greater numbers, so there is no circle.
acyclic = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda e: e[0] < e[1]), max_size=30
)
groups = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.sets(st.integers(0, 11)))
CHAIN = [(n, n + 1) for n in range(100_000)]
COMB = [edge for n in range(2_000) for edge in ((n, n + 1), (n, ("root", n)))]


def roots_of(edges, nodes) -> set:
    """By the definition: what is reached and has nothing behind it."""
    reached = set(nodes).union(*(graph.ancestors(edges, node) for node in nodes))
    return reached - {derived for derived, _ in edges}


@given(acyclic)
def test_every_node_comes_after_what_is_behind_it(edges):
    ordered = graph.origins_first(edges, range(12))
    met = set()
    for node, origins in ordered.items():
        assert set(origins) == {origin for derived, origin in edges if derived == node} <= met
        met.add(node)
    assert met == set(range(12))


@given(acyclic)
def test_a_sole_root_is_the_only_one_there_is(edges):
    sole = Roots(edges, range(12)).sole
    for node in range(12):
        found = roots_of(edges, [node])
        assert sole[node] == (found.pop() if len(found) == 1 else None)


@given(acyclic, st.lists(st.integers(0, 11)), st.integers(1, 4))
def test_roots_come_in_the_order_they_are_first_reached(edges, nodes, most):
    roots = Roots(edges, range(12))
    assert roots.of(nodes) == graph.roots(edges, nodes)
    assert roots.first(nodes, most) == {node: roots.of([node])[:most] for node in nodes}


@pytest.mark.parametrize("at_a_time", [1, 3, 4096])
@given(edges=acyclic, groups=groups)
def test_roots_are_counted_for_groups_and_groups_for_roots(at_a_time, edges, groups):
    found = {name: roots_of(edges, nodes) for name, nodes in groups.items()}
    with mock.patch("articles.roots.AT_A_TIME", at_a_time):
        roots = Roots(edges, range(12))
        counts, carrying = roots.weigh(groups)
        assert counts == {name: len(of) for name, of in found.items()}
        assert (
            carrying
            == roots.carrying(groups)
            == {
                root: sum(root in of for of in found.values())
                for root in set().union(*found.values())
            }
        )


def test_chains_of_a_hundred_thousand_and_stars():
    assert Roots(CHAIN).sole[0] == 100_000
    star = [("hub", n) for n in range(100_000)]
    roots = Roots(star)
    assert roots.sole["hub"] is None
    assert roots.weigh({"one": ["hub"], "other": [5]})[0] == {"one": 100_000, "other": 1}
    into = Roots([(n, "hub") for n in range(100_000)])
    assert into.weigh({n: [n] for n in range(9)}) == (dict.fromkeys(range(9), 1), {"hub": 9})


def test_a_chain_that_gathers_a_root_at_every_step():
    counts, carrying = Roots(COMB).weigh({n: [n] for n in range(2_000)})
    assert (counts[0], counts[1], counts[1_999]) == (2_001, 2_000, 2)
    assert (carrying["root", 5], carrying[2_000]) == (6, 2_000)


def test_circles_are_refused_by_name():
    with pytest.raises(graph.CycleError) as raised:
        Roots([("x", "a"), ("a", "b"), ("b", "a"), ("c", "d")])
    assert raised.value.path in (["a", "b", "a"], ["b", "a", "b"])
    with pytest.raises(graph.CycleError):
        Roots([("a", "a")])
