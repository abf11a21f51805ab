"""Likely synonyms among the tags of a kind, with evidence. Pure; a person decides."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from fascicle.tags.suggestions.plurals import singulars, without_s
from fascicle.tags.suggestions.rules import CONFIDENCE, Rule, Suggestion, Used
from fascicle.tags.suggestions.scripts import is_latin, sound
from fascicle.tags.suggestions.spelling import neighbours
from fascicle.tags.suggestions.words import (
    initials,
    joined,
    unordered,
    without_article,
    words,
)

__all__ = ["Rule", "Suggestion", "Used", "likely_synonyms"]

Pair = tuple[int, int, Rule, float]
"""Places of two rows that are alike, by which rule, how surely."""

#: So many suggestions at most for one tag.
MOST = 3


def likely_synonyms(
    rows: Sequence[Used], apart: Collection[tuple[int, int]] = frozenset()
) -> list[Suggestion]:
    """What of these tags of one kind may mean the same, the likeliest first.

    :param apart: ids of two tags that are known to be different, the smaller first.
    """
    use = {row.id: row.use for row in rows}
    best: dict[tuple[int, int], Suggestion] = {}
    for one, other, rule, confidence in _pairs(rows):
        found = _suggestion(rows[one], rows[other], use, rule, confidence)
        if found is None or tuple(sorted((found.tag, found.of))) in apart:
            continue
        pair = (found.tag, found.of)
        if pair not in best or best[pair].confidence < found.confidence:
            best[pair] = found
    return _the_best_few(best.values(), use)


def _pairs(rows: Sequence[Used]) -> Iterator[Pair]:
    parts = [words(row.key) for row in rows]
    first = _by_use(rows)
    for rule, shape in _SHAPES:
        yield from _same(first, map(shape, parts), rule)
    yield from _plural_pairs(rows)
    yield from _scripts(first, parts)
    yield from _spellings(rows, parts)
    yield from _initials(first, parts)


def _by_use(rows: Sequence[Used]) -> list[int]:
    """Each row's rank: 0 for the most used; of equals, for the first that was coined."""
    ranked = sorted(range(len(rows)), key=lambda i: (-rows[i].use, rows[i].id))
    ranks = [0] * len(rows)
    for rank, place in enumerate(ranked):
        ranks[place] = rank
    return ranks


_SHAPES: tuple[tuple[Rule, Callable[[list[str]], str]], ...] = (
    (Rule.SPACING, joined),
    (Rule.ARTICLE, lambda parts: joined(without_article(parts))),
    (Rule.ORDER, unordered),
    (Rule.PLURAL, lambda parts: joined(without_s(parts))),
)


def _same(ranks: list[int], shapes: Iterable[str], rule: Rule) -> Iterator[Pair]:
    """Rows of the same shape, each beside the most used of them."""
    for group in _groups(shapes):
        main = min(group, key=ranks.__getitem__)
        for place in group:
            if place != main:
                yield place, main, rule, CONFIDENCE[rule]


def _groups(shapes: Iterable[str]) -> Iterator[list[int]]:
    groups: dict[str, list[int]] = {}
    for place, shape in enumerate(shapes):
        if shape:
            groups.setdefault(shape, []).append(place)
    return (group for group in groups.values() if len(group) > 1)


def _plural_pairs(rows: Sequence[Used]) -> Iterator[Pair]:
    places = {row.key: place for place, row in enumerate(rows)}
    for place, row in enumerate(rows):
        for singular, confidence in singulars(row.key):
            if singular in places:
                yield place, places[singular], Rule.PLURAL, confidence


def _scripts(ranks: list[int], parts: Sequence[list[str]]) -> Iterator[Pair]:
    """Rows that sound alike, of which some are in Latin letters and some are not."""
    texts = ["".join(words) for words in parts]
    if all(map(is_latin, texts)):
        return
    confidence = CONFIDENCE[Rule.SCRIPT]
    for group in _groups(sound(text) for text in texts):
        latin = [place for place in group if is_latin(texts[place])]
        if not latin or len(latin) == len(group):
            continue
        main = min(latin, key=ranks.__getitem__)
        for place in group:
            if not is_latin(texts[place]):
                yield place, main, Rule.SCRIPT, confidence


def _spellings(rows: Sequence[Used], parts: Sequence[list[str]]) -> Iterator[Pair]:
    names = [" ".join(words) for words in parts]
    for one, other in neighbours(names):
        uses = sorted((rows[one].use, rows[other].use))
        confidence = CONFIDENCE[Rule.SPELLING]
        confidence += 0.1 * (len(names[one]) >= 12)
        confidence += 0.15 * (uses[1] >= 10 * max(uses[0], 1))  # a slip is rare
        yield one, other, Rule.SPELLING, confidence


def _initials(ranks: list[int], parts: Sequence[list[str]]) -> Iterator[Pair]:
    """Short names of one word, each beside the most used name that has its initials."""
    short = {
        joined(words): place
        for place, words in enumerate(parts)
        if 2 <= len("".join(words)) <= 6 and "".join(words).isalpha()
    }
    longest: dict[str, int] = {}
    for place, words_of_it in enumerate(parts):
        for letters in initials(words_of_it):
            if letters in short:
                rival = longest.get(letters, place)
                longest[letters] = min(place, rival, key=ranks.__getitem__)
    for letters, place in longest.items():
        if short[letters] != place:
            yield short[letters], place, Rule.INITIALS, CONFIDENCE[Rule.INITIALS]


def _suggestion(
    one: Used, other: Used, use: dict[int, int], rule: Rule, confidence: float
) -> Suggestion | None:
    """A pair as a suggestion: for a synonym speaks what it means; None if nothing is to be done."""
    means_one, means_other = one.canonical or one.id, other.canonical or other.id
    if means_one == means_other or (one.canonical and other.canonical):
        return None
    if (-use.get(means_one, 0), means_one) < (-use.get(means_other, 0), means_other):
        one, other, means_one, means_other = other, one, means_other, means_one
    if one.canonical:
        return None  # what has synonyms already is not for a guess to merge away
    way = other.id if other.canonical else None
    return Suggestion(means_one, means_other, rule, confidence, way)


def _the_best_few(found: Iterable[Suggestion], use: dict[int, int]) -> list[Suggestion]:
    kept: list[Suggestion] = []
    counts: dict[int, int] = {}
    ranked = sorted(
        found, key=lambda s: (-s.confidence, -use.get(s.tag, 0), s.tag, s.of)
    )
    for suggestion in ranked:
        if counts.get(suggestion.tag, 0) < MOST:
            counts[suggestion.tag] = counts.get(suggestion.tag, 0) + 1
            kept.append(replace(suggestion, confidence=round(suggestion.confidence, 2)))
    return kept
