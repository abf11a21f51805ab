"""Series by the people who come back: works of one writer whose cast recurs.

A name counts where it stands often, is no place, and belongs to this writer: hardly any
other in the batch has it. One common first name links nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from fascicle.importing.grouping.first_names import COMMON
from fascicle.importing.grouping.pieces import Piece
from fascicle.importing.story import Evidence

_LEAST = 4
#: A main figure: among the first so many names of a work.
_LEADING = 8
#: Most works that have the name have to be the writer's.
_OWN = 0.8
#: Where capitals mark no names, more of them have to agree.
_ENOUGH = {"de": 3, "zh": 4, "ja": 4, "ko": 4, "th": 4, "ar": 5}


@dataclass(slots=True)
class Cast:
    """The people of a work, by how often they are named."""

    work: int
    writer: int | None
    language: str
    name: str
    people: Counter[str] = field(default_factory=Counter)

    @property
    def leading(self) -> list[str]:
        ranked = sorted(self.people, key=lambda name: (-self.people[name], name))
        return [name for name in ranked[:_LEADING] if self.people[name] >= _LEAST]


@dataclass(frozen=True, slots=True)
class Link:
    """Two works that belong together, and why."""

    one: int
    other: int
    confidence: float
    evidence: Evidence


def cast_of(work: int, writer: int | None, pieces: Sequence[Piece]) -> Cast:
    cast = Cast(work, writer, pieces[0].language, pieces[0].best.name)
    places: Counter[str] = Counter()
    for piece in pieces:
        cast.people.update(piece.names)
        places.update({name: piece.names[name] for name in piece.places})
    for name, count in places.items():
        if count * 2 >= cast.people[name]:
            del cast.people[name]
    return cast


def recurring(casts: Sequence[Cast]) -> Iterator[Link]:
    """The links between works of one writer, and from works whose writer nobody names."""
    bearers: defaultdict[tuple[str, str], list[Cast]] = defaultdict(list)
    for cast in casts:
        for name, count in cast.people.items():
            if count >= 2:
                bearers[cast.language, name].append(cast)
    owners = _owners(bearers)
    by_name: defaultdict[tuple[str, int, str], list[Cast]] = defaultdict(list)
    for cast in casts:
        for name in cast.leading:
            owner = owners.get((cast.language, name))
            if owner is not None and cast.writer in (owner, None):
                by_name[cast.language, owner, name].append(cast)
    yield from _links(by_name)


def _owners(
    bearers: dict[tuple[str, str], list[Cast]],
) -> dict[tuple[str, str], int]:
    """Whose name it is, for names that but one writer uses in several works."""
    owners: dict[tuple[str, str], int] = {}
    for key, works in bearers.items():
        writers = Counter(cast.writer for cast in works if cast.writer is not None)
        if not writers:
            continue
        writer, most = min(writers.items(), key=lambda item: (-item[1], item[0]))
        if most >= 2 and most >= _OWN * sum(writers.values()):
            owners[key] = writer
    return owners


def _links(by_name: dict[tuple[str, int, str], list[Cast]]) -> Iterator[Link]:
    """Pairs that share names enough, each name's bearers taken one after another."""
    shared: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    between: dict[tuple[int, int], tuple[Cast, Cast]] = {}
    for (_, _, name), casts in sorted(by_name.items()):
        if len(casts) < 2:
            continue
        for one, other in _neighbours(casts):
            shared[one.work, other.work].append(name)
            between[one.work, other.work] = one, other
    frequent = {key: len(casts) for key, casts in by_name.items()}
    for pair, names in sorted(shared.items()):
        one, other = between[pair]
        if sureness := _sureness(one, other, names, frequent):
            shown = ", ".join(name.title() for name in names[:5])
            evidence = Evidence("same-cast", shown, file=other.name)
            yield Link(one.work, other.work, sureness, evidence)


def _neighbours(casts: Sequence[Cast]) -> Iterable[tuple[Cast, Cast]]:
    """Each with the next ones: enough to link all that a name links, without all pairs."""
    ordered = sorted(casts, key=lambda cast: cast.work)
    for step in (1, 2, 3):
        yield from zip(ordered, ordered[step:], strict=False)


def _sureness(
    one: Cast,
    other: Cast,
    names: Sequence[str],
    frequent: dict[tuple[str, int, str], int],
) -> float:
    """0 where the names do not suffice."""
    writer = one.writer if one.writer is not None else other.writer
    if writer is None:
        return 0.0
    telling = [name for name in names if name not in COMMON]
    often = [name for name in telling if frequent[one.language, writer, name] >= 3]
    enough = _ENOUGH.get(one.language, 2)
    named = one.writer is not None and other.writer is not None
    if len(names) >= enough and telling:
        return 0.85 if named else 0.7
    if often and named and enough == 2:
        return 0.8
    return 0.0
