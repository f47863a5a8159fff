"""Times of something and of its yardstick, taken in turn in one run, as a ratio."""

import time
from collections.abc import Callable


def median(measured: list[float]) -> float:
    return sorted(measured)[len(measured) // 2]


def compare(subject: Callable, yardstick: Callable, *, rounds: int = 15) -> tuple[float, float]:
    """Median seconds of both, called in turn so that a busy machine slows them alike."""
    times: tuple[list[float], list[float]] = ([], [])
    subject(), yardstick()
    for _ in range(rounds):
        for call, measured in zip((subject, yardstick), times, strict=True):
            begin = time.perf_counter()
            call()
            measured.append(time.perf_counter() - begin)
    return median(times[0]), median(times[1])


def report(what: str, subject: float, yardstick: float, name: str, target: float) -> None:
    """One line: both times, their ratio, and the target it is held to."""
    ratio = subject / yardstick
    verdict = "met" if ratio <= target else "MISSED"
    print(
        f"{what}: {subject * 1000:.1f} ms; {name}: {yardstick * 1000:.1f} ms; "
        f"ratio {ratio:.2f} (target ≤ {target:g}, {verdict})"
    )
