"""What the columns should answer, told by looking at one work's facts after the other."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fascicle.search.columns import Access, Asked
from fascicle.search.columns.asking import TraitChoice
from fascicle.search.index.documents import Facts
from fascicle.search.lists.filters import TOP, Count, Crossover, Facets, Order, Parts


@dataclass(frozen=True)
class Naive:
    """Some works, and the kinds of their tags."""

    facts: Sequence[Facts]
    kinds: dict[int, int]

    def known(self, asked: Asked, access: Access) -> list[Facts]:
        return [one for one in self.facts if is_known(one, access) and fits(one, asked)]

    def shown(self, asked: Asked, access: Access) -> list[Facts]:
        return [one for one in self.known(asked, access) if not is_covered(one, access)]

    def facets(self, works: Sequence[Facts]) -> Facets:
        tags = Counter(tag for one in works for tag in one.tags)
        kinds: dict[int, Counter[int]] = {}
        for tag, count in tags.items():
            kinds.setdefault(self.kinds.get(tag, 0), Counter())[tag] = count
        return Facets(
            kinds={kind: ranked(counts)[:TOP] for kind, counts in kinds.items()},
            ratings=ranked(Counter(one.rating for one in works)),
            statuses=ranked(Counter(one.status or "unknown" for one in works)),
            languages=ranked(Counter(one.language or "und" for one in works)),
            parts=ranked(
                Counter("many" if one.chapters > 1 else "one" for one in works)
            ),
        )

    def top(self, works: Sequence[Facts], kind: int, most: int) -> tuple[Count, ...]:
        tags = Counter(tag for one in works for tag in one.tags)
        return ranked(
            {tag: n for tag, n in tags.items() if self.kinds.get(tag, 0) == kind}
        )[:most]


def is_known(one: Facts, access: Access) -> bool:
    if one.work_id in access.own:
        return True
    return one.is_listed and (access.is_member or not one.members_only)


def fits(one: Facts, asked: Asked) -> bool:
    return (
        set(asked.every) <= set(one.tags)
        and all(set(choice) & set(one.tags) for choice in asked.any_of)
        and not set(asked.none) & set(one.tags)
        and asked.pen_name in (None, *one.pen_names)
        and asked.series in (None, *one.series)
        and has_traits(one, asked.traits)
        and all(
            span.least <= number(one, span.column) <= span.most for span in asked.ranges
        )
    )


def has_traits(one: Facts, choice: TraitChoice) -> bool:
    language = one.language or "und"
    return (
        (not choice.ratings or one.rating in choice.ratings)
        and one.rating not in choice.not_ratings
        and (not choice.statuses or (one.status or "unknown") in choice.statuses)
        and (not choice.languages or language in choice.languages)
        and language not in choice.not_languages
        and choice.scope_language in (None, language)
        and (choice.crossover != Crossover.ONLY or one.is_crossover)
        and (choice.crossover != Crossover.NONE or not one.is_crossover)
        and (choice.parts != Parts.ONE or one.chapters <= 1)
        and (choice.parts != Parts.MANY or one.chapters > 1)
        and (not choice.has_sequel or one.has_sequel)
    )


def is_covered(one: Facts, access: Access) -> bool:
    shield = access.shield
    return one.work_id not in access.own and bool(
        shield.tags & set(one.tags)
        or shield.pen_names & set(one.pen_names)
        or one.work_id in shield.works
        or one.rating in shield.ratings
        or (one.language or "und") in shield.languages
        or (shield.unfinished and one.status not in ("", "complete"))
        or one.words < shield.shorter_than
        or (shield.longer_than and one.words > shield.longer_than)
    )


def in_order(works: Iterable[Facts], order: Order) -> list[int]:
    if order in (Order.TITLE, Order.AUTHOR):
        size = 24 if order == Order.TITLE else 16
        keys = {
            one.work_id: getattr(one, f"{order}_key").encode()[:size] for one in works
        }
        return sorted(keys, key=lambda work: (keys[work], work))
    measures = {one.work_id: number(one, order) for one in works}
    return sorted(measures, key=lambda work: (-measures[work], -work))


def number(one: Facts, column: str) -> int:
    times = {"updated": one.updated_at, "posted": one.posted_at}
    return times[column] if column in times else int(getattr(one, column))


def ranked(counts: "Counter[int] | Counter[str] | dict[int, int]") -> tuple[Count, ...]:
    pairs = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Count(key, works) for key, works in pairs)
