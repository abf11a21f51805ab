"""Series: works that say so, that name what they follow, or in which the same people come back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from fascicle.importing.grouping.recurring import Cast, Link, cast_of, recurring
from fascicle.importing.grouping.sequels import (
    by_name,
    by_numbered_title,
    by_reference,
    position,
    series_name,
)
from fascicle.importing.grouping.sets import Sets
from fascicle.importing.grouping.shelf import Shelved, shelve
from fascicle.importing.grouping.titles import title_key
from fascicle.importing.grouping.works import Drafts
from fascicle.importing.story import Conclusion, ProposedSeries, ProposedWork

_MOST_REASONS = 12


def find_series(
    drafts: Drafts, works: Mapping[int, ProposedWork]
) -> tuple[ProposedSeries, ...]:
    """The series among the proposed works; each work in at most one."""
    shelf = shelve(drafts, works)
    followers = list(by_reference(shelf))
    links = [*by_name(shelf), *followers, *by_numbered_title(shelf), *_by_cast(shelf)]
    links.sort(key=lambda link: -link.confidence)
    groups = _join(shelf, links)
    found = [
        _series([shelf[at] for at in sorted(members)], reasons, followers)
        for members, reasons in groups
    ]
    return tuple(sorted(found, key=lambda series: series.key))


def _by_cast(shelf: Sequence[Shelved]) -> Iterator[Link]:
    casts: list[Cast] = [
        cast_of(each.at, each.writer, each.pieces)
        for each in shelf
        if each.pieces[0].best.stories_in_file == 1
    ]
    return recurring(casts)


def _join(
    shelf: Sequence[Shelved], links: Iterable[Link]
) -> Iterator[tuple[list[int], list[Link]]]:
    """The groups of works that links make, and those links. No group has two writers."""
    sets = Sets[int]()
    writer = {each.at: each.writer for each in shelf}
    name = {each.at: _own_name(each) for each in shelf}
    used: list[Link] = []
    for link in links:
        one, other = sets.of(link.one), sets.of(link.other)
        if one == other or not _agree(writer[one], writer[other]):
            continue
        if link.confidence < 0.9 and not _agree(name[one], name[other]):
            continue
        sets.join(one, other)
        writer[one] = writer[other] if writer[one] is None else writer[one]
        name[one] = name[one] or name[other]
        used.append(link)
    reasons: defaultdict[int, list[Link]] = defaultdict(list)
    for link in used:
        reasons[sets.of(link.one)].append(link)
    for members in sets.all():
        if len(members) > 1:
            yield members, reasons[sets.of(members[0])]


def _own_name(shelved: Shelved) -> str | None:
    name = series_name(shelved)
    return (title_key(name.value) or None) if name else None


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


# ------------------------------------------------ what a series is


def _series(
    members: Sequence[Shelved], reasons: Sequence[Link], followers: Sequence[Link]
) -> ProposedSeries:
    places = _places(members, followers)
    ordered = sorted(
        members, key=lambda each: (places.get(each.at, float("inf")), each.work.key)
    )
    return ProposedSeries(
        key=min(each.work.key for each in members),
        works=tuple(each.work.key for each in ordered),
        title=_title(members),
        positions=tuple(places.get(each.at) for each in ordered),
        belongs=Conclusion(
            True,
            min(link.confidence for link in reasons),
            tuple(link.evidence for link in reasons[:_MOST_REASONS]),
        ),
    )


def _title(members: Sequence[Shelved]) -> Conclusion[str] | None:
    names = [name for each in members if (name := series_name(each))]
    return max(names, key=lambda name: (name.confidence, name.value), default=None)


def _places(members: Sequence[Shelved], followers: Sequence[Link]) -> dict[int, float]:
    """Positions that are stated, and those that follow from what follows what."""
    places = {
        each.at: stated for each in members if (stated := position(each)) is not None
    }
    inside = {each.at for each in members}
    chain = [link for link in followers if link.one in inside and link.other in inside]
    after = {link.other for link in chain}
    firsts = {link.one for link in chain} - after
    if not places and len(firsts) == 1:
        places[firsts.pop()] = 1.0
    for _ in range(len(chain)):
        for link in chain:
            if link.one in places:
                places.setdefault(link.other, places[link.one] + 1)
            elif link.other in places and places[link.other] > 1:
                places.setdefault(link.one, places[link.other] - 1)
    return places
