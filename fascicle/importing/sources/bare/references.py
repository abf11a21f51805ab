"""What a file says of other works: what it follows, what series it is part of, where it goes on."""

import re
from collections.abc import Iterable

from fascicle.importing.story import Evidence, Reference

from .appearance import undecorated
from .numbers import parse_number
from .reference_vocabulary import (
    CONTINUED_IN,
    FOLLOWS_UNNAMED,
    NAMED_RELATIONS,
    NTH_OF_SERIES,
    NUMBERED_PREDECESSOR,
    NUMBERED_SELF,
)

Said = tuple[str, tuple[int, int]]

_TITLE = (
    r"(?:\"(?P<q>[^\"]{2,90})\"|[“„](?P<c>[^”“]{2,90})[”“]|«\s?(?P<g>[^»]{2,90}?)\s?»"
    r"|《(?P<k>[^》]{1,60})》|『(?P<n>[^』]{1,60})』"
    r"|_(?P<u>[^_]{2,90})_|\*(?P<s>[^*]{2,90})\*|'(?P<a>[A-Z][^']{1,80}(?:'(?:s|t|re|ve"
    r"|ll)\b[^']{0,60})*)'"
    r"|(?P<b>[A-ZÀ-ÞА-Я][\w'’:-]*(?:\s+(?:[A-ZÀ-ÞА-Я0-9][\w'’:-]*|of|the|and|a|an|in|on|to|for"
    r"|at|with|from|de|la|le|des|du|der|die|das|und|von|el|y|и|в)){0,9}))"
)
_NAMED = tuple(
    (kind, re.compile(f"(?i:{lead}){_TITLE}")) for kind, lead in NAMED_RELATIONS
)
_NTH = tuple(
    re.compile(f"(?i:{lead}){_TITLE}(?P<after>.{{0,20}})") for lead in NTH_OF_SERIES
)
_UNNAMED = tuple(
    (kind, re.compile(f"(?i){phrase}")) for kind, phrase in FOLLOWS_UNNAMED
)
_CONTINUED = tuple(re.compile(f"(?i){phrase}") for phrase in CONTINUED_IN)
_SELF = tuple(re.compile(f"(?i){phrase}") for phrase in NUMBERED_SELF)
_BEFORE = tuple(re.compile(f"(?i){phrase}") for phrase in NUMBERED_PREDECESSOR)
_SMALL_END = re.compile(r"\s+(?:of|the|and|a|an|in|on|to|for|at|with|from|de|la|и|в)$")
_LONGEST = 3000


def references_in(said: Iterable[Said]) -> list[Reference]:
    """The references in notes, fields and lines of front matter; each said once."""
    found: dict[tuple[str, str, float | None], Reference] = {}
    for text, lines in said:
        sample = " ".join(text[:_LONGEST].split())
        named = [*_named(sample, lines), *_nth(sample, lines)]
        kinds = {reference.kind for reference in named}
        unnamed = [each for each in _unnamed(sample, lines) if each.kind not in kinds]
        for reference in (*named, *unnamed, *_next(sample, lines)):
            key = reference.kind, reference.title.casefold(), reference.number
            found.setdefault(key, reference)
    return list(found.values())


def number_said(text: str) -> float | None:
    """The number that a note gives the part it stands in: "this is chapter 2"."""
    for pattern in _SELF:
        match = pattern.search(text[:_LONGEST])
        number = parse_number(match["number"]) if match else None
        if number is not None:
            return number
    return None


def number_before(text: str) -> float | None:
    """The number of the part before this one, where a note speaks of it: "comments on part 1"."""
    for pattern in _BEFORE:
        match = pattern.search(text[:_LONGEST])
        number = parse_number(match["number"]) if match else None
        if number is not None:
            return number
    return None


def _named(text: str, lines: tuple[int, int]) -> Iterable[Reference]:
    for kind, pattern in _NAMED:
        for match in pattern.finditer(text):
            title = _title(match)
            if title:
                yield Reference(kind, title, evidence=(_evidence(kind, match, lines),))


def _nth(text: str, lines: tuple[int, int]) -> Iterable[Reference]:
    for pattern in _NTH:
        for match in pattern.finditer(text):
            number, title = parse_number(match["number"]), _title(match)
            title = re.sub(
                r"(?i)\s+(?:series|saga|trilogy|cycle|universe|arc|stories)$", "", title
            )
            if number is not None and title:
                evidence = (_evidence("part-of-series", match, lines),)
                yield Reference("part-of-series", title, number, evidence=evidence)


def _unnamed(text: str, lines: tuple[int, int]) -> Iterable[Reference]:
    """It follows something that is not named."""
    for kind, pattern in _UNNAMED:
        match = pattern.search(text)
        if match:
            number = parse_number(match.groupdict().get("number") or "")
            yield Reference(kind, "", number, evidence=(_evidence(kind, match, lines),))


def _next(text: str, lines: tuple[int, int]) -> Iterable[Reference]:
    for pattern in _CONTINUED:
        match = pattern.search(text)
        number = parse_number(match["number"]) if match else None
        if match and number is not None:
            evidence = (_evidence("continued-in", match, lines),)
            yield Reference("continued-in", "", number, evidence=evidence)
            return


def _title(match: re.Match[str]) -> str:
    found = next((value for key, value in match.groupdict().items()
                  if value and key in "qcgknusab"), "")  # fmt: skip
    title = _SMALL_END.sub("", undecorated(found).strip(" ,.;:"))
    return title if len(title) > 1 or not title.isascii() else ""


def _evidence(rule: str, match: re.Match[str], lines: tuple[int, int]) -> Evidence:
    return Evidence(rule, match.group()[:200], lines)
