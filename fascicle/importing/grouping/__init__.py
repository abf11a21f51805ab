"""Stand-in until grouping lands: every story is a work of its own."""

from collections.abc import Sequence

from fascicle.importing.grouping.features import Features
from fascicle.importing.story import Grouping, Place, ProposedChapter, ProposedWork


def group(features: Sequence[Features]) -> Grouping:
    """Every story of every file as a work."""
    return Grouping(
        tuple(
            ProposedWork(
                f"{file}.{story}",
                tuple(
                    ProposedChapter(Place(file, story, chapter))
                    for chapter in range(count)
                ),
            )
            for file, each in enumerate(features)
            for story, count in enumerate(each.chapters)
        )
    )
