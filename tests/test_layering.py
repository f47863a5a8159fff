"""A layered drawing: nothing overlaps, everything runs down, and simple graphs look simple."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import graph
from articles.layering import Spacing, lay_out, layers

BOX, LABEL = (200, 80), (110, 18)


@st.composite
def drawings(draw):
    """Boxes of any size, edges from smaller to greater numbers, labels of any size."""
    count = draw(st.integers(1, 12))
    lengths = st.integers(10, 300)
    sizes = {n: (draw(lengths), draw(lengths)) for n in range(count)}
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    edges = draw(st.lists(pairs.filter(lambda e: e[0] < e[1]), max_size=25))
    return sizes, {edge: (draw(lengths), draw(st.integers(5, 40))) for edge in edges}


def longest_way(edges, node) -> int:
    """By the definition."""
    return max(
        (1 + longest_way(edges, upper) for upper, lower in edges if lower == node), default=0
    )


def apart(one, other) -> bool:
    return (
        one.x + one.width <= other.x + 1e-6
        or other.x + other.width <= one.x + 1e-6
        or one.bottom <= other.y + 1e-6
        or other.bottom <= one.y + 1e-6
    )


def upright_through(box, points) -> bool:
    """Whether a line between two points with one x runs through the inside of a box."""
    (x, y), (_, lower) = points
    inside = box.x + 1e-6 < x < box.x + box.width - 1e-6
    return inside and y < box.bottom - 1e-6 and lower > box.y + 1e-6


@given(drawings())
def test_layers_are_the_longest_ways_from_above(drawing):
    sizes, edges = drawing
    assert layers(edges, sizes) == {node: longest_way(edges, node) for node in sizes}


@given(drawings())
def test_nothing_overlaps_and_every_line_runs_down(drawing):
    sizes, edges = drawing
    layout = lay_out(sizes, edges)
    assert {node: (box.width, box.height) for node, box in layout.boxes.items()} == sizes
    assert layout.routes.keys() == edges.keys()
    labels = [route.label for route in layout.routes.values()]
    for one, other in combinations([*layout.boxes.values(), *labels], 2):
        assert apart(one, other)
    for box in [*layout.boxes.values(), *labels]:
        assert box.x >= -1e-6
        assert box.y >= 0
        assert box.x + box.width <= layout.width + 1e-6
        assert box.bottom <= layout.height + 1e-6
    for (derived, origin), route in layout.routes.items():
        assert layout.boxes[derived].bottom < layout.boxes[origin].y
        points = route.points
        assert points[0] == (layout.boxes[derived].middle, layout.boxes[derived].bottom)
        assert points[-1] == (layout.boxes[origin].middle, layout.boxes[origin].y)
        assert all(upper[1] <= lower[1] for upper, lower in pairwise(points))


@given(drawings())
def test_no_line_runs_through_a_box_or_a_label_of_another(drawing):
    layout = lay_out(*drawing)
    for edge, route in layout.routes.items():
        others = [other.label for key, other in layout.routes.items() if key != edge]
        for piece in pairwise(route.points):
            if piece[0][0] == piece[1][0]:
                covered = [b for b in layout.boxes.values() if upright_through(b, piece)]
                assert not covered
                assert not [b for b in others if upright_through(b, piece)]
            else:  # it leans: only between the rows
                low, high = piece[0][1], piece[1][1]
                for box in [*layout.boxes.values(), *others]:
                    assert box.bottom <= low + 1e-6 or box.y >= high - 1e-6


def shape(edges) -> dict:
    nodes = dict.fromkeys(node for edge in edges for node in edge)
    layout = lay_out(dict.fromkeys(nodes, BOX), dict.fromkeys(edges, LABEL))
    return {node: (box.middle, box.y) for node, box in layout.boxes.items()}


def test_a_chain_stands_upright():
    places = shape([("a", "b"), ("b", "c"), ("c", "d")])
    assert len({x for x, _ in places.values()}) == 1
    assert [y for _, y in places.values()] == sorted(y for _, y in places.values())


def test_the_first_way_goes_straight_down_and_others_to_the_right():
    places = shape([("a", "b"), ("a", "c"), ("b", "d"), ("a", "e")])
    assert places["a"][0] == places["b"][0] == places["d"][0]
    assert places["b"][0] < places["c"][0] < places["e"][0]


def test_the_point_of_a_diamond_stands_below_its_sides():
    places = shape([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")])
    assert places["b"][0] <= places["d"][0] <= places["c"][0]
    assert places["d"][1] > places["b"][1] == places["c"][1]


def test_lines_that_need_not_cross_do_not():
    edges = [("top", "left"), ("top", "right"), ("right", "r"), ("left", "l")]
    places = shape(edges)
    assert (places["left"][0] < places["right"][0]) == (places["l"][0] < places["r"][0])


def test_one_box_alone_and_none():
    layout = lay_out({"a": BOX}, {})
    assert (layout.width, layout.height) == BOX
    assert (lay_out({}, {}).width, lay_out({}, {}).height) == (0, 0)


def test_the_same_graph_gives_the_same_drawing():
    edges = {(n, m): LABEL for n in range(12) for m in range(n + 1, 12) if (n * m) % 3 == 1}
    sizes = dict.fromkeys(range(12), BOX)
    assert lay_out(sizes, edges) == lay_out(sizes, edges)
    wider = lay_out(sizes, edges, Spacing(across=60))
    assert wider.width > lay_out(sizes, edges).width


def test_circles_are_refused():
    with pytest.raises(graph.CycleError):
        lay_out({"a": BOX, "b": BOX}, {("a", "b"): LABEL, ("b", "a"): LABEL})
