"""Series by what files state: a series' name, what a work follows, a number in its title."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from fascicle.importing.grouping.recurring import Link
from fascicle.importing.grouping.shelf import Shelved, may_be_one_writer
from fascicle.importing.grouping.titles import title_key
from fascicle.importing.story import Conclusion, Evidence, Reference

_STATED = 0.95
_NAMED = 0.92
_NUMBERED = 0.85
_BEFORE = frozenset(("sequel-to",))
_AFTER = frozenset(("prequel-to", "continued-in"))
_ROMAN = dict(zip("i ii iii iv v vi vii viii ix x".split(), range(1, 11), strict=True))
_NUMBERED_TITLE = re.compile(
    r"(?P<base>.{3,}?)[\s,:–—-]+(?:(?:book|part|volume|vol\.?|no\.?|#)\s*)?"
    r"(?P<number>\d{1,2}|[ivx]{1,4})(?:\s*[:–—-]\s.*)?",
    re.IGNORECASE,
)


def series_name(shelved: Shelved) -> Conclusion[str] | None:
    """The series that its files say it belongs to."""
    stated = [piece.series for piece in shelved.pieces if piece.series]
    if stated:
        return max(stated, key=lambda each: (each.confidence, each.value))
    for reference in _references(shelved):
        if reference.kind == "part-of-series" and reference.title:
            return Conclusion(reference.title, 0.85, reference.evidence)
    return None


def position(shelved: Shelved) -> float | None:
    """Its place in its series, as its files or its title state it."""
    stated = [each.series_position for each in shelved.pieces if each.series_position]
    if stated:
        return max(stated, key=lambda each: (each.confidence, -each.value)).value
    for reference in _references(shelved):
        if reference.kind == "part-of-series" and reference.number is not None:
            return reference.number
    return numbered_title(shelved)[1]


def by_name(shelf: Sequence[Shelved]) -> Iterator[Link]:
    """Works that name the same series, and the work that the series is named after."""
    members: defaultdict[str, list[Shelved]] = defaultdict(list)
    for shelved in shelf:
        name = series_name(shelved)
        if name and (key := title_key(name.value)):
            members[key].append(shelved)
    titled = _by_title(shelf)
    for key, group in members.items():
        group = [
            *group,
            *(each for each in titled.get(key, ()) if each.writer is not None),
        ]
        for one, other in _of_one_writer(group):
            name = series_name(other) or series_name(one)
            quote = name.value[:200] if name else ""
            evidence = Evidence("same-series", quote, file=other.file)
            yield Link(one.at, other.at, _STATED, evidence)


def by_reference(shelf: Sequence[Shelved]) -> Iterator[Link]:
    """Works and those that they say they follow; the earlier one first."""
    titled = _by_title(shelf)
    for shelved in shelf:
        for reference in _references(shelved):
            if reference.kind not in _BEFORE | _AFTER:
                continue
            named = _named(shelved, reference, titled)
            if named is None:
                continue
            evidence = Evidence("sequel-to", reference.title[:200], file=shelved.file)
            pair = shelved.at, named.at
            first, second = pair if reference.kind in _AFTER else pair[::-1]
            yield Link(first, second, _NAMED, evidence)


def by_numbered_title(shelf: Sequence[Shelved]) -> Iterator[Link]:
    """ "Trust Me" and "Trust Me II: Water", by one writer."""
    members: defaultdict[tuple[int, str], list[Shelved]] = defaultdict(list)
    numbered: set[tuple[int, str]] = set()
    for shelved in shelf:
        if shelved.writer is not None and shelved.title_key:
            base, number = numbered_title(shelved)
            members[shelved.writer, base].append(shelved)
            if number is not None:
                numbered.add((shelved.writer, base))
    for key in sorted(numbered):
        for one, other in _of_one_writer(members[key]):
            title = other.work.title.value if other.work.title else ""
            evidence = Evidence("numbers-follow", title[:200], file=other.file)
            yield Link(one.at, other.at, _NUMBERED, evidence)


def numbered_title(shelved: Shelved) -> tuple[str, float | None]:
    """A title without its number, and the number."""
    title = shelved.work.title.value if shelved.work.title else ""
    found = _NUMBERED_TITLE.fullmatch(title.strip())
    if found:
        written = found["number"].casefold()
        number = int(written) if written.isdigit() else _ROMAN.get(written, 0)
        if base := title_key(found["base"]):
            return base, float(number) if number else None
    return shelved.title_key, None


def _references(shelved: Shelved) -> Iterator[Reference]:
    for piece in shelved.pieces:
        yield from piece.references


def _by_title(shelf: Sequence[Shelved]) -> dict[str, list[Shelved]]:
    titled: defaultdict[str, list[Shelved]] = defaultdict(list)
    for shelved in shelf:
        if shelved.title_key:
            titled[shelved.title_key].append(shelved)
    return titled


def _named(
    shelved: Shelved, reference: Reference, titled: dict[str, list[Shelved]]
) -> Shelved | None:
    """The only work here that the reference can mean."""
    found = [
        other
        for other in titled.get(title_key(reference.title), ())
        if other is not shelved and may_be_one_writer(shelved, other)
    ]
    own = [each for each in found if each.writer == shelved.writer]
    found = own or found
    return found[0] if len(found) == 1 else None


def _of_one_writer(group: Sequence[Shelved]) -> Iterator[tuple[Shelved, Shelved]]:
    """Each member with the first that may be by the same writer, if only one writer is meant."""
    writers = {each.writer for each in group} - {None}
    first: dict[int | None, Shelved] = {}
    for shelved in group:
        writer = shelved.writer
        if writer is None and len(writers) == 1:
            (writer,) = writers
        if first.setdefault(writer, shelved) is not shelved:
            yield first[writer], shelved
