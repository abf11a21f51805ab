"""How works, tags and readers' replies spread over a large archive, and drawing from that.

The figures are public statistics of one large archive of fan works: its own selective data dump
of February 2021 (7.3 million works), rank tables of its tags that statisticians made of it and
of a listing of 2015, a sample of works that were updated in November 2023, and quartiles that
were published of its kudos and comments. Names were left behind: only counts are here.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Works of the dump by rating, from nobody's to the strictest.
RATINGS = (825_385, 2_115_153, 2_272_688, 1_151_260, 1_238_331)
#: Works of the dump by language; all others are shared out as ``OTHER_LANGUAGES``.
LANGUAGES = {
    "en": 6_587_693,
    "zh": 335_179,
    "ru": 136_724,
    "es": 70_645,
    "fr": 32_145,
    "it": 24_261,
    "id": 16_015,
    "pt-BR": 15_336,
    "de": 14_426,
    "pl": 14_261,
    "uk": 9_000,
    "vi": 4_000,
    "ja": 3_000,
    "ko": 2_500,
    "th": 2_000,
    "": 2_000,
}
COMPLETE_SHARE = 6_111_220 / 7_269_693
MEMBERS_ONLY_SHARE = 0.016
#: Works by what warnings they bore: rather not said, nothing to warn of, and three to warn of.
CONTENT_NOTES = (2_556_570, 4_095_298, 519_931, 379_648, 370_782)
#: Works by the six categories of the dump, the most used first.
CATEGORIES = (3_744_166, 1_839_948, 1_423_967, 654_059, 369_718, 231_426)
#: Works posted in each year from the archive's first.
BY_YEAR = (
    *(1_985, 34_259, 86_480, 130_510, 240_505, 359_945, 444_410),
    *(552_104, 685_167, 783_022, 895_850, 1_114_158, 1_621_164),
)
#: Fandoms by rank, and works of each (2021).
FANDOM_RANKS = {
    1: 361_919,
    2: 310_300,
    3: 240_536,
    5: 203_097,
    10: 130_918,
    20: 60_008,
    50: 36_097,
    100: 18_656,
    200: 9_106,
    500: 2_607,
    1000: 895,
    2000: 311,
    5000: 57,
    10_000: 13,
    20_000: 2,
    30_000: 1,
}
#: Themes that curators know, by rank, and works of each (2015).
THEME_RANKS = {
    1: 174_893,
    2: 155_465,
    3: 95_776,
    5: 72_989,
    10: 45_040,
    20: 26_440,
    50: 13_297,
    100: 7_709,
    200: 4_203,
    500: 1_763,
    1000: 809,
    2000: 340,
    5000: 86,
    10_000: 23,
    20_000: 4,
    30_000: 1,
}
#: Of the uses of themes, those of the ranked ones; the others are of a long tail.
RANKED_THEME_SHARE = 0.37
TAIL_EXPONENT = 0.62

#: Tags of each kind that a work bears, in the mean; 17 in all. One of six works is a crossover.
MEAN_FANDOMS = 1.25
MEAN_CHARACTERS = 2.4
MEAN_RELATIONSHIPS = 1.4
MEAN_CATEGORIES = 1.0
MEAN_CONTENT_NOTES = 1.1
MEAN_THEMES = 9.85
#: How unevenly writers tag (the shape of a negative binomial), so that 5 % bear 43 tags or more.
EVENNESS = 1.6

#: Distinct tags of a million works, and how they grow with the works (200, 617, 1000 thousand
#: of 1, 5 and 10 million).
TAGS_OF_A_MILLION = 200_000
TAG_GROWTH = 0.7
KIND_SHARES = {
    "fandom": 0.05,
    "relationship": 0.2,
    "character": 0.25,
    "theme": 0.5,
}
#: Synonyms beside each tag, and how often the synonym is what was typed.
SYNONYM_SHARE = 0.12
SYNONYM_USE = 0.1

#: Median and spread (of the logarithm) of works' lengths: 6 % are longer than 25,000 words.
WORDS = (2_200, 1.55)
KUDOS = {0.0: 0, 0.25: 14, 0.5: 46, 0.75: 136, 0.9: 339, 0.99: 1739, 1.0: 60_000}
COMMENTS = {0.0: 0, 0.35: 0, 0.5: 4.5, 0.75: 11, 0.9: 29, 0.99: 268, 1.0: 9_000}
KUDOS_PER_HIT = {0.0: 0.01, 0.1: 0.0172, 0.25: 0.0293, 0.5: 0.0471, 0.9: 0.1127, 1: 0.3}
BOOKMARKS_PER_KUDOS = 0.18
WORKS_PER_PEN_NAME = 6.5


def shares(counts: Sequence[float]) -> Floats:
    """Counts as shares of their sum, added up: for ``pick``."""
    sums = np.cumsum(np.asarray(counts, np.float64))
    added: Floats = sums / sums[-1]
    return added


def pick(sums: Floats, dice: np.random.Generator, size: int) -> Ints:
    """Draw that many places, by shares that were added up."""
    return np.searchsorted(sums, dice.random(size), side="right").astype(np.int64)


def rank_counts(ranks: Mapping[int, int], size: int) -> Floats:
    """Counts at ranks 1, 2, … of so many, between the known ones on a straight log-log line.

    The table is stretched or squeezed to that many.
    """
    known = np.array(list(ranks), np.float64)
    last = known[-1]
    wanted = 1 + (np.arange(size) * (last - 1) / max(size - 1, 1) if size > last else 0)
    places = wanted if size > last else np.arange(1, size + 1, dtype=np.float64)
    logs = np.interp(np.log(places), np.log(known), np.log(list(ranks.values())))
    counts: Floats = np.exp(logs)
    return counts


def theme_counts(size: int) -> Floats:
    """How the uses of themes spread over so many of them."""
    ranked = rank_counts(THEME_RANKS, min(size, max(THEME_RANKS)))
    counts = np.zeros(size)
    counts[: len(ranked)] = ranked / ranked.sum() * RANKED_THEME_SHARE
    tail = np.arange(20, 20 + size, dtype=np.float64) ** -TAIL_EXPONENT
    return np.sort(counts + tail / tail.sum() * (1 - RANKED_THEME_SHARE))[::-1]


def at_quantiles(table: Mapping[float, float], draws: Floats) -> Ints:
    """Values at these places of a distribution that is known at some."""
    logs = np.interp(draws, list(table), np.log1p(list(table.values())))
    return np.expm1(logs).astype(np.int64)


def by_rank(sizes: Ints | int, dice: np.random.Generator, count: int) -> Ints:
    """Draw places below each size; the first twice as often as the second, as words are used."""
    draws = np.exp(dice.random(count) * np.log1p(sizes)) - 1
    return np.minimum(draws.astype(np.int64), np.asarray(sizes) - 1)


def tag_counts(mean: float, dice: np.random.Generator, size: int) -> Ints:
    """How many tags of a kind works bear: most few, some very many."""
    chance = EVENNESS / (EVENNESS + mean)
    return dice.negative_binomial(EVENNESS, chance, size).astype(np.int64)


def tags_of(works: int) -> int:
    """How many distinct tags an archive of so many works has."""
    return max(round(TAGS_OF_A_MILLION * math.pow(works / 1e6, TAG_GROWTH)), 200)
