"""Stand-in until grouping lands."""

from dataclasses import dataclass

from fascicle.importing.story import Reading


@dataclass(frozen=True, slots=True)
class Features:
    """How many chapters each story of the file has."""

    name: str = ""
    chapters: tuple[int, ...] = ()


def features_of(reading: Reading) -> Features:
    return Features(
        reading.source.name, tuple(len(story.chapters) for story in reading.stories)
    )
