"""A filter in the engine's terms: everything resolved, nothing left to look up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from fascicle.accounts.shield import NO_SHIELD, Shield
from fascicle.search.columns.layout import MOST, UNKNOWN_LANGUAGE, is_key
from fascicle.search.lists.filters import Crossover, Dates, Filter, Parts, Scope, Span


@dataclass(frozen=True, slots=True)
class Access:
    """What decides which works somebody may know of."""

    is_member: bool = False
    own: tuple[int, ...] = ()
    """Their own works, which they may know of in any state and no shield covers."""
    by_address: tuple[int, ...] = ()
    """Works they may know of that no list shows; a shield covers these like any."""
    shield: Shield = NO_SHIELD
    """With canonical tags."""


@dataclass(frozen=True, slots=True)
class Range:
    """Of a column of numbers; both ends belong to it."""

    column: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class TraitChoice:
    """What rating, language, status and flags must be; empty is no choice."""

    ratings: tuple[int, ...] = ()
    not_ratings: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    not_languages: tuple[str, ...] = ()
    scope_language: str | None = None
    crossover: Crossover = Crossover.ANY
    parts: Parts = Parts.ANY
    has_sequel: bool = False


NO_CHOICE = TraitChoice()


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter within a scope. All tags are canonical."""

    every: tuple[int, ...] = ()
    any_of: tuple[tuple[int, ...], ...] = ()
    none: tuple[int, ...] = ()
    pen_name: int | None = None
    series: int | None = None
    works: tuple[int, ...] | None = None
    """The only works there are, those of a shelf; None is all of them."""
    traits: TraitChoice = NO_CHOICE
    ranges: tuple[Range, ...] = ()


def tags_of(wanted: Filter, scope: Scope) -> set[int]:
    """The tags of a filter and its scope, as they were asked for."""
    tags = {tag for one in wanted.tags for tag in (*one.include, *one.exclude)}
    return tags if scope.tag is None else {*tags, scope.tag}


def asked(
    wanted: Filter, scope: Scope, canonical: Mapping[int, int], zone: tzinfo
) -> Asked:
    """A filter with the tags that it means, and days as seconds."""
    every = [] if scope.tag is None else [scope.tag]
    any_of = []
    for choice in wanted.tags:
        if choice.match_any and choice.include:
            any_of.append(_resolved(choice.include, canonical))
        else:
            every.extend(choice.include)
    excluded = [tag for choice in wanted.tags for tag in choice.exclude]
    return Asked(
        every=_resolved(every, canonical),
        any_of=tuple(any_of),
        none=_resolved(excluded, canonical),
        pen_name=None if scope.pen_name is None else _key(scope.pen_name),
        series=None if scope.series is None else _key(scope.series),
        traits=_traits(wanted, scope),
        ranges=(
            *_range("words", wanted.words),
            *_range("chapters", wanted.chapters),
            *_days("updated", wanted.updated, zone),
            *_days("posted", wanted.posted, zone),
        ),
    )


def _resolved(
    tags: tuple[int, ...] | list[int], canonical: Mapping[int, int]
) -> tuple[int, ...]:
    return tuple(dict.fromkeys(_key(canonical.get(tag, tag)) for tag in tags))


def _key(number: int) -> int:
    """A key that nothing has, if this can be none."""
    return number if is_key(number) else 0


def _traits(wanted: Filter, scope: Scope) -> TraitChoice:
    language = scope.language
    return TraitChoice(
        ratings=wanted.ratings,
        not_ratings=wanted.not_ratings,
        statuses=wanted.statuses,
        languages=wanted.languages,
        not_languages=wanted.not_languages,
        scope_language=UNKNOWN_LANGUAGE if language == "" else language,
        crossover=wanted.crossover,
        parts=wanted.parts,
        has_sequel=wanted.has_sequel,
    )


def _range(column: str, span: Span) -> tuple[Range, ...]:
    if span == Span():
        return ()
    least = 0 if span.least is None else span.least
    return (Range(column, least, MOST if span.most is None else span.most),)


def _days(column: str, dates: Dates, zone: tzinfo) -> tuple[Range, ...]:
    """A range of days; works that were never posted stand at 0 and fit none."""
    if dates.first is None and dates.last is None:
        return ()
    least = 1 if dates.first is None else max(_start_of(dates.first, zone), 1)
    if dates.last is None or dates.last == date.max:
        return (Range(column, least, MOST),)
    return (Range(column, least, _start_of(dates.last + timedelta(1), zone) - 1),)


def _start_of(day: date, zone: tzinfo) -> int:
    if not date(1970, 1, 2) <= day <= date(2106, 1, 1):
        return 0 if day.year <= 1970 else MOST + 1
    return int(datetime.combine(day, time.min, zone).timestamp())
