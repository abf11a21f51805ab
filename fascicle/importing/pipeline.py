"""What becomes of one file: its reading, and what grouping compares of it."""

from dataclasses import dataclass, replace

from fascicle.importing.grouping.features import Features, features_of
from fascicle.importing.sources.bare.reading import read_file
from fascicle.importing.story import Problem, Reading, SourceText

#: No story is larger; a file that is holds something else, or far too much.
MOST_BYTES = 32 << 20


@dataclass(frozen=True, slots=True)
class Understood:
    """Everything that one file says, without its lines: they are in its bytes."""

    reading: Reading
    features: Features


def understand(name: str, data: bytes, emphasis: str = "") -> Understood:
    """Read a file and say what grouping has to know of it. Pure; runs in a confined child.

    ``emphasis`` is how the house marks italics; empty to guess.
    """
    if len(data) > MOST_BYTES:
        source = SourceText(name, "", len(data), "", 0.0, ())
        reading = Reading(source, problem=Problem.TOO_LARGE)
    else:
        reading = read_file(name, data, emphasis)
    features = features_of(reading)
    return Understood(
        replace(reading, source=replace(reading.source, lines=())), features
    )
