"""Which works of a layer fit what was asked."""

from collections.abc import Callable, Sequence

import numpy as np

from fascicle.accounts.shield import NO_SHIELD
from fascicle.search.columns.asking import NO_CHOICE, Access, Asked, TraitChoice
from fascicle.search.columns.container import Array
from fascicle.search.columns.layers import Layer
from fascicle.search.columns.layout import ID, STATUSES, Flag
from fascicle.search.columns.part import Index, Mask, Part, Rows, looked_up
from fascicle.search.lists.filters import Crossover, Parts

#: Fewer than one row in this many are handled one by one, more as a mask over all.
_FEW = 8
#: As many rows are looked at first for the newest.
_STEP = 8_192


class Chosen:
    """Rows that remain: few as numbers in order, many as a mask."""

    def __init__(
        self, size: int, *, rows: Rows | None = None, mask: Mask | None = None
    ):
        self.size = size
        self.hidden = 0
        self._rows = rows
        self._mask = mask
        self._is_ours = False
        self._count: int | None = None

    @property
    def are_few(self) -> bool:
        """Whether they are handled one by one."""
        return self._mask is None

    @property
    def index(self) -> Index:
        return slice(None) if self._mask is not None else self.rows

    @property
    def count(self) -> int:
        if self._mask is None:
            return len(self.rows)
        if self._count is None:
            self._count = int(np.count_nonzero(self._mask))
        return self._count

    @property
    def rows(self) -> Rows:
        if self._rows is None:
            self._rows = np.flatnonzero(self.mask).astype(ID)
        return self._rows

    @property
    def mask(self) -> Mask:
        """Not to be changed."""
        return _marked(self.size, self.rows) if self._mask is None else self._mask

    def newest(self, low: int, high: int) -> Rows:
        """The last rows first, from one number to another."""
        rows = self._rows if self._rows is not None else self._last(high)
        end = len(rows)
        return rows[max(end - high, 0) : max(end - low, 0)][::-1]

    def _last(self, most: int) -> Rows:
        """At least as many of the last rows, if there are, without looking at all."""
        start, found, step = self.size, 0, _STEP
        while start > 0 and found < most:
            before = max(start - step, 0)
            found += int(np.count_nonzero(self.mask[before:start]))
            start, step = before, step * 2
        return (np.flatnonzero(self.mask[start:]) + start).astype(ID)

    def is_all_of(self, mask: Mask) -> bool:
        """Whether nothing of this mask has been left out."""
        return self._mask is mask

    def keep(self, fits: Mask) -> None:
        """Keep what fits; ``fits`` tells of the rows at ``index``."""
        if self._mask is None:
            self._rows = self.rows[fits]
        else:
            # A mask that was made here is changed where it lies: a new one takes twice as long.
            out = self._mask if self._is_ours else None
            self._mask = np.logical_and(self._mask, fits, out=out)
            self._is_ours, self._rows, self._count = True, None, None

    def settle(self) -> None:
        """Turn to numbers of rows if few are left."""
        if self._mask is not None and self.count * _FEW < self.size:
            self._rows, self._mask = self.rows, None


def choose(
    layer: Layer, asked: Asked, access: Access, works: Array | None = None
) -> Chosen:
    """Rows that fit, without those that the shield covers, which are counted.

    ``works`` are keys, of which each result must have one.
    """
    part = layer.part
    slots = part.slots_of(np.array(asked.every, np.int64)).tolist()
    if -1 in slots:
        return Chosen(part.size, rows=np.empty(0, ID))
    known = _with(layer.visible(access), layer.known_besides(access))
    chosen = _first(layer, asked, slots, works, known)
    _keep_tags(chosen, part, asked)
    if asked.traits != NO_CHOICE:
        chosen.settle()
        chosen.keep(looked_up(_fitting(part, asked.traits), part.trait[chosen.index]))
    for span in asked.ranges:
        chosen.settle()
        column = part.numbers[span.column][chosen.index]
        chosen.keep((column >= span.least) & (column <= span.most))
    return _admitted(chosen, layer, access, known)


def _first(
    layer: Layer,
    asked: Asked,
    slots: list[int],
    works: Array | None,
    visible: Callable[[Index], Mask],
) -> Chosen:
    """What bears every tag, within the pen name, series, shelf and works."""
    part = layer.part
    lists = _lists(part, asked, works)
    slots = sorted(slots, reverse=True)  # the least used tags have the last slots
    if lists and (not slots or len(lists[0]) <= part.use_of(slots[0])):
        chosen = Chosen(part.size, rows=lists.pop(0))
    elif slots and not part.is_dense(slots[0]):
        chosen = Chosen(part.size, rows=part.rows_of_tag(slots.pop(0)))
    elif len(slots) > 1 and (rows := _few_with(part, slots)) is not None:
        chosen, slots = Chosen(part.size, rows=rows), []
    else:
        chosen = Chosen(part.size, mask=visible(slice(None)))
    for rows in lists:
        chosen.keep(_marked(part.size, rows)[chosen.index])
    for slot in slots:
        chosen.keep(part.bearing([slot], chosen.index))
    return chosen


def _lists(part: Part, asked: Asked, works: Array | None) -> list[Rows]:
    """Rows of which each result must be one, the shortest list first."""
    lists = [] if works is None else [part.rows_among(works)]
    if asked.pen_name is not None:
        lists.append(part.rows_in("pen_names", asked.pen_name))
    if asked.series is not None:
        lists.append(part.rows_in("series", asked.series))
    if asked.works is not None:
        lists.append(part.rows_among(np.array(asked.works, np.int64)))
    return sorted(lists, key=len)


def _few_with(part: Part, slots: Sequence[int]) -> Rows | None:
    """Rows that bear all of these dense tags, if they are few."""
    return part.rows_of_dense(slots, part.size // _FEW)


def _keep_tags(chosen: Chosen, part: Part, asked: Asked) -> None:
    for choice in asked.any_of:
        chosen.keep(part.bearing(_slots(part, choice), chosen.index))
    if asked.none:
        chosen.keep(~part.bearing(_slots(part, asked.none), chosen.index))


def _slots(part: Part, tags: tuple[int, ...]) -> list[int]:
    slots = part.slots_of(np.array(tags, np.int64)).tolist()
    return [slot for slot in slots if slot >= 0]


def _admitted(
    chosen: Chosen, layer: Layer, access: Access, known: Callable[[Index], Mask]
) -> Chosen:
    """What somebody may know of and their shield does not cover.

    A mask has begun with what they may know of.
    """
    if access.shield == NO_SHIELD:
        if chosen.are_few:
            chosen.keep(known(chosen.index))
        return chosen
    besides = layer.admitted_besides(access)
    if not len(besides) and chosen.is_all_of(layer.visible(access)):
        whole = Chosen(layer.part.size, mask=layer.admitted(access))
        whole.hidden = layer.shielded(access)
        return whole
    before = chosen.count
    if chosen.are_few:
        before = int(np.count_nonzero(known(chosen.index)))
    chosen.keep(_with(layer.admitted(access), besides)(chosen.index))
    chosen.hidden = before - chosen.count
    return chosen


def _with(mask: Mask, besides: Rows) -> Callable[[Index], Mask]:
    """Looks up rows in a mask to which some more belong, those that one knows anyway."""

    def rows_in(index: Index) -> Mask:
        if not len(besides):
            return mask if isinstance(index, slice) else mask[index]
        if isinstance(index, slice):
            whole = mask.copy()
            whole[besides] = True
            return whole
        found = mask[index]
        at = np.searchsorted(index, besides)
        inside = at < len(index)
        at = at[inside]
        found[at[index[at] == besides[inside]]] = True
        return found

    return rows_in


def _marked(size: int, rows: Rows) -> Mask:
    mask = np.zeros(size, np.bool_)
    mask[rows] = True
    return mask


def _fitting(part: Part, choice: TraitChoice) -> Mask:
    """Which traits fit."""
    traits = part.traits
    fits = np.ones(len(traits.packed), np.bool_)
    if choice.ratings:
        fits &= np.isin(traits.rating, choice.ratings)
    if choice.not_ratings:
        fits &= ~np.isin(traits.rating, choice.not_ratings)
    if choice.statuses:
        known = [STATUSES.index(one) for one in choice.statuses if one in STATUSES]
        fits &= np.isin(traits.status, known)
    fits &= _fitting_languages(part, choice)
    if choice.crossover != Crossover.ANY:
        is_crossover = (traits.flags & Flag.CROSSOVER) > 0
        fits &= is_crossover == (choice.crossover == Crossover.ONLY)
    if choice.parts != Parts.ANY:
        has_many = (traits.flags & Flag.MANY_PARTS) > 0
        fits &= has_many == (choice.parts == Parts.MANY)
    if choice.has_sequel:
        fits &= (traits.flags & Flag.HAS_SEQUEL) > 0
    return fits


def _fitting_languages(part: Part, choice: TraitChoice) -> Mask:
    traits = part.traits
    fits = np.ones(len(traits.packed), np.bool_)
    if choice.languages:
        fits &= np.isin(traits.language, traits.language_codes(choice.languages))
    if choice.scope_language is not None:
        codes = traits.language_codes([choice.scope_language])
        fits &= np.isin(traits.language, codes)
    if choice.not_languages:
        codes = traits.language_codes(choice.not_languages)
        fits &= ~np.isin(traits.language, codes)
    return fits
