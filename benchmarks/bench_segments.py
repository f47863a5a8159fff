"""Promise: cutting a text into segments grows n·log n with its annotations.

Yardstick: sorting the same spans' boundaries, which is n·log n by itself.
"""

import random
import sys
from pathlib import Path

from timing import compare

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from archive import text

from articles.text.segments import Span, paragraph_events


def main() -> None:
    body = text(1_000_000)
    chance = random.Random(3)
    for count in (1_000, 4_000, 16_000, 64_000):
        starts = [chance.randrange(len(body) - 40) for _ in range(count)]
        spans = [
            Span(start, start + chance.randrange(5, 40), key, key % 2)
            for key, start in enumerate(starts)
        ]
        edges = [edge for span in spans for edge in (span.start, span.end)]
        cut, ordered = compare(
            lambda spans=spans: sum(len(p.events) for p in paragraph_events(body, spans)),
            lambda edges=edges: sorted(edges),
            rounds=5,
        )
        print(
            f"{count:6} spans in 1 MB: {cut * 1000:.0f} ms, {cut / count * 1e6:.1f} µs a span; "
            f"sorting their edges: {ordered * 1000:.2f} ms; ratio {cut / ordered:.0f}"
        )


if __name__ == "__main__":
    main()
