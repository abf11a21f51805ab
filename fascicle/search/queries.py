"""The one door to lists of works: which are on a page, how many there are, and of what kinds."""

from collections.abc import Sequence

from fascicle.accounts.viewer import Viewer
from fascicle.search.filters import (
    Count,
    Filter,
    Found,
    Scope,
)


class IndexUnavailable(Exception):
    """There is no index to ask right now; it is being rebuilt."""


def find(
    wanted: Filter, scope: Scope, viewer: Viewer, *, page: int = 1, facets: bool = True
) -> Found:
    """One page of the works in ``scope`` that fit, as far as the viewer may know of them.

    A page beyond the end is empty; ``total`` still counts all.

    :raises IndexUnavailable: if there is no index.
    """
    raise IndexUnavailable


def more_counts(
    wanted: Filter,
    scope: Scope,
    viewer: Viewer,
    kind: int,
    *,
    among: Sequence[int] | None = None,
    most: int = 100,
) -> tuple[Count, ...]:
    """Counts of one kind over the whole result: the most frequent, or those of some tags.

    :raises IndexUnavailable: if there is no index.
    """
    raise IndexUnavailable
