"""How long it takes to find a phrase in long texts."""

from bench import readers, shapes
from bench.latency import ask, spread
from bench.parts import Part


def measure(part: Part) -> dict[str, object]:
    """Time phrases that stand somewhere; a few others warm the archive up first."""
    viewer = readers.reader()
    for question in shapes.phrases(5, seed=1):
        ask(question, viewer, facets=True)
    some = shapes.phrases(part.instances)
    totals = sorted(ask(one, viewer, facets=False) for one in some)
    return {
        "works": totals[len(totals) // 2],
        "list": spread(some, viewer, facets=False),
        "counts": spread(some, viewer, facets=True),
    }
