"""What of a lineage is drawn, and that letters stay in their boxes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lineage import Lineage, Step
from articles.models import Article, Derivation, Entity, Quotation, Source, SourceAgent
from articles.rendering import lineage_drawing
from articles.rendering.lettering import PADDING, TITLE_LINES, lettered, text_width
from articles.rendering.lineage_drawing import draw_article, draw_quotation, draw_source
from articles.text.wrapping import width

TITLES = [
    "Verdict",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
    "関東軍特種演習に関する極東国際軍事裁判の判決文書および附属資料一覧表(昭和二十三年)" * 2,
    "الحكم الصادر عن المحكمة العسكرية الدولية للشرق الأقصى في طوكيو",
    "👩‍🚀 " * 80,
]
graphs = st.lists(
    st.tuples(st.integers(0, 15), st.integers(0, 15)).filter(lambda e: e[0] < e[1]),
    max_size=40,
    unique=True,
)


def lineage(edges, starts=(0,), agents=(), titles=TITLES) -> Lineage:
    """A lineage of unsaved sources; only what stands behind the starts."""
    behind: dict[int, list[int]] = {}
    for derived, origin in edges:
        behind.setdefault(derived, []).append(origin)
    keys = list(starts)
    for key in keys:
        keys += [origin for origin in behind.get(key, ()) if origin not in keys]
    steps = {
        key: Step(
            Source(pk=key, slug=f"s-{key}", title=titles[key % len(titles)], kind="report"),
            list(agents),
            [
                Derivation(
                    source_id=key,
                    derived_from_id=origin,
                    kind="had_primary_source",
                    basis="inferred" if (key + origin) % 2 else "stated",
                )
                for origin in behind.get(key, ())
            ],
        )
        for key in keys
    }
    return Lineage([steps[key].source for key in starts], steps)


def is_inside(line, box) -> bool:
    """Whether the words of a line stand in their box, by the estimate of their width."""
    long = width(line.text) * line.style.size
    left = line.x - long if line.way == "rtl" else line.x
    return (
        left >= box.x + PADDING - 0.2
        and left + long <= box.x + box.width - PADDING + 0.2
        and line.y - line.style.size >= box.y
        and line.y <= box.y + box.height
    )


@given(graphs)
def test_every_source_and_derivation_is_drawn_or_counted_as_left_out(edges):
    origins = lineage(edges)
    drawing = draw_source(origins, origins.starts[0])
    known = sum(len(step.derivations) for step in origins.steps.values())
    assert len(drawing.nodes) + drawing.left_out == len(origins.steps) == drawing.behind + 1
    assert len(drawing.connections) + drawing.lines_left_out == known
    assert drawing.roots == len(origins.roots)
    words = " ".join(line.text for node in drawing.nodes for line in node.box.lines)
    assert drawing.lines_left_out == 0 or "more behind it, not drawn" in words


@given(graphs, st.lists(st.text(max_size=90), max_size=6), st.text(max_size=400))
def test_letters_stay_in_their_boxes_and_boxes_in_the_drawing(edges, names, title):
    agents = [
        SourceAgent(role="attributed_to", basis="stated", entity=Entity(name=name, kind="person"))
        for name in names
    ]
    origins = lineage(edges, agents=agents, titles=[title, *TITLES])
    drawing = draw_source(origins, origins.starts[0])
    for node in drawing.nodes:
        assert node.box.x >= 0
        assert node.box.y >= 0
        assert node.box.x + node.box.width <= drawing.width
        assert node.box.foot <= drawing.height
        assert all(is_inside(line, node.box) for line in node.box.lines)
    for line in drawing.connections:
        assert text_width(line.words) <= line.ground.width + 0.1


def test_a_wide_and_a_deep_lineage_are_drawn_as_far_as_the_nearest():
    origins = lineage([(0, n) for n in range(1, 61)])
    drawing = draw_source(origins, origins.starts[0])
    assert (len(drawing.nodes), drawing.left_out) == (1 + lineage_drawing.WIDEST, 54)
    assert drawing.nodes[0].box.lines[-1].text == "54 more behind it, not drawn"
    origins = lineage([(n, n + 1) for n in range(100)])
    drawing = draw_source(origins, origins.starts[0])
    assert (len(drawing.nodes), drawing.left_out) == (lineage_drawing.MOST, 41)
    assert [node.is_root for node in drawing.nodes] == [False] * lineage_drawing.MOST


def test_what_was_not_fetched_is_counted():
    origins = lineage([(0, 1)])
    origins.steps[1] = Step(origins.steps[1].source, [], [], more=3)
    cut = Lineage(origins.starts, origins.steps, [(0, 1), (1, 2), (1, 3), (1, 4), (2, 5), (3, 5)])
    drawing = draw_source(cut, cut.starts[0])
    assert (drawing.behind, drawing.roots, drawing.left_out) == (5, 2, 4)
    assert [node.is_root for node in drawing.nodes] == [False, False]
    assert drawing.nodes[1].box.lines[-1].text == "3 more behind it, not drawn"


def test_one_source_alone():
    origins = lineage([])
    drawing = draw_source(origins, origins.starts[0])
    assert [(node.is_root, node.address) for node in drawing.nodes] == [(True, "")]
    assert (drawing.behind, drawing.connections, drawing.left_out) == (0, [], 0)


def test_a_quotation_and_an_article_stand_above_their_sources():
    origins = lineage([(0, 2), (1, 2)], starts=(0, 1))
    quotations = [Quotation(number=n, source_id=n % 2, kind="direct") for n in range(1, 4)]
    drawing = draw_article(origins, Article(title="A", language="ar"), quotations, [])
    assert [line.words.text for line in drawing.connections[:2]] == ["1 quotation", "2 quotations"]
    assert drawing.nodes[0].kind == "article"
    assert {line.way for line in drawing.nodes[0].box.lines[1:]} == {"rtl"}
    assert (drawing.behind, drawing.roots) == (3, 1)
    one = Quotation(number=1, kind="direct", speaker_description="a court", public_id="quo-1")
    drawing = draw_quotation(lineage([(0, 1)]), one)
    assert [line.text for line in drawing.nodes[0].box.lines] == ["Direct quotation 1", "A court"]
    assert [line.words.text for line in drawing.connections] == ["stands in", "had primary source"]
    assert [line.basis for line in drawing.connections] == ["stated", "inferred"]


@pytest.mark.parametrize("title", TITLES)
def test_long_titles_take_five_lines_at_most(title):
    box = lettered("Report", title * 3)
    lines = [line for line in box.lines if line.style.name == "title"]
    assert 1 <= len(lines) <= TITLE_LINES
    assert len(lines) < TITLE_LINES or lines[-1].text.endswith("…")
