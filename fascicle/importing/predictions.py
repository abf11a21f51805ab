"""Stand-in until the predictions land."""

from collections.abc import Iterator, Sequence

from fascicle.importing.story import Grouping, Reading


def predictions(
    readings: Sequence[Reading], grouping: Grouping
) -> Iterator[dict[str, object]]:
    for reading in readings:
        yield {"file": reading.source.name}
