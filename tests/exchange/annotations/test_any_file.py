"""Whatever a file of annotations holds: it is read, or refused with a reason."""

import json
from dataclasses import asdict

import pytest
from hypothesis import given, settings, strategies

from articles.exchange.annotations.files import read_annotations
from articles.exchange.annotations.given import UnreadableAnnotations

pytestmark = pytest.mark.any_database

fields = strategies.sampled_from(
    [
        *"TERNAM#*",
        "T1",
        "E1",
        "Person 0 4",
        "Quote:T1",
        "1 2;3 4",
        "Speaker:T1",
        "Jane",
        "",
        " ",
        "9" * 20,
    ]
)
lines = strategies.lists(fields, max_size=5).map("\t".join)
keys = strategies.sampled_from(
    "type body target selector source id value purpose start end exact items first".split()
)
words = strategies.sampled_from(
    "Annotation AnnotationPage TextQuoteSelector TextPositionSelector Quotation identifying".split()
)
nodes = strategies.recursive(
    words | strategies.none() | strategies.integers() | strategies.booleans() | strategies.text(),
    lambda inner: strategies.lists(inner, max_size=3) | strategies.dictionaries(keys, inner),
    max_leaves=12,
)
annotations = strategies.dictionaries(keys, nodes).map(lambda one: one | {"type": "Annotation"})
damaged = strategies.text(strategies.sampled_from("Aé😀\0\ud800"), max_size=3)
tagged = strategies.builds(
    lambda of, identifier, words, name: {
        "type": "Annotation",
        "id": identifier,
        "body": {"purpose": "tagging", "value": name},
        "target": {"source": of, "selector": {"type": "TextQuoteSelector", "exact": words}},
    },
    *[damaged] * 4,
)


@given(strategies.lists(lines, max_size=6).map("\n".join) | strategies.text())
def test_any_lines(text):
    _read_or_refused("a.ann", text.encode("utf-8", "replace"))


@settings(max_examples=150)
@given(annotations | nodes | tagged)
def test_any_json(node):
    _read_or_refused("a.json", json.dumps(node).encode())


def _read_or_refused(name, data):
    try:
        reading = read_annotations(name, data)
    except UnreadableAnnotations as refused:
        assert str(refused).endswith((".", ")"))
        assert _can_be_kept(str(refused))
        return
    assert all(problem.endswith(".") for problem in reading.problems)
    assert _can_be_kept("".join(_strings(asdict(reading))))


def _can_be_kept(text):
    """Whether a database takes it, and a terminal."""
    return "\0" not in text and text.encode() is not None


def _strings(value):
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = [*value, *value.values()]
    return [text for one in value for text in _strings(one)] if hasattr(value, "__iter__") else []
