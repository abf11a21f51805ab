"""Series."""

from collections.abc import Mapping

from fascicle.importing.grouping.likeness import Casts
from fascicle.importing.grouping.works import Drafts
from fascicle.importing.story import ProposedSeries, ProposedWork


def find_series(
    drafts: Drafts, works: Mapping[int, ProposedWork], casts: Casts
) -> tuple[ProposedSeries, ...]:
    """None yet."""
    return ()
