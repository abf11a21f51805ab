"""Lines that name a series and a work's place in it."""

import re
from dataclasses import dataclass

from .appearance import is_title_like, undecorated
from .numbers import parse_number

_KIND = (
    r"(?:book|part|story|tale|volume|vol\.?|number|no\.?|nr\.?|#|instal?lment|episode|band|teil"
    r"|tome|livre|libro|parte"
    r"|entry|книга|часть|рассказ)"
)
_SERIES = r"(?:series|reihe|serie|série|сери\w+)"
_COLLECTIVE = (
    r"(?:series|saga|cycle|trilogy|tetralogy|quartet|universe|chronicles|stories|tales"
    r"|arc|reihe|serie|zyklus|série|цикл\w*|сери\w+)"
)
_OF = re.compile(
    rf"(?i)^\W*(?:the\s+)?(?:{_KIND}\s*#?\s*(?P<number>\w{{1,9}})"
    rf"|(?P<ordinal>\w{{1,12}})\s+{_KIND})\s+(?:of|in|from|von|aus|der|de|del|dans)"
    rf"\s+(?:the|my|our|die|der|la"
    rf"|el)?\s*[\"“«_*]?(?P<name>[^\"”»]{{2,70}}?)[\"”»_*]?(?P<series>\s+{_SERIES})?\W*$"
)
_NAMED = re.compile(
    rf"(?i)^\W*(?P<name>[^#:]{{2,70}}?)(?:\s+{_SERIES})?[\s,(–—-]+(?:{_KIND}\s*#?\s*)(?P<number>\d{{1,3}}(?:\.\d)?)\W*$"
)
_TITLED = re.compile(
    r"^(?P<name>[^#]{2,60}?)[\s,(\[]*#\s?(?P<number>\d{1,3}(?:\.\d)?)[)\]]?\s*(?:[:–—-]+)\s*(?P<title>\S.{1,80})$"
)
_AFTER = re.compile(
    r"^(?P<title>.{2,80}?)\s*[(\[](?:the\s+)?(?P<name>[^()#\[\]]{2,60}?)(?:\s+series)?,?\s*(?:#"
    r"|(?i:book|part|vol\.?|no\.?)\s*)(?P<number>\d{1,3}(?:\.\d)?)[)\]]$"
)


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """A series' name, the place in it, and the work's title where the line has that too."""

    name: str
    number: float | None = None
    title: str = ""


def parse_series_line(text: str) -> SeriesLine | None:
    """The line as a statement of a series, or None.

    "(Part 16 of the Lamp series)", "Lamps #3: The Pier", "The Pier (Lamps, Book 3)".
    """
    bare = text.strip()
    if len(bare) > 140 or not any(char.isalpha() for char in bare):
        return None
    for pattern in (_TITLED, _AFTER):
        match = pattern.match(bare)
        if match and is_title_like(match["title"]) and _is_name(match["name"]):
            return SeriesLine(
                undecorated(match["name"]),
                float(match["number"]),
                undecorated(match["title"]),
            )
    return _of(bare)


def _of(bare: str) -> SeriesLine | None:
    match = _OF.match(bare)
    if match is None:
        return None
    number = parse_number(match["number"] or match["ordinal"] or "")
    collective = re.search(rf"(?i)\b{_COLLECTIVE}$", match["name"])
    sure = match["series"] or collective or bare[0] in "(["
    if number is None or not sure or not _is_name(match["name"]):
        return None
    if parse_number(match["name"]) is not None:
        return None
    return SeriesLine(undecorated(match["name"]), number)


def _is_name(name: str) -> bool:
    return name.strip()[:1].isupper() or not name.isascii()


def split_series(text: str) -> tuple[str, float | None]:
    """A series' name and a number in the value of a field: "The Lamps #3"."""
    bare = text.strip().strip("()[]")
    line = _of(f"({bare})")
    if line:
        return line.name, line.number
    match = _NAMED.match(bare)
    if match:
        return undecorated(match["name"]).strip(" ,:;(["), parse_number(match["number"])
    return undecorated(bare).strip(" ."), None
