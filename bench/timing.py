"""Times of many runs of one kind, and what is said of them."""

import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds: the middle, what 95 of 100 stay below, and the worst."""

    p50: float
    p95: float
    worst: float
    runs: int

    @classmethod
    def of(cls, seconds: Iterable[float]) -> "Spread":
        ordered = sorted(one * 1000 for one in seconds)
        if not ordered:
            return cls(0, 0, 0, 0)
        last = len(ordered) - 1
        return cls(
            ordered[last // 2], ordered[round(last * 0.95)], ordered[-1], len(ordered)
        )

    def as_json(self) -> dict[str, float]:
        return {key: round(value, 3) for key, value in asdict(self).items()}


def timed(run: Callable[[], object]) -> float:
    """Seconds that it took."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
