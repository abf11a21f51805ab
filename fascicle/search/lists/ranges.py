"""Ranges of numbers and of days as addresses and forms have them."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from fascicle.search.lists.filters import Dates, Span

LARGEST = 10**9
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)
#: "5,000", "5 000" and "5.000" are one number.
_GROUPING = re.compile(r"[\s,.'’_]")
_THOUSANDS = re.compile(r"([0-9]{1,5})(?:[.,]([0-9]{1,3}))?[kK]", re.ASCII)
_SPAN = re.compile(r"([^-–]*)[-–]([^-–]*)")
_WITHIN = re.compile(r"([0-9]{1,4})([dwmy])", re.ASCII)
_DAYS = {"d": 1, "w": 7}
_MONTHS = {"m": 1, "y": 12}


def read_number(text: str) -> int | None:
    """A number as people type it, "5k" too, at most ``LARGEST``; None if it is none."""
    if thousands := _THOUSANDS.fullmatch(text.strip()):
        return int(thousands[1]) * 1000 + int((thousands[2] or "0").ljust(3, "0"))
    digits = _GROUPING.sub("", text)
    if not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits) if len(digits) < 10 else LARGEST


def read_span(said: Mapping[str, Sequence[str]], name: str, notices: list[str]) -> Span:
    """``words=5000-10000``, or ``words-from`` and ``words-to``. Ends that are swapped are meant."""
    ends = _ends(said, name, _span_ends)
    numbers = [read_number(end) for end in ends]
    for end, number in zip(ends, numbers, strict=True):
        if end.strip() and number is None:
            notices.append(_not_understood(end))
    least, most = numbers
    if least is not None and most is not None and least > most:
        least, most = most, least
    return Span(least or None, most)


def write_span(span: Span) -> str:
    if span.least is None and span.most is None:
        return ""
    ends = ("" if end is None else str(end) for end in (span.least, span.most))
    return "-".join(ends)


def read_dates(
    said: Mapping[str, Sequence[str]], name: str, today: date, notices: list[str]
) -> Dates:
    """``updated=6m``, ``updated=2024-01-01..2024-06-30``, or what a form says of both ends."""
    first, last = _ends(said, name, _date_ends)
    if not (first or last):
        return _within(said.get(name, ()), today, notices)
    days = []
    for end in (first, last):
        day = _day(end)
        if end.strip() and day is None:
            notices.append(_not_understood(end))
        days.append(day)
    if days[0] and days[1] and days[0] > days[1]:
        days.reverse()
    return Dates(days[0], days[1])


def write_dates(dates: Dates) -> str:
    if dates.within:
        return dates.within
    if dates.first is None and dates.last is None:
        return ""
    ends = ("" if end is None else end.isoformat() for end in (dates.first, dates.last))
    return "..".join(ends)


def first_day(within: str, today: date) -> date | None:
    """The first day of "the last 6 months", as "6m"; None if it is nothing like that."""
    found = _WITHIN.fullmatch(within)
    if not found:
        return None
    count, unit = int(found[1]), found[2]
    if unit in _DAYS:
        days = min(count * _DAYS[unit], (today - EARLIEST).days)
        return today - timedelta(days=days)
    months = today.year * 12 + today.month - 1 - count * _MONTHS[unit]
    year, month = divmod(months, 12)
    if year < EARLIEST.year:
        return EARLIEST
    return date(year, month + 1, min(today.day, _length(year, month + 1)))


def _length(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def _within(values: Sequence[str], today: date, notices: list[str]) -> Dates:
    for value in reversed(values):
        if first := first_day(value.strip(), today):
            return Dates(first=first, within=value.strip())
        if value.strip(" ."):
            notices.append(_not_understood(value))
    return Dates()


def _ends(
    said: Mapping[str, Sequence[str]],
    name: str,
    split: Callable[[str], tuple[str, str]],
) -> tuple[str, str]:
    """Both ends, as they were said last: in one piece, or in a form's two fields."""
    ends = ["", ""]
    for value in said.get(name, ()):
        if any(halves := split(value)):
            ends = [*halves]
    for place, half in enumerate(("from", "to")):
        for value in said.get(f"{name}-{half}", ()):
            ends[place] = value or ends[place]
    return ends[0], ends[1]


def _span_ends(value: str) -> tuple[str, str]:
    found = _SPAN.fullmatch(value)
    return (found[1], found[2]) if found else (value, value)


def _date_ends(value: str) -> tuple[str, str]:
    first, dots, last = value.partition("..")
    return (first, last) if dots else ("", "")


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return min(max(day, EARLIEST), LATEST)


def _not_understood(said: str) -> str:
    return _("“%(said)s” was not understood: it is left out.") % {"said": said[:40]}
