"""What a million works are to take on two cores, and whether they did."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Found = Mapping[str, Any]

#: Milliseconds in the middle, and that 95 of 100 stay below: of the list, or of it with counts.
LATENCY = (
    ("popular tag, newest", "list", 1, 3),
    ("popular tag, newest", "counts", 15, 35),
    ("popular tag, 2 more, less 2", "counts", 1, 5),
    ("rating, language, length", "counts", 5, 50),
    ("whole archive by kudos", "counts", 5, 20),
    ("a tag on a third of all", "counts", 60, 120),
    ("popular tag, page 500", "counts", 20, 40),
    ("words and a tag", "counts", 2, 10),
)
PHRASE = (2, 10)
FRESHNESS = (250, 1000)
SHIELD = 1.5
SLOWER_ON_POSTGRES = 15
SIZE_MB = 300
MEMORY_MB = 250
BUILT_A_SECOND = 5_000
LOADED_A_SECOND = 3_000
PAGE_P95, PAGE_QUERIES = 60, 12


@dataclass(frozen=True, slots=True)
class Verdict:
    """A line of the table."""

    name: str
    measured: str
    reach: str
    is_met: bool


def verdicts(found: Found) -> Iterator[Verdict]:
    """Everything that was measured of the largest archive, held against the reach."""
    latency = found["latency"]
    for shape, what, p50, p95 in LATENCY:
        name = f"{shape}{', counts' if what == 'counts' else ''}"
        yield _spread(name, latency[shape][what], (p50, p95))
    if phrases := found.get("phrases"):
        yield _spread("phrase in long texts, counts", phrases["counts"], PHRASE)
    yield _shield(latency)
    yield from _whole(found)
    if postgres := found.get("postgres"):
        slower = postgres["times slower"]
        yield Verdict(
            "popular tag, counts: PostgreSQL with GIN",
            f"{slower:.1f} times slower",
            f"at least {SLOWER_ON_POSTGRES} times",
            slower >= SLOWER_ON_POSTGRES,
        )


def growth(small: Found, large: Found) -> Iterator[Verdict]:
    """No shape may take more of a longer time than there are more works."""
    more = large["works"] / small["works"]
    for shape, times in large["latency"].items():
        for what in ("list", "counts"):
            before = small["latency"][shape][what]["p50"]
            grown = times[what]["p50"] / max(before, 0.001)
            name = f"{shape}{', counts' if what == 'counts' else ''}"
            yield Verdict(
                name, f"{grown:.1f} times", f"≤ {more:g} times", grown <= more
            )


def _spread(name: str, spread: Found, most: tuple[float, float]) -> Verdict:
    is_met = spread["p50"] <= most[0] and spread["p95"] <= most[1]
    measured = f"{spread['p50']:.2f} / {spread['p95']:.2f} ms"
    if spread["work_p50"]:
        measured += f" (own work {spread['work_p50']:.2f} / {spread['work_p95']:.2f})"
    return Verdict(name, measured, f"{most[0]:g} / {most[1]:g} ms", is_met)


def _shield(latency: Found) -> Verdict:
    """The shape that a shield slows down most, by the work that both took."""
    ratios = {
        f"{shape}{', counts' if what == 'counts' else ''}": (
            times[shielded]["work_p50"] / max(times[what]["work_p50"], 0.001)
        )
        for shape, times in latency.items()
        for what, shielded in (("list", "shielded list"), ("counts", "shielded"))
    }
    worst = max(ratios, key=lambda name: ratios[name])
    return Verdict(
        "shield of 200 tags, the worst of all",
        f"{ratios[worst]:.2f} times ({worst})",
        f"≤ {SHIELD} times",
        ratios[worst] <= SHIELD,
    )


def _memory(found: Found) -> float:
    """Bytes of a process beside another: what it holds alone, and its share of the rest."""
    return max(float(one["memory"].get("fair share", 0)) for one in found["2 together"])


def _whole(found: Found) -> Iterator[Verdict]:
    """The index, its building, what a process holds, edits, and whole pages."""
    for name, amount, most, unit in (
        ("index on disk", found["size"] / 1e6, SIZE_MB, "MB"),
        ("memory of a process", _memory(found) / 1e6, MEMORY_MB, "MB"),
    ):
        yield Verdict(name, f"{amount:.0f} {unit}", f"≤ {most} {unit}", amount <= most)
    for name, rate, least in (
        ("index built from the database", found["built"], BUILT_A_SECOND),
        ("archive loaded", found["loaded"], LOADED_A_SECOND),
    ):
        if rate:
            yield Verdict(
                name, f"{rate:,.0f} works/s", f"≥ {least:,} works/s", rate >= least
            )
    for name, spread in found["freshness"].items():
        yield _spread(f"an edit found {name}", spread, FRESHNESS)
    pages = found["pages"]
    most = max(pages["queries"].values())
    yield Verdict(
        "whole page",
        f"p95 {pages['all']['p95']:.0f} ms, {most} queries",
        f"p95 ≤ {PAGE_P95} ms, ≤ {PAGE_QUERIES} queries",
        pages["all"]["p95"] <= PAGE_P95 and most <= PAGE_QUERIES,
    )
