"""The base and what has changed since, as somebody who looks sees them."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from fascicle.accounts.shield import NO_SHIELD, Shield
from fascicle.search.columns.asking import Access
from fascicle.search.columns.layout import STATUSES, UNFINISHED, Flag
from fascicle.search.columns.part import Mask, Part, Rows

V = TypeVar("V")
#: Some megabytes each, for a million works.
_SHIELDS_KEPT = 8


class Latest(Generic[V]):
    """The values that were asked for last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


class Known:
    """Which works of a part are known to guests and members, and which a shield covers."""

    def __init__(self, part: Part) -> None:
        flags = part.traits.flags
        self._listed = (flags & Flag.LISTED) > 0
        self._public = self._listed & ((flags & Flag.MEMBERS_ONLY) == 0)
        self._use_of_traits = np.bincount(part.trait, minlength=len(flags))
        self._part = part
        self._to_members: Mask = self._listed[part.trait]
        self._to_guests: Mask = self._public[part.trait]
        self._covered: Latest[Mask] = Latest(_SHIELDS_KEPT)
        self.wholes: Latest[Whole] = Latest(_SHIELDS_KEPT)

    def to(self, access: Access) -> Mask:
        """Which works are known, own ones and shield left aside."""
        return self._to_members if access.is_member else self._to_guests

    def covered(self, shield: Shield) -> Mask:
        return self._covered.get(shield, lambda: _covered(self._part, shield))

    def whole(self, access: Access) -> "Whole":
        """All that is known, own works and shield left aside."""
        of_traits = self._listed if access.is_member else self._public
        return Whole(
            self.to(access),
            self._part.whole_counts(for_member=access.is_member).astype(np.int32),
            self._use_of_traits * of_traits,
        )


@dataclass(frozen=True, slots=True)
class Whole:
    """A large result that others are compared with: its works, and counts by slot and trait."""

    mask: Mask
    by_slot: NDArray[np.int32]
    by_trait: NDArray[np.int64]


class Layer:
    """A part, and which of its works still stand as it tells them."""

    def __init__(self, part: Part, known: Known, superseded: Mask | None) -> None:
        self.part = part
        self.known = known
        self.standing = None if superseded is None else ~superseded
        self._visible: Latest[Mask] = Latest(2)
        self._admitted: Latest[Mask] = Latest(_SHIELDS_KEPT)
        self._shielded: Latest[int] = Latest(_SHIELDS_KEPT)

    def visible(self, access: Access) -> Mask:
        """What somebody may know of, own works left aside. Not to be changed."""
        if self.standing is None:
            return self.known.to(access)
        standing = self.standing
        return self._visible.get(
            access.is_member, lambda: self.known.to(access) & standing
        )

    def admitted(self, access: Access) -> Mask:
        """The same without what their shield covers. Not to be changed."""
        if access.shield == NO_SHIELD:
            return self.visible(access)
        return self._admitted.get(
            (access.is_member, access.shield),
            lambda: self.visible(access) & ~self.known.covered(access.shield),
        )

    def shielded(self, access: Access) -> int:
        """How many works their shield covers of what they may know of."""

        def counted() -> int:
            return int(np.count_nonzero(self.visible(access) & ~self.admitted(access)))

        return self._shielded.get((access.is_member, access.shield), counted)

    def known_besides(self, access: Access) -> Rows:
        """Rows somebody may know of whatever lists show: own works, and those by address."""
        return self._standing(
            self.part.rows_among(_keys(access.own, access.by_address))
        )

    def admitted_besides(self, access: Access) -> Rows:
        """The same without what their shield covers, which is never their own."""
        reached = self.part.rows_among(_keys(access.by_address))
        if len(reached) and access.shield != NO_SHIELD:
            reached = reached[~self.known.covered(access.shield)[reached]]
        own = self.part.rows_among(_keys(access.own))
        return self._standing(np.union1d(own, reached))

    def _standing(self, rows: Rows) -> Rows:
        return rows if self.standing is None else rows[self.standing[rows]]


def _keys(*works: tuple[int, ...]) -> NDArray[np.int64]:
    return np.unique(np.array(sum(works, ()), np.int64))


def _covered(part: Part, shield: Shield) -> Mask:
    mask = _covered_traits(part, shield)[part.trait]
    words = part.numbers["words"]
    if shield.shorter_than:
        mask |= words < shield.shorter_than
    if shield.longer_than:
        mask |= words > shield.longer_than
    tags = np.fromiter(shield.tags, np.int64, len(shield.tags))
    for slot in part.slots_of(tags).tolist():
        if slot >= 0:
            part.mark_tag(mask, slot)
    for pen_name in shield.pen_names:
        mask[part.rows_in("pen_names", pen_name)] = True
    rows = part.rows_of(np.fromiter(shield.works, np.int64, len(shield.works)))
    mask[rows[rows >= 0]] = True
    return mask


def _covered_traits(part: Part, shield: Shield) -> Mask:
    traits = part.traits
    covered: Mask = np.isin(traits.rating, list(shield.ratings))
    covered |= np.isin(traits.language, traits.language_codes(shield.languages))
    if shield.unfinished:
        unfinished = [STATUSES.index(status) for status in UNFINISHED]
        covered |= np.isin(traits.status, unfinished)
    return covered
