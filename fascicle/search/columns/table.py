"""Facts laid out in columns, neither sorted nor indexed: what parts are made from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from fascicle.search.columns.layout import (
    COUNTED,
    ID,
    KEYS,
    LISTS,
    MOST,
    NUMBERS,
    STATUSES,
    TIMES,
    UNKNOWN_LANGUAGE,
    Flag,
)
from fascicle.search.columns.tagkinds import TagKinds
from fascicle.search.index.documents import Facts

Numbers = NDArray[np.uint32]
Keys = NDArray[np.bytes_]
Traits = NDArray[np.uint64]

S = TypeVar("S", bound=np.generic)
_BATCH = 10_000
_CODES = {status: code for code, status in enumerate(STATUSES)}
# Plain numbers: an IntFlag is too slow to be added up for each of a million works.
_LISTED, _MEMBERS_ONLY = int(Flag.LISTED), int(Flag.MEMBERS_ONLY)
_ADULT, _MANY_PARTS = int(Flag.ADULT), int(Flag.MANY_PARTS)
_CROSSOVER, _HAS_SEQUEL = int(Flag.CROSSOVER), int(Flag.HAS_SEQUEL)


@dataclass(frozen=True, slots=True)
class Pairs:
    """What works bear: ``ids[i]`` belongs to the work in row ``owner[i]``."""

    owner: Numbers
    ids: Numbers

    def of(self, new_rows: NDArray[np.int64]) -> "Pairs":
        """Those of rows that stay; each row moves to ``new_rows[row]``, -1 if it goes."""
        moved = new_rows[self.owner]
        stays = moved >= 0
        return Pairs(moved[stays].astype(ID), self.ids[stays])


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of works. A trait is packed: rating, language, status, flags."""

    work_ids: Numbers
    numbers: dict[str, Numbers]
    traits: Traits
    languages: tuple[str, ...]
    keys: dict[str, Keys]
    pairs: dict[str, Pairs]
    kinds: TagKinds
    """Of tags; also of some that no work here bears."""

    def __len__(self) -> int:
        return len(self.work_ids)

    def without(self, work_ids: Iterable[int]) -> "Table":
        gone = np.fromiter(work_ids, np.int64)
        return self.taken(np.flatnonzero(~np.isin(self.work_ids, gone)))

    def taken(self, rows: NDArray[np.int64]) -> "Table":
        """These rows alone; ``rows`` ascend."""
        new_rows = np.full(len(self), -1, np.int64)
        new_rows[rows] = np.arange(len(rows))
        return Table(
            self.work_ids[rows],
            {name: column[rows] for name, column in self.numbers.items()},
            self.traits[rows],
            self.languages,
            {name: column[rows] for name, column in self.keys.items()},
            {name: pairs.of(new_rows) for name, pairs in self.pairs.items()},
            self.kinds,
        )

    @classmethod
    def joined(cls, first: Self, second: Self) -> "Table":
        """Both, one after the other; kinds as the second says."""
        languages = dict.fromkeys(first.languages + second.languages)
        codes = {language: code for code, language in enumerate(languages)}
        return Table(
            np.concatenate([first.work_ids, second.work_ids]),
            {
                name: np.concatenate([first.numbers[name], second.numbers[name]])
                for name in NUMBERS
            },
            np.concatenate([first._recoded(codes), second._recoded(codes)]),
            tuple(languages),
            {
                name: np.concatenate([first.keys[name], second.keys[name]])
                for name in KEYS
            },
            {
                name: _joined(first.pairs[name], second.pairs[name], len(first))
                for name in LISTS
            },
            first.kinds.updated(second.kinds),
        )

    def _recoded(self, codes: Mapping[str, int]) -> Traits:
        new = np.array([codes[one] for one in self.languages] or [0], np.uint64)
        old = (self.traits >> np.uint64(16)) & np.uint64(0xFFFF)
        others = self.traits & ~np.uint64(0xFFFF_0000)
        recoded: Traits = others | new[old] << np.uint64(16)
        return recoded


def _joined(first: Pairs, second: Pairs, rows_of_first: int) -> Pairs:
    later = second.owner + ID(rows_of_first)
    return Pairs(
        np.concatenate([first.owner, later]), np.concatenate([first.ids, second.ids])
    )


def packed(rating: int, language: int, status: int, flags: int) -> int:
    return rating << 32 | language << 16 | status << 8 | flags


def table_of(facts: Iterable[Facts], kinds: Mapping[int, int]) -> Table:
    """Lay facts out in columns. ``kinds`` is read after the last of them."""
    reader = _Reader()
    waiting = iter(facts)
    while batch := list(islice(waiting, _BATCH)):
        reader.add(batch)
    return reader.table(kinds)


class _Reader:
    """Turns batches of facts into columns."""

    def __init__(self) -> None:
        self.size = 0
        self.numbers: dict[str, list[Numbers]] = {
            name: [] for name in ("work_id", *NUMBERS)
        }
        self.traits: list[Traits] = []
        self.languages: dict[str, int] = {}
        self.keys: dict[str, list[Keys]] = {name: [] for name in KEYS}
        self.owners: dict[str, list[Numbers]] = {name: [] for name in LISTS}
        self.ids: dict[str, list[Numbers]] = {name: [] for name in LISTS}

    def add(self, batch: Sequence[Facts]) -> None:
        self.numbers["work_id"].append(_ids(fact.work_id for fact in batch))
        for name in COUNTED:
            self.numbers[name].append(_clamped(getattr(fact, name) for fact in batch))
        for name, field in TIMES.items():
            self.numbers[name].append(_clamped(getattr(fact, field) for fact in batch))
        self.traits.append(np.array([self._trait(fact) for fact in batch], np.uint64))
        for name, dtype in KEYS.items():
            keys = [getattr(fact, f"{name}_key").encode() for fact in batch]
            self.keys[name].append(np.array(keys, dtype))
        for name in LISTS:
            self._add_pairs(name, [getattr(fact, name) for fact in batch])
        self.size += len(batch)

    def _trait(self, fact: Facts) -> int:
        language = fact.language or UNKNOWN_LANGUAGE
        code = self.languages.setdefault(language, len(self.languages))
        status = _CODES.get(fact.status, 0)
        return packed(fact.rating, code, status, _flags(fact))

    def _add_pairs(self, name: str, lists: list[tuple[int, ...]]) -> None:
        lengths = np.fromiter(map(len, lists), np.int64, len(lists))
        rows = np.arange(self.size, self.size + len(lists), dtype=ID)
        self.owners[name].append(np.repeat(rows, lengths))
        self.ids[name].append(_ids(chain.from_iterable(lists)))

    def table(self, kinds: Mapping[int, int]) -> Table:
        numbers = {name: _whole(parts, ID) for name, parts in self.numbers.items()}
        return Table(
            numbers.pop("work_id"),
            numbers,
            _whole(self.traits, np.uint64),
            tuple(self.languages),
            {name: _whole(parts, KEYS[name]) for name, parts in self.keys.items()},
            {
                name: Pairs(_whole(self.owners[name], ID), _whole(self.ids[name], ID))
                for name in LISTS
            },
            TagKinds.told(kinds),
        )


def _flags(fact: Facts) -> int:
    return (
        _LISTED * fact.is_listed
        + _MEMBERS_ONLY * fact.members_only
        + _ADULT * fact.is_adult
        + _CROSSOVER * fact.is_crossover
        + _HAS_SEQUEL * fact.has_sequel
        + _MANY_PARTS * (fact.chapters > 1)
    )


def _ids(values: Iterable[int]) -> Numbers:
    ids = np.fromiter(values, np.int64)
    if len(ids) and not 0 < ids.min() <= ids.max() <= MOST:
        raise ValueError(f"keys in the index lie between 1 and {MOST}")
    return ids.astype(ID)


def _clamped(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, np.int64).clip(0, MOST).astype(ID)


def _whole(parts: list[NDArray[S]], dtype: str | type[np.generic]) -> NDArray[S]:
    """The batches as one column; they are let go."""
    whole: NDArray[S] = np.concatenate([np.empty(0, dtype), *parts])
    parts.clear()
    return whole


def facts_of(table: Table) -> Iterator[Facts]:
    """The works of a table as facts again: lists ascend, keys are cut, numbers are clamped."""
    lists = {name: _lists(table.pairs[name], len(table)) for name in LISTS}
    for row, trait in enumerate(table.traits.tolist()):
        number = {name: int(table.numbers[name][row]) for name in NUMBERS}
        flags = Flag(trait & 0xFF)
        language = table.languages[trait >> 16 & 0xFFFF]
        status = STATUSES[trait >> 8 & 0xFF]
        yield Facts(
            work_id=int(table.work_ids[row]),
            rating=trait >> 32,
            status="" if status == STATUSES[0] else status,
            language="" if language == UNKNOWN_LANGUAGE else language,
            posted_at=number["posted"],
            updated_at=number["updated"],
            title_key=table.keys["title"][row].decode(errors="ignore"),
            author_key=table.keys["author"][row].decode(errors="ignore"),
            is_listed=Flag.LISTED in flags,
            members_only=Flag.MEMBERS_ONLY in flags,
            is_adult=Flag.ADULT in flags,
            is_crossover=Flag.CROSSOVER in flags,
            has_sequel=Flag.HAS_SEQUEL in flags,
            words=number["words"],
            chapters=number["chapters"],
            kudos=number["kudos"],
            comments=number["comments"],
            bookmarks=number["bookmarks"],
            hits=number["hits"],
            tags=lists["tags"][row],
            pen_names=lists["pen_names"][row],
            series=lists["series"][row],
        )


def as_kept(facts: Facts) -> Facts:
    """Facts as the columns give them back."""
    return next(facts_of(table_of([facts], {})))


def _lists(pairs: Pairs, size: int) -> list[tuple[int, ...]]:
    lists: list[list[int]] = [[] for _ in range(size)]
    for row, one in zip(pairs.owner.tolist(), pairs.ids.tolist(), strict=True):
        lists[row].append(one)
    return [tuple(sorted(one)) for one in lists]
