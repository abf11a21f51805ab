"""Limits within a query, such as ``words:>5000``: what they do to a filter."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fascicle.core.languages import choices, english_name_of, name_of
from fascicle.core.names import name_key
from fascicle.search.lists.filters import Dates, Filter, Span
from fascicle.search.lists.ranges import EARLIEST, LATEST, first_day, read_number
from fascicle.search.words.grammar import Limit
from fascicle.works.models import Status

SIGNS = ("<=", ">=", "<", ">")
_OPPOSITES = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_SPAN = re.compile(r"([^-–]*)(?:\.\.|[-–])([^-–]*)")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*", re.ASCII)
#: Other words for how a work stands.
_STATUSES = {
    "finished": Status.COMPLETE,
    "done": Status.COMPLETE,
    "wip": Status.ONGOING,
    "incomplete": Status.ONGOING,
    "in-progress": Status.ONGOING,
    "paused": Status.HIATUS,
    "dropped": Status.ABANDONED,
    "discontinued": Status.ABANDONED,
}
_DAYS = {"today": "0d", "yesterday": "1d"}
_LONG_UNIT = re.compile(
    r"([0-9]{1,4})(d|w|m|y)(?:ays?|eeks?|o|os|onths?|ears?|rs?)", re.ASCII
)
#: No number is in this span.
NOWHERE = Span(1, 0)

T = TypeVar("T")
C = TypeVar("C", int, date)


@dataclass(slots=True)
class _Limiting:
    """A filter on its way to be narrowed down."""

    wanted: Filter
    ratings: Mapping[str, int]
    today: date
    notices: list[str] = field(default_factory=list)

    def words(self, limit: Limit) -> bool:
        if span := _span(limit):
            self.wanted = replace(self.wanted, words=_meet(self.wanted.words, span))
        return bool(span)

    def chapters(self, limit: Limit) -> bool:
        if span := _span(limit):
            met = _meet(self.wanted.chapters, span)
            self.wanted = replace(self.wanted, chapters=met)
        return bool(span)

    def updated(self, limit: Limit) -> bool:
        if dates := _dates(limit, self.today):
            met = _meet_dates(self.wanted.updated, dates)
            self.wanted = replace(self.wanted, updated=met)
        return bool(dates)

    def posted(self, limit: Limit) -> bool:
        if dates := _dates(limit, self.today):
            met = _meet_dates(self.wanted.posted, dates)
            self.wanted = replace(self.wanted, posted=met)
        return bool(dates)

    def status(self, limit: Limit) -> bool:
        """By its name, in English or the archive's language, or the beginning of it."""
        names = {
            **{name: name for name in (*Status.values, "unknown")},
            **{name_key(str(label)): value for value, label in Status.choices},
            **{name: status.value for name, status in _STATUSES.items()},
        }
        value = _named(names, limit.value)
        if value is None:
            return False
        every = set(names.values())
        meant = every - {value} if limit.is_negated else {value}
        before = set(self.wanted.statuses) or every
        # Of nothing left, "any of none" would be everything.
        statuses = tuple(sorted(before & meant)) or ("none",)
        self.wanted = replace(self.wanted, statuses=statuses)
        return True

    def language(self, limit: Limit) -> bool:
        code = _language(limit.value)
        if code is None:
            return False
        if limit.is_negated:
            excluded = (*self.wanted.not_languages, code)
            self.wanted = replace(self.wanted, not_languages=excluded)
        elif self.wanted.languages and code not in self.wanted.languages:
            self.wanted = replace(self.wanted, words=NOWHERE)
        else:
            self.wanted = replace(self.wanted, languages=(code,))
        return True

    def rating(self, limit: Limit) -> bool:
        value = _named(self.ratings, limit.value)
        if value is None:
            return False
        if limit.is_negated:
            excluded = (*self.wanted.not_ratings, value)
            self.wanted = replace(self.wanted, not_ratings=excluded)
        elif self.wanted.ratings and value not in self.wanted.ratings:
            self.wanted = replace(self.wanted, words=NOWHERE)
        else:
            self.wanted = replace(self.wanted, ratings=(value,))
        return True


def limited(
    wanted: Filter,
    limits: Sequence[Limit],
    *,
    ratings: Mapping[str, int],
    today: date,
) -> tuple[Filter, tuple[str, ...]]:
    """The filter narrowed down by limits, and notices about those that make no sense.

    ``ratings`` are keys by the names' keys; "unrated" stands for 0.
    """
    limiting = _Limiting(wanted, ratings, today)
    for limit in limits:
        apply: Callable[[Limit], bool] = getattr(limiting, limit.name)
        if not apply(limit):
            said = _("“%(name)s:%(value)s” was not understood: it is left out.")
            shown = {"name": limit.name, "value": limit.value[:40]}
            limiting.notices.append(said % shown)
    return limiting.wanted, tuple(dict.fromkeys(limiting.notices))


def _named(names: "Mapping[str, T]", said: str) -> "T | None":
    """What is called so; also by the beginning of its name, if that is clear."""
    key = name_key(said)
    if key in names:
        return names[key]
    begun = {value for name, value in names.items() if key and name.startswith(key)}
    return begun.pop() if len(begun) == 1 else None


def _language(said: str) -> str | None:
    """A code of a language, or what it is called."""
    code = said.lower()
    if _LANGUAGE.fullmatch(code):
        return code
    return _named(_languages(get_language() or ""), said)


@lru_cache(maxsize=8)
def _languages(_spoken: str) -> Mapping[str, str]:
    """Languages by what they call themselves, and by what they are called in the one spoken."""
    codes = [one for one, _label in choices()]
    own = {name_key(name_of(one)): one for one in codes}
    return own | {name_key(english_name_of(one)): one for one in codes}


def _larger(one: "C | None", other: "C | None") -> "C | None":
    ends = [end for end in (one, other) if end is not None]
    return max(ends) if ends else None


def _smaller(one: "C | None", other: "C | None") -> "C | None":
    ends = [end for end in (one, other) if end is not None]
    return min(ends) if ends else None


# ---------------------------------------------------------------- numbers


def _span(limit: Limit) -> Span | None:
    """``5000``, ``>5000``, ``<=5000``, ``1000-5000``; negated if it is one-sided."""
    sign, rest = _parts(limit.value)
    ends = _SPAN.fullmatch(rest)
    if ends and not sign and (ends[1].strip() or ends[2].strip()):
        return _between(ends[1], ends[2]) if not limit.is_negated else None
    number = read_number(rest) if rest.strip() else None
    if number is None:
        return None
    if limit.is_negated:
        sign = _OPPOSITES.get(sign or "")
        if sign is None:
            return None
    spans = {
        "<": Span(None, number - 1) if number else NOWHERE,
        "<=": Span(None, number),
        ">": Span(number + 1, None),
        ">=": Span(number, None),
    }
    return spans.get(sign or "", Span(number, number))


def _between(one: str, other: str) -> Span | None:
    ends = [read_number(end) if end.strip() else None for end in (one, other)]
    if any(
        end is None and said.strip()
        for end, said in zip(ends, (one, other), strict=True)
    ):
        return None
    least, most = ends
    if least is not None and most is not None and least > most:
        least, most = most, least
    return Span(least, most)


def _meet(one: Span, other: Span) -> Span:
    return Span(_larger(one.least, other.least), _smaller(one.most, other.most))


# ---------------------------------------------------------------- days


def _dates(limit: Limit, today: date) -> Dates | None:
    """``<6m`` is younger than six months, ``>2024-01`` later than that month, ``2024`` in it."""
    sign, rest = _parts(limit.value)
    if limit.is_negated:
        sign = _OPPOSITES.get(sign or "")
        if sign is None:
            return None
    if first := first_day(_span_of_days(rest), today):
        older = sign in {">", ">="}
        return Dates(last=first) if older else Dates(first=first)
    began = _PARTIAL_DATE.fullmatch(rest.strip())
    if not began:
        return None
    try:
        first, last = _days_of(began)
    except ValueError:
        return None
    one_day = timedelta(days=1)
    dates = {
        "<": Dates(last=first - one_day),
        "<=": Dates(last=last),
        ">": Dates(first=last + one_day),
        ">=": Dates(first=first),
    }
    return dates.get(sign or "", Dates(first, last))


def _span_of_days(said: str) -> str:
    """Some days, weeks, months or years, in short: "6m"."""
    said = said.strip().lower()
    if found := _LONG_UNIT.fullmatch(said):
        return found[1] + found[2]
    return _DAYS.get(said, said)


def _days_of(began: "re.Match[str]") -> tuple[date, date]:
    """The first and last day of a year, month or day, within what dates can be."""
    year, month, day = (int(part) if part else None for part in began.groups())
    first = date(year or 0, month or 1, day or 1)
    if day:
        last = first
    elif month:
        last = date(first.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    else:
        last = date(first.year, 12, 31)
    return (_bounded(first), _bounded(last))


def _bounded(day: date) -> date:
    return min(max(day, EARLIEST), LATEST)


def _meet_dates(one: Dates, other: Dates) -> Dates:
    return Dates(_larger(one.first, other.first), _smaller(one.last, other.last))


# ---------------------------------------------------------------- both


def _parts(value: str) -> tuple[str | None, str]:
    sign = next((sign for sign in SIGNS if value.startswith(sign)), None)
    return sign, value.removeprefix(sign or "").removeprefix(
        "=" if sign is None else ""
    )
