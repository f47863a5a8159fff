"""Promise: 1 MB with 5,000 spans and 200 edits is re-anchored in at most 1.5 times what
diff-match-patch needs to compare the two texts; a 20 kB article in single milliseconds.

Yardstick: `diff_main` of the same two texts in the same run, with its defaults (it stops
refining after 1 s), and no span placed. The truth about each span comes from the generator.
"""

import sys
import time
from collections import Counter
from pathlib import Path

from diff_match_patch import diff_match_patch
from timing import compare, median, report

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from edited import Edited

from articles.text.anchoring import Anchored, State, reanchor

SEEDS = range(1, 9)


def main() -> None:
    total: Counter[str] = Counter()
    times: list[tuple[float, float]] = []
    print("seed    time  yardstick  ratio     ok  moved  changed  orphan  silent errors")
    for seed in SEEDS:
        edited = Edited(seed)
        found = reanchor(edited.old, edited.new, edited.spans)
        counted = judged(found, edited.truth())
        total += counted
        ours, plain = compare(
            lambda e=edited: reanchor(e.old, e.new, e.spans),
            lambda e=edited: diff_match_patch().diff_main(e.old, e.new),
            rounds=3,
        )
        times.append((ours, plain))
        print(
            f"{seed:4}{ours * 1000:5.0f} ms{plain * 1000:8.0f} ms{ours / plain:7.2f}"
            f"{counted['ok']:7}{counted['moved']:7}{counted['changed']:9}{counted['orphan']:8}"
            f"{counted['silent error']:15}"
        )
    spans = sum(total[state] for state in State)
    ours, plain = (median([pair[side] for pair in times]) for side in (0, 1))
    print(
        f"worst ratio of a seed: {max(pair[0] / pair[1] for pair in times):.2f}; the yardstick ran "
        f"into its own limit of 1 s in {sum(pair[1] >= 1 for pair in times)} of {len(times)}"
    )
    report("1 MB, 5,000 spans, 200 edits", ours, plain, "plain diff-match-patch", 1.5)
    print(f"silent errors: {total['silent error']} of {total['ok']} ok (target ≤ 1 in 10,000)")
    review = total["changed"] + total["moved"] + total["orphan"]
    print(f"sent to review: {review} of {spans}, 1 in {spans / review:.0f} (target ≤ 1 in 30)")
    print(
        f"deleted spans: {total['deleted']}; re-attached as moved or changed: "
        f"{total['re-attached']}, as ok: {total['re-attached ok']}"
    )
    print(f"moved to a wrong place: {total['moved wrongly']} of {total['moved']}")
    print(f"orphans whose words still stood in one piece: {total['lost']}")
    articles()


def judged(found: list[Anchored], truth: list) -> Counter[str]:
    counted: Counter[str] = Counter()
    for anchored, fate in zip(found, truth, strict=True):
        place = (anchored.start, anchored.end)
        counted[anchored.state] += 1
        counted["silent error"] += anchored.state == State.OK and place != fate
        counted["moved wrongly"] += anchored.state == State.MOVED and place != fate
        counted["lost"] += anchored.state == State.ORPHAN and isinstance(fate, tuple)
        if fate is None:
            counted["deleted"] += 1
            counted["re-attached"] += anchored.state in (State.MOVED, State.CHANGED)
            counted["re-attached ok"] += anchored.state == State.OK
    return counted


def articles() -> None:
    measured = []
    for seed in range(20):
        edited = Edited(seed, characters=20_000, spans=85, edits=6)
        rounds = []
        for _ in range(3):
            begin = time.perf_counter()
            reanchor(edited.old, edited.new, edited.spans)
            rounds.append((time.perf_counter() - begin) * 1000)
        measured.append(median(rounds))
    print(
        f"20 articles of 20 kB, 85 spans, 6 edits: median {median(measured):.1f} ms, "
        f"slowest {max(measured):.1f} ms (target: single milliseconds)"
    )


if __name__ == "__main__":
    main()
