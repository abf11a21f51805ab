"""The tags of a made-up archive: names, what is broader, synonyms, and how works draw them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bench.distributions import (
    FANDOM_RANKS,
    KIND_SHARES,
    SYNONYM_SHARE,
    SYNONYM_USE,
    Ints,
    by_rank,
    pick,
    rank_counts,
    shares,
    tags_of,
    theme_counts,
)
from bench.lexicon import Lexicon, lexicon

MEDIA = ("Books", "Comics", "Films", "Games", "Legends", "Music", "Radio", "Stage")
#: Themes that others are narrower than: so many wide ones, and those between.
WIDE_THEMES = 24
MIDDLE_THEMES = 160
#: Of fandoms and themes, those that curators put under a broader one.
GROUPED_FANDOMS = 0.6
SORTED_THEMES = 0.65


@dataclass(frozen=True, slots=True)
class Name:
    """A tag as it is kept."""

    id: int
    kind: str
    name: str
    canonical: int | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """Tags that belong to fandoms: each fandom has a run of ids of its own, most used first."""

    first: Ints
    size: Ints

    def draw(self, fandoms: Ints, dice: np.random.Generator) -> Ints:
        """One for each of these fandoms."""
        return self.first[fandoms] + by_rank(self.size[fandoms], dice, len(fandoms))


class Taglist:
    """All that works draw their tags from."""

    def __init__(self, works: int, first_id: int, seed: int) -> None:
        self._dice = np.random.default_rng([seed, 1])
        self._next = first_id
        self._words = _Names(lexicon("en"), seed)
        self.names: list[Name] = []
        self.broader: list[tuple[int, int]] = []
        """Narrower and broader, directly."""
        total = tags_of(works)
        sizes = {kind: round(total * share) for kind, share in KIND_SHARES.items()}
        self._make_fandoms(sizes["fandom"])
        self.characters = self._make_family("character", sizes["character"])
        self.relationships = self._make_family("relationship", sizes["relationship"])
        self._make_themes(sizes["theme"])
        self._make_synonyms()

    def fandoms(self, dice: np.random.Generator, count: int) -> Ints:
        """Draw fandoms, as places in the list of them."""
        return pick(self._fandom_shares, dice, count)

    def themes(self, dice: np.random.Generator, count: int) -> Ints:
        """Draw themes, as ids."""
        return self._theme_ids[pick(self._theme_shares, dice, count)]

    def as_typed(self, ids: Ints, dice: np.random.Generator) -> Ints:
        """Now and then a synonym instead of the tag itself."""
        places = np.minimum(
            np.searchsorted(self._meant, ids), max(len(self._meant) - 1, 0)
        )
        swapped = (self._meant[places] == ids) & (dice.random(len(ids)) < SYNONYM_USE)
        return np.where(swapped, self._synonyms[places], ids)

    def closure(self) -> Iterator[tuple[int, int]]:
        """Each tag with everything broader, at whatever distance."""
        above: dict[int, list[int]] = {}
        for narrower, broader in self.broader:
            above.setdefault(narrower, []).append(broader)
        for tag, parents in above.items():
            seen = set(parents)
            waiting = list(parents)
            while waiting:
                further = set(above.get(waiting.pop(), ())) - seen
                seen |= further
                waiting += further
            for ancestor in sorted(seen):
                yield tag, ancestor

    def _add(self, kind: str, name: str, canonical: int | None = None) -> int:
        self.names.append(Name(self._next, kind, name, canonical))
        self._next += 1
        return self._next - 1

    def _make_fandoms(self, count: int) -> None:
        groups = max(count // 8, 1)
        media = [self._add("fandom", name) for name in MEDIA]
        grouped = [
            self._add("fandom", f"{self._words.new(2)} (all)") for _ in range(groups)
        ]
        under = self._dice.integers(0, len(media), groups)
        self.broader += [
            (group, media[at]) for group, at in zip(grouped, under, strict=True)
        ]
        own = max(count - groups - len(media), 4)
        ids = [self._add("fandom", f"The {self._words.new(2)}") for _ in range(own)]
        for tag, at in zip(ids, self._dice.integers(0, groups, own), strict=True):
            is_grouped = self._dice.random() < GROUPED_FANDOMS
            self.broader.append(
                (tag, grouped[at] if is_grouped else media[at % len(media)])
            )
        self.fandom_ids = np.array(ids, np.int64)
        self._fandom_counts = rank_counts(FANDOM_RANKS, own)
        self._fandom_shares = shares(list(self._fandom_counts))

    def _make_family(self, kind: str, count: int) -> Family:
        """As many for each fandom as the root of its works, more or less."""
        weights = np.sqrt(self._fandom_counts)
        size = np.maximum((weights / weights.sum() * count).astype(np.int64), 2)
        first = self._next + np.concatenate([[0], np.cumsum(size)[:-1]])
        for _ in range(int(size.sum())):
            name = self._words.new(2)
            if kind == "relationship":
                name = f"{name} & {self._words.any(2)}"
            self._add(kind, name)
        return Family(first.astype(np.int64), size)

    def _make_themes(self, count: int) -> None:
        wide = [self._add("theme", self._words.new(1)) for _ in range(WIDE_THEMES)]
        middle = [self._add("theme", self._words.new(2)) for _ in range(MIDDLE_THEMES)]
        self.broader += [(tag, wide[at % len(wide)]) for at, tag in enumerate(middle)]
        own = max(count - len(wide) - len(middle), 50)
        lengths = self._dice.integers(1, 5, own)
        ids = [self._add("theme", self._words.new(int(length))) for length in lengths]
        places = by_rank(len(middle), self._dice, own)
        is_sorted = self._dice.random(own) < SORTED_THEMES
        self.broader += [
            (ids[at], middle[places[at]]) for at in np.flatnonzero(is_sorted)
        ]
        self._theme_ids = np.array([*ids, *middle, *wide], np.int64)
        used = theme_counts(own)
        seldom = np.full(len(middle) + len(wide), used[own // 50])
        self._theme_shares = shares(list(np.concatenate([used, seldom])))

    def _make_synonyms(self) -> None:
        """Of the more used ones more often; one each at most."""
        meant = np.unique(
            np.concatenate(
                [
                    self._theme_ids[
                        by_rank(
                            len(self._theme_ids),
                            self._dice,
                            round(len(self.names) * SYNONYM_SHARE),
                        )
                    ],
                    self.characters.first,
                ]
            )
        )
        kinds = {name.id: name.kind for name in self.names}
        self._meant: Ints = meant
        self._synonyms = np.array(
            [self._add(kinds[tag], self._words.new(3), tag) for tag in meant.tolist()],
            np.int64,
        )


class _Names:
    """Names that nothing else has."""

    def __init__(self, words: Lexicon, seed: int) -> None:
        self._words = [word.capitalize() for word in words.words]
        self._dice = random.Random(seed)
        self._taken: set[str] = set()

    def any(self, length: int) -> str:
        return " ".join(self._dice.choices(self._words, k=length))

    def new(self, length: int) -> str:
        name = self.any(length)
        while name in self._taken:
            name = self.any(length + 1)
        self._taken.add(name)
        return name
