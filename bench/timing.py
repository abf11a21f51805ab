"""Times of many runs of one kind, and what is said of them."""

import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock, and of this process's own work (what others do beside it left out)."""

    clock: float
    work: float = 0


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds: the middle, what 95 of 100 stay below, and the worst; of own work, too."""

    p50: float
    p95: float
    worst: float
    work_p50: float
    work_p95: float
    runs: int

    @classmethod
    def of(cls, runs: Iterable[Took]) -> "Spread":
        times = list(runs)
        if not times:
            return cls(0, 0, 0, 0, 0, 0)
        clock = sorted(one.clock * 1000 for one in times)
        work = sorted(one.work * 1000 for one in times)
        middle, high = (len(times) - 1) // 2, round((len(times) - 1) * 0.95)
        return cls(
            *(clock[middle], clock[high], clock[-1]),
            *(work[middle], work[high], len(times)),
        )

    def as_json(self) -> dict[str, float]:
        return {key: round(value, 3) for key, value in asdict(self).items()}


def timed(run: Callable[[], object]) -> Took:
    """How long it took."""
    start, worked = time.perf_counter(), time.process_time()
    run()
    return Took(time.perf_counter() - start, time.process_time() - worked)
