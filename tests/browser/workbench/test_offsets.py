"""Code points and UTF-16 units, compared with Python's own count."""

import pytest

from tests.browser.workbench.modules import call, texts, units

pytestmark = pytest.mark.any_database

CODE = """
return given.map((text) => ({
  length: m.countPoints(text),
  points: Array.from({ length: text.length + 2 }, (_, unit) => m.toPoints(text, unit)),
  units: Array.from({ length: m.countPoints(text) + 2 }, (_, point) => m.toUnits(text, point)),
  before: [m.toPoints(text, -1), m.toUnits(text, -1)],
}));
"""


def test_offsets_are_code_points_both_ways(page, live_server):
    batch = ["", "a", "👩", *texts(400, 12)]
    assert any(ord(character) > 0xFFFF for text in batch for character in text)
    for text, found in zip(batch, call(page, live_server, "offsets", CODE, batch), strict=True):
        places = units(text)
        points = [
            # Inside a pair it is the place before it.
            point
            for point, place in enumerate(places[:-1])
            for _ in range(places[point + 1] - place)
        ]
        assert found == {
            "length": len(text),
            "points": [*points, len(text), len(text)],
            "units": [*places, places[-1]],
            "before": [0, 0],
        }, ascii(text)
