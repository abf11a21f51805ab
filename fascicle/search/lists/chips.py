"""What a filter asks for, piece by piece: a sentence each, and the filter without it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fascicle.core.languages import name_of
from fascicle.search.lists.addresses import Vocabulary
from fascicle.search.lists.filters import (
    Crossover,
    Dates,
    Filter,
    KindChoice,
    Parts,
    Span,
)
from fascicle.works.models.states import Status


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing a filter asks for."""

    label: str
    without: Filter
    """The filter that asks for all else."""
    is_exclusion: bool = False


def pieces(wanted: Filter, vocabulary: Vocabulary) -> list[Piece]:
    """All that a filter asks for, in the order of its address."""
    return [
        *_query(wanted),
        *_tags(wanted, vocabulary),
        *_ratings(wanted, vocabulary.ratings),
        *_statuses(wanted),
        *_languages(wanted),
        *_spans(wanted),
        *_dates(wanted, "updated", wanted.updated),
        *_dates(wanted, "posted", wanted.posted),
        *_shapes(wanted),
    ]


def without_tag(wanted: Filter, pk: int) -> Filter:
    """The filter as it is without any say about this tag."""
    choices = []
    for choice in wanted.tags:
        include = tuple(tag for tag in choice.include if tag != pk)
        exclude = tuple(tag for tag in choice.exclude if tag != pk)
        if include or exclude:
            match_any = choice.match_any and bool(include)
            choices.append(KindChoice(choice.kind, include, exclude, match_any))
    return replace(wanted, tags=tuple(choices))


def status_name(status: str) -> str:
    """How far along, as people say it."""
    return str(Status(status).label) if status in Status.values else _("status unknown")


def rating_name(pk: int, ratings: Mapping[int, str]) -> str:
    return ratings.get(pk, _("Not rated"))


def within_label(within: str) -> str:
    """ "The last 6 months", of "6m"."""
    n = int(within[:-1])
    labels: dict[str, Callable[[], str]] = {
        "d": lambda: ngettext("the last day", "the last %(n)d days", n),
        "w": lambda: ngettext("the last week", "the last %(n)d weeks", n),
        "m": lambda: ngettext("the last month", "the last %(n)d months", n),
        "y": lambda: ngettext("the last year", "the last %(n)d years", n),
    }
    return labels[within[-1]]() % {"n": n}


def _query(wanted: Filter) -> Iterator[Piece]:
    if wanted.query:
        label = _("words: %(query)s") % {"query": wanted.query}
        yield Piece(label, replace(wanted, query=""))


def _tags(wanted: Filter, vocabulary: Vocabulary) -> Iterator[Piece]:
    for choice in wanted.tags:
        for pk in choice.include:
            yield Piece(vocabulary.tags[pk].name, without_tag(wanted, pk))
    for choice in wanted.tags:
        for pk in choice.exclude:
            label = _without(vocabulary.tags[pk].name)
            yield Piece(label, without_tag(wanted, pk), is_exclusion=True)


def _ratings(wanted: Filter, ratings: Mapping[int, str]) -> Iterator[Piece]:
    for pk in wanted.ratings:
        yield Piece(rating_name(pk, ratings), _less(wanted, "ratings", pk))
    for pk in wanted.not_ratings:
        label = _without(rating_name(pk, ratings))
        yield Piece(label, _less(wanted, "not_ratings", pk), is_exclusion=True)


def _statuses(wanted: Filter) -> Iterator[Piece]:
    for status in wanted.statuses:
        yield Piece(status_name(status), _less(wanted, "statuses", status))


def _languages(wanted: Filter) -> Iterator[Piece]:
    for code in wanted.languages:
        yield Piece(name_of(code), _less(wanted, "languages", code))
    for code in wanted.not_languages:
        label = _without(name_of(code))
        yield Piece(label, _less(wanted, "not_languages", code), is_exclusion=True)


def _spans(wanted: Filter) -> Iterator[Piece]:
    if wanted.words != Span():
        yield Piece(_words(wanted.words), replace(wanted, words=Span()))
    if wanted.chapters != Span():
        yield Piece(_chapters(wanted.chapters), replace(wanted, chapters=Span()))


def _words(span: Span) -> str:
    ends = {"least": _number(span.least), "most": _number(span.most)}
    if span.most is None:
        return _("%(least)s words or more") % ends
    if span.least is None:
        return _("%(most)s words or fewer") % ends
    return _("%(least)s to %(most)s words") % ends


def _chapters(span: Span) -> str:
    ends = {"least": _number(span.least), "most": _number(span.most)}
    if span.most is None:
        return _("%(least)s chapters or more") % ends
    if span.least is None:
        return _("%(most)s chapters or fewer") % ends
    return _("%(least)s to %(most)s chapters") % ends


def _dates(wanted: Filter, name: str, dates: Dates) -> Iterator[Piece]:
    if dates == Dates():
        return
    is_update = name == "updated"
    if dates.within:
        label = _("updated in %(time)s") if is_update else _("posted in %(time)s")
        label %= {"time": within_label(dates.within)}
    else:
        label = _updated(dates) if is_update else _posted(dates)
        label %= {"first": _written(dates.first), "last": _written(dates.last)}
    changes: dict[str, Any] = {name: Dates()}
    yield Piece(label, replace(wanted, **changes))


def _updated(dates: Dates) -> str:
    if dates.last is None:
        return _("updated since %(first)s")
    if dates.first is None:
        return _("not updated since %(last)s")
    return _("updated between %(first)s and %(last)s")


def _posted(dates: Dates) -> str:
    if dates.last is None:
        return _("posted since %(first)s")
    if dates.first is None:
        return _("posted until %(last)s")
    return _("posted between %(first)s and %(last)s")


def _shapes(wanted: Filter) -> Iterator[Piece]:
    crossovers = {
        Crossover.ONLY: _("only crossovers"),
        Crossover.NONE: _("no crossovers"),
    }
    if wanted.crossover is not Crossover.ANY:
        yield Piece(
            crossovers[wanted.crossover],
            replace(wanted, crossover=Crossover.ANY),
            is_exclusion=wanted.crossover is Crossover.NONE,
        )
    parts = {Parts.ONE: _("one chapter"), Parts.MANY: _("several chapters")}
    if wanted.parts is not Parts.ANY:
        yield Piece(parts[wanted.parts], replace(wanted, parts=Parts.ANY))
    if wanted.has_sequel:
        yield Piece(_("has a sequel"), replace(wanted, has_sequel=False))


def _less(wanted: Filter, name: str, value: int | str) -> Filter:
    """The filter without one value of a field that holds several."""
    left = tuple(one for one in getattr(wanted, name) if one != value)
    changes: dict[str, Any] = {name: left}
    return replace(wanted, **changes)


def _without(name: str) -> str:
    return _("without %(name)s") % {"name": name}


def _number(number: int | None) -> str:
    return intcomma(number or 0)


def _written(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
