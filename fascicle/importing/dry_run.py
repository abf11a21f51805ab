"""An import that touches no library: what was understood of each file, and nothing saved."""

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from fascicle.importing.confined import read_all
from fascicle.importing.containers import Found, walk
from fascicle.importing.grouping import group
from fascicle.importing.grouping.features import Features, features_of
from fascicle.importing.models.files import without_text
from fascicle.importing.pipeline import MOST_BYTES, Understood, understand
from fascicle.importing.predictions import predictions
from fascicle.importing.story import Problem, Reading, SourceText

CHILDREN = 2


def dry_run(
    paths: Iterable[Path], *, emphasis: str = ""
) -> Iterator[dict[str, object]]:
    """What was understood of each file, in the scorer's format. Needs no database.

    Of each reading only what grouping and the predictions need is kept: no text.
    """
    readings: list[Reading] = []
    features: list[Features] = []
    for understood in _understand(paths, emphasis):
        readings.append(without_text(understood.reading))
        features.append(understood.features)
    yield from predictions(readings, group(features))


def _understand(paths: Iterable[Path], emphasis: str) -> Iterator[Understood]:
    """Every file in order, also those that cannot be read."""
    waiting: deque[Found] = deque()
    outcomes = read_all(
        _readable(walk(paths), waiting),
        understand,
        Understood,
        options=(emphasis,),
        workers=CHILDREN,
    )
    for outcome in outcomes:
        while waiting[0].problem:
            yield unreadable(waiting.popleft())
        found = waiting.popleft()
        yield outcome.value or unreadable(Found(found.name, problem=outcome.problem))
    yield from map(unreadable, waiting)


def _readable(
    found: Iterable[Found], waiting: deque[Found]
) -> Iterator[tuple[str, bytes]]:
    for item in found:
        problem = item.problem
        if len(item.data) > MOST_BYTES:
            problem = Problem.TOO_LARGE
        waiting.append(Found(item.name, problem=problem))
        if problem is None:
            yield item.name, item.data


def unreadable(found: Found) -> Understood:
    """What is understood of a file that cannot be read."""
    source = SourceText(found.name, "", 0, "", 0.0, ())
    reading = Reading(source, problem=found.problem or Problem.CRASHED)
    return Understood(reading, features_of(reading))
