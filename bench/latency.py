"""How long lists take in one process: without counts, with them, and behind a long shield."""

from functools import partial

from bench import readers, shapes
from bench.parts import Part
from bench.shapes import Question
from bench.timing import Spread, timed
from fascicle.accounts.viewer import Viewer
from fascicle.search import queries


def ask(question: Question, viewer: Viewer, *, facets: bool) -> int:
    """The total of a list; the list itself is made and left."""
    found = queries.find(
        question.wanted, question.scope, viewer, page=question.page, facets=facets
    )
    return found.total


def measure(part: Part) -> dict[str, object]:
    """Time every shape; some other questions warm the archive up first."""
    lot = shapes.lot()
    plain = readers.reader()
    shielded = readers.shielded(plain, readers.shield(lot))
    for _name, some in shapes.questions(lot, 3):
        for question in some:
            ask(question, plain, facets=True)
            ask(question, shielded, facets=True)
    return {
        name: _measure(some, plain, shielded)
        for name, some in shapes.questions(lot, part.instances)
    }


def _measure(
    some: list[Question], plain: Viewer, shielded: Viewer
) -> dict[str, object]:
    totals = sorted(ask(one, plain, facets=False) for one in some)
    return {
        "works": totals[len(totals) // 2],
        "list": spread(some, plain, facets=False),
        "counts": spread(some, plain, facets=True),
        "shielded list": spread(some, shielded, facets=False),
        "shielded": spread(some, shielded, facets=True),
    }


def spread(some: list[Question], viewer: Viewer, *, facets: bool) -> dict[str, float]:
    times = [timed(partial(ask, one, viewer, facets=facets)) for one in some]
    return Spread.of(times).as_json()
