"""What was measured, as tables to read."""

from collections.abc import Iterable, Mapping
from typing import Any

from bench.reach import Verdict

Found = Mapping[str, Any]
COLUMNS = ("list", "counts", "shielded list", "shielded")


def latency(found: Found) -> str:
    """Each shape with its times, in milliseconds, and how many works it finds in the middle."""
    head = f"{found['works']:,} works: p50 / p95 in ms"
    lines = [f"{head:34}{'finds':>9}" + "".join(f"{name:>17}" for name in COLUMNS)]
    for shape, times in found["latency"].items():
        cells = (
            f"{times[name]['p50']:8.2f} /{times[name]['p95']:7.2f}" for name in COLUMNS
        )
        lines.append(f"{shape:34}{times['works']:9,}" + "".join(cells))
    return "\n".join([*lines, ""])


def further(found: Found) -> str:
    """Throughput and memory, pages, freshness, PostgreSQL."""
    lines = [*_together(found), "", *_pages(found), ""]
    for name, spread in found["freshness"].items():
        lines.append(f"an edit found {name}: {_ms(spread)}")
    if postgres := found["postgres"]:
        lines.append(
            f"popular tag, counts: PostgreSQL {_ms(postgres['there'])},"
            f" here {_ms(postgres['here'])}, {postgres['times slower']:.1f} times;"
            f" {postgres['differing totals']} totals differ"
        )
    else:
        lines.append("PostgreSQL was not asked: there is no server here.")
    lines.append(f"index of long texts: {found['texts size'] / 1e6:.0f} MB")
    return "\n".join([*lines, ""])


def held_against(verdicts: Iterable[Verdict], title: str) -> str:
    """Each figure beside what was to be reached."""
    lines = [f"{title:44}{'measured':>58}   reach"]
    for one in verdicts:
        said = "met" if one.is_met else "MISSED"
        lines.append(f"{one.name:44}{one.measured:>58}   {one.reach}: {said}")
    return "\n".join([*lines, ""])


def _together(found: Found) -> list[str]:
    """All shapes in turn, with counts."""
    lines = []
    for count in (1, 2):
        some = found[f"{count} together"]
        rate = sum(one["per second"] for one in some)
        line = f"{count} at once: {rate:,.0f} lists/s; {_ms(some[0]['spread'])}"
        for name, size in some[0]["memory"].items():
            line += f"; {name} {size / 1e6:.0f} MB"
        lines.append(line)
    before = found["2 together"][0]["memory before"].get("fair share", 0)
    return [*lines, f"before the index was opened: fair share {before / 1e6:.0f} MB"]


def _pages(found: Found) -> list[str]:
    pages = found["pages"]
    lines = [f"whole pages: {_ms(pages['all'])}"]
    for name, spread in pages["shapes"].items():
        lines.append(f"  {name:34}{_ms(spread)}, {pages['queries'][name]} queries")
    return lines


def _ms(spread: Found) -> str:
    return f"{spread['p50']:.1f} / {spread['p95']:.1f} ms"
