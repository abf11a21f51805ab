"""Which place counts where two devices of one reader disagree."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from fascicle.accounts.models import PlaceRule

#: Places as few paragraphs apart are one: two windows of one reader never agree to the line.
CLOSE = 5


def name_of_device(device: str) -> str:
    """What to call a device; devices that are called the same differ by what follows."""
    return device.partition(" #")[0]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a device said its reader was. ``position`` is the chapter's, ``version`` its text's."""

    chapter: int | None
    position: int
    version: int
    paragraph: int
    words: str
    within: float
    is_chapter_read: bool
    device: str
    at: datetime

    @property
    def device_name(self) -> str:
        return name_of_device(self.device)

    @property
    def depth(self) -> tuple[int, bool, int, float]:
        """Grows from the beginning of a work to its end."""
        return self.position, self.is_chapter_read, self.paragraph, self.within

    def is_close_to(self, other: "Spot") -> bool:
        same = self.position == other.position
        return same and abs(self.paragraph - other.paragraph) <= CLOSE

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "at": self.at.isoformat()}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        return cls(**{**kept, "at": datetime.fromisoformat(kept["at"])})


@dataclass(frozen=True, slots=True)
class Agreed:
    """The place that counts, and the one that lost, for the reader to choose."""

    place: Spot
    elsewhere: Spot | None


def agree(
    place: Spot, elsewhere: Spot | None, new: Spot, *, rule: str, knew: bool
) -> Agreed:
    """What comes of a new place, beside the one that counts and the one that lost before.

    ``knew`` is whether the device knew the place that counts: then its reader went from there,
    and nothing disagrees. Going back does not move the furthest place.
    """
    moves = new.at >= place.at if rule == PlaceRule.LATEST else new.depth >= place.depth
    winner, loser = (new, place) if moves else (place, new)
    if winner.is_close_to(loser):
        return Agreed(winner, _unless_overtaken(elsewhere, place, new))
    if not knew and not (new.device and new.device == place.device):
        return Agreed(winner, loser)
    if moves and new.position < place.position:
        kept = [one for one in (loser, elsewhere) if one]
        return Agreed(winner, max(kept, key=lambda one: one.depth))
    if not moves and elsewhere and elsewhere.device == new.device:
        return Agreed(winner, loser)
    return Agreed(winner, _unless_overtaken(elsewhere, place, new))


def _unless_overtaken(elsewhere: Spot | None, place: Spot, new: Spot) -> Spot | None:
    """The place that lost, unless its reader has come from before it to beyond it."""
    if elsewhere and place.depth < elsewhere.depth <= new.depth:
        return None
    return elsewhere
