"""How many works lie at the end of each way, from whoever can tell faster than the database.

A higher app that knows registers itself when it starts.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from fascicle.accounts.viewer import Viewer


class NoFigures(Exception):
    """Nobody can tell now. The database can, in its time."""


class Uses(Protocol):
    """In how many works each of some things stands, by their keys; 0 of most."""

    def __len__(self) -> int:
        """How many things stand in a work at all."""

    @property
    def keys(self) -> Sequence[int]:
        """Those that do."""

    def of(self, keys: Sequence[int]) -> Sequence[int]:
        """In how many works each of these stands."""


class Figures(Protocol):
    """Counts over the works that lists may show a viewer.

    :raises NoFigures: if they cannot be told now.
    """

    def pen_names(self, viewer: Viewer) -> Uses: ...

    def series(self, viewer: Viewer) -> Uses: ...

    def languages(self, viewer: Viewer) -> Mapping[str, int]:
        """By code; "und" where nobody knows."""


_registered: list[Figures] = []


def register(figures: Figures) -> None:
    """Have these asked from now on."""
    _registered[:] = [figures]


def figures() -> Figures:
    """:raises NoFigures: if there is nobody to ask."""
    if not _registered:
        raise NoFigures
    return _registered[0]
