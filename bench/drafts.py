"""The works of a made-up archive, drawn in portions: numbers first, then words."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench import distributions as known
from bench.distributions import Floats, Ints
from bench.taglist import Taglist

PORTION = 20_000
#: The newest work was posted then.
END = np.datetime64("2026-11-01T00:00:00")
DAY = 86_400
STATUSES = ("complete", "ongoing", "hiatus", "abandoned", "")
NOT_COMPLETE = (0.75, 0.12, 0.08, 0.05)
SERIES_SHARE = 0.12
SEQUEL_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Fixed:
    """Ids of what an archive begins with."""

    ratings: tuple[int | None, ...]
    genres: tuple[int, ...]
    content_notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Drafts:
    """Works one after the other, as columns of numbers."""

    ids: Ints
    languages: NDArray[np.str_]
    ratings: Ints
    """Places in ``Fixed.ratings``."""
    statuses: Ints
    members_only: NDArray[np.bool_]
    words: Ints
    chapters: Ints
    posted_at: NDArray[np.datetime64]
    updated_at: NDArray[np.datetime64]
    is_draft: NDArray[np.bool_]
    tallies: Ints
    """A row each: kudos, comments, bookmarks, hits."""
    tags: Ints
    """Pairs of work and tag."""
    pen_names: Ints
    """Pairs of work and pen name."""
    in_series: Ints
    """Works that belong to a series, in its order."""


class Drawer:
    """Draws the works of an archive of a size. The same seed makes the same works."""

    def __init__(self, total: int, tags: Taglist, fixed: Fixed, seed: int) -> None:
        self._total, self._tags, self._fixed, self._seed = total, tags, fixed, seed
        self.pen_names = max(round(total / known.WORKS_PER_PEN_NAME), 20)

    def portions(self) -> Iterator[Drafts]:
        for first in range(1, self._total + 1, PORTION):
            last = min(first + PORTION - 1, self._total)
            dice = np.random.default_rng([self._seed, 2, first])
            yield self._draw(np.arange(first, last + 1, dtype=np.int64), dice)

    def _draw(self, ids: Ints, dice: np.random.Generator) -> Drafts:
        size = len(ids)
        median, spread = known.WORDS
        words = np.exp(dice.normal(np.log(median), spread, size)).astype(np.int64) + 20
        chapters = _chapters(words, dice)
        posted = self._posted_at(ids, dice)
        names = np.array(list(known.LANGUAGES))
        sums = known.shares(list(known.LANGUAGES.values()))
        return Drafts(
            ids=ids,
            languages=names[known.pick(sums, dice, size)],
            ratings=known.pick(known.shares(known.RATINGS), dice, size),
            statuses=_statuses(dice, size),
            members_only=dice.random(size) < known.MEMBERS_ONLY_SHARE,
            words=words,
            chapters=chapters,
            posted_at=posted,
            updated_at=_updated_at(posted, chapters, dice),
            is_draft=dice.random(size) < 0.003,
            tallies=_tallies(dice, size),
            tags=self._tag_pairs(ids, dice),
            pen_names=self._bylines(ids, dice),
            in_series=ids[dice.random(size) < SERIES_SHARE],
        )

    def _posted_at(
        self, ids: Ints, dice: np.random.Generator
    ) -> NDArray[np.datetime64]:
        """Evenly through the years by how many were posted in each."""
        sums = np.concatenate([[0.0], known.shares(known.BY_YEAR)])
        years = np.interp(ids / (self._total + 1), sums, np.arange(len(sums)))
        seconds = (years - (len(sums) - 1)) * 365.25 * DAY
        jitter = dice.integers(0, DAY, len(ids))
        return END + (seconds.astype(np.int64) - jitter).astype("timedelta64[s]")

    def _tag_pairs(self, ids: Ints, dice: np.random.Generator) -> Ints:
        size = len(ids)
        fandoms = np.arange(size), self._tags.fandoms(dice, size)
        extra = np.flatnonzero(dice.random(size) < known.MEAN_FANDOMS - 1)
        works = np.concatenate([fandoms[0], extra])
        chosen = np.concatenate([fandoms[1], self._tags.fandoms(dice, len(extra))])
        drawn = [(works, self._tags.fandom_ids[chosen])]
        for family, mean in (
            (self._tags.characters, known.MEAN_CHARACTERS),
            (self._tags.relationships, known.MEAN_RELATIONSHIPS),
        ):
            counts = known.tag_counts(mean / known.MEAN_FANDOMS, dice, len(works))
            at = np.repeat(np.arange(len(works)), counts)
            drawn.append((works[at], family.draw(chosen[at], dice)))
        at = np.repeat(np.arange(size), known.tag_counts(known.MEAN_THEMES, dice, size))
        drawn.append((at, self._tags.themes(dice, len(at))))
        typed = [(at, self._tags.as_typed(tags, dice)) for at, tags in drawn]
        typed += self._fixed_tags(dice, size)
        works, tags = (np.concatenate(column) for column in zip(*typed, strict=True))
        return np.unique(np.stack([ids[works], tags], axis=1), axis=0)

    def _fixed_tags(
        self, dice: np.random.Generator, size: int
    ) -> Iterator[tuple[Ints, Ints]]:
        for ids, counts, mean in (
            (self._fixed.genres, known.CATEGORIES, known.MEAN_CATEGORIES),
            (self._fixed.content_notes, known.CONTENT_NOTES, known.MEAN_CONTENT_NOTES),
        ):
            at = np.flatnonzero(dice.random(size) < 0.95)
            more = np.flatnonzero(dice.random(size) < mean - 0.95)
            works = np.concatenate([at, more])
            sums = known.shares(counts)
            yield works, np.array(ids)[known.pick(sums, dice, len(works))]

    def _bylines(self, ids: Ints, dice: np.random.Generator) -> Ints:
        count = len(ids)
        writers = 1 + (self.pen_names * dice.random(count) ** 1.7).astype(np.int64)
        pairs = np.stack([ids, writers], axis=1)
        together = pairs[dice.random(count) < 0.03]
        other = 1 + together[:, 1] % self.pen_names
        return np.concatenate([pairs, np.stack([together[:, 0], other], axis=1)])


def _chapters(words: Ints, dice: np.random.Generator) -> Ints:
    """Longer works more often have several."""
    size = len(words)
    is_long = dice.random(size) < 1 / (1 + (9_000 / words) ** 1.3)
    several = 2 + words / np.exp(dice.normal(np.log(2_800), 0.5, size))
    return np.where(is_long, np.minimum(several, 400).astype(np.int64), 1)


def _statuses(dice: np.random.Generator, size: int) -> Ints:
    complete = known.COMPLETE_SHARE
    parts = [complete, *((1 - complete) * share for share in NOT_COMPLETE)]
    return known.pick(known.shares(parts), dice, size)


def _updated_at(
    posted: NDArray[np.datetime64], chapters: Ints, dice: np.random.Generator
) -> NDArray[np.datetime64]:
    """A work of several chapters grows for a while, a week or so each."""
    weeks = (chapters - 1) * dice.exponential(1, len(chapters))
    later = posted + (weeks * 7 * DAY).astype("timedelta64[s]")
    return np.minimum(later, END - dice.integers(0, DAY, len(chapters)))


def _tallies(dice: np.random.Generator, size: int) -> Ints:
    """Works that many liked were read and talked of by more, too."""
    liking = dice.random(size)
    kudos = known.at_quantiles(known.KUDOS, liking)
    nearby: Floats = np.clip(liking + dice.normal(0, 0.15, size), 0, 1)
    comments = known.at_quantiles(known.COMMENTS, nearby)
    rate = np.interp(
        dice.random(size),
        list(known.KUDOS_PER_HIT),
        list(known.KUDOS_PER_HIT.values()),
    )
    hits = ((kudos + 1) / rate).astype(np.int64)
    bookmarks = (kudos * known.BOOKMARKS_PER_KUDOS).astype(np.int64)
    return np.stack([kudos, comments, bookmarks, hits], axis=1)
