"""Twelve kinds of question that readers ask of a list, and many of each, drawn from an archive."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from bench.archive import SEED
from fascicle.accounts.viewer import GUEST
from fascicle.search import columns, queries
from fascicle.search.index import generations
from fascicle.search.index.documents import Facts
from fascicle.search.lists.filters import (
    NO_FILTER,
    WORKS_ON_A_PAGE,
    Count,
    Crossover,
    Dates,
    Filter,
    KindChoice,
    Order,
    Scope,
    Span,
)
from fascicle.tags.models import Kind
from fascicle.works.models import Byline, ChapterText, Rating, Work

#: Tags count as popular between these shares of all works, and as met everywhere between those.
POPULAR = (0.02, 0.12)
A_THIRD = (0.27, 0.42)
RARE = (5, 50)
DEEP_PAGE = 500
EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Question:
    """One list, as a reader asks for it."""

    wanted: Filter = NO_FILTER
    scope: Scope = EVERYTHING
    page: int = 1


@dataclass(slots=True)
class Lot:
    """What questions are drawn from: tags by use, and works with what is known of them."""

    kinds: dict[str, int]
    ratings: list[int]
    total: int
    by_use: dict[str, list[Count]]
    dice: random.Random

    def tags(self, least: float, most: float, *kinds: str) -> list[Count]:
        """Tags of these kinds on so many works."""
        named = kinds or ("fandom", "theme", "character", "genre")
        found = [
            count
            for kind in named
            for count in self.by_use[kind]
            if least <= count.works <= most
        ]
        return found or [self.by_use[named[0]][0]]

    def popular(self, *kinds: str) -> int:
        least, most = (share * self.total for share in POPULAR)
        return self.draw(self.tags(least, most, *kinds))

    def draw(self, tags: list[Count]) -> int:
        return int(self.dice.choice(tags).key)

    def work_with(self, tag: int) -> Facts:
        """Some work with this tag."""
        page = self.dice.randrange(20) + 1
        found = queries.find(NO_FILTER, Scope(tag=tag), GUEST, page=page, facets=False)
        if not found.work_ids:
            found = queries.find(NO_FILTER, Scope(tag=tag), GUEST, facets=False)
        work = self.dice.choice(found.work_ids)
        with generations.reading() as generation:
            return columns.open(generation.columns).facts([work])[work]


def lot(seed: int = SEED) -> Lot:
    """What there is to ask for in the open archive."""
    kinds = dict(Kind.objects.values_list("slug", "pk"))
    by_use = {
        slug: list(
            queries.more_counts(NO_FILTER, EVERYTHING, GUEST, kind, most=100_000)
        )
        for slug, kind in kinds.items()
    }
    total = queries.find(NO_FILTER, EVERYTHING, GUEST, facets=False).total
    ratings = list(Rating.objects.order_by("position").values_list("pk", flat=True))
    return Lot(kinds, ratings, total, by_use, random.Random(seed))


def _popular(lot: Lot) -> Question:
    return Question(scope=Scope(tag=lot.popular()))


def _narrow(lot: Lot) -> Question:
    tag = lot.popular()
    work = lot.work_with(tag)
    used = {int(one.key) for one in lot.by_use["theme"][:400]}
    others = sorted(used & set(work.tags) - {tag})
    apart = sorted(used - set(work.tags))
    theme = lot.kinds["theme"]
    choice = KindChoice(
        theme,
        tuple(lot.dice.sample(others, min(2, len(others)))),
        tuple(lot.dice.sample(apart, 2)),
    )
    return Question(Filter(tags=(choice,)), Scope(tag=tag))


def _facts_alone(lot: Lot) -> Question:
    language = lot.dice.choice(["en", "en", "zh", "ru", "es", "fr"])
    least = lot.dice.choice([1_000, 5_000, 10_000, 40_000])
    return Question(
        Filter(
            ratings=(lot.dice.choice(lot.ratings),),
            languages=(language,),
            words=Span(least, least * lot.dice.choice([2, 3, 20])),
        )
    )


def _rare(lot: Lot) -> Question:
    return Question(scope=Scope(tag=lot.draw(lot.tags(*RARE))))


def _by_kudos(lot: Lot) -> Question:
    return Question(Filter(order=Order.KUDOS), page=lot.dice.randrange(5) + 1)


def _a_third(lot: Lot) -> Question:
    least, most = (share * lot.total for share in A_THIRD)
    return Question(scope=Scope(tag=lot.draw(lot.tags(least, most, "theme", "genre"))))


def _deep(lot: Lot) -> Question:
    tag = lot.popular()
    works = next(
        one.works for counts in lot.by_use.values() for one in counts if one.key == tag
    )
    last = max(works // WORKS_ON_A_PAGE, 1)
    return Question(scope=Scope(tag=tag), page=min(DEEP_PAGE, last))


def _words_and_tag(lot: Lot) -> Question:
    tag = lot.popular("fandom", "theme")
    work = Work.objects.get(pk=lot.work_with(tag).work_id)
    words = work.summary.removeprefix("<p>").removesuffix("</p>").split()
    long = [word for word in words if len(word) > 4] or words
    wanted = " ".join(lot.dice.sample(long, min(2, len(long))))
    return Question(Filter(query=wanted, order=Order.RELEVANCE), Scope(tag=tag))


def _any_of_three(lot: Lot) -> Question:
    theme = lot.kinds["theme"]
    tags = {lot.popular("theme") for _ in range(3)}
    choice = KindChoice(theme, include=tuple(sorted(tags)), match_any=True)
    return Question(
        Filter(tags=(choice,), statuses=("complete",), words=Span(2_000, 50_000))
    )


def _pen_name(lot: Lot) -> Question:
    pen_names = Byline.objects.filter(work=lot.dice.randrange(lot.total) + 1)
    pk = pen_names.values_list("pen_name", flat=True).first() or 1
    return Question(scope=Scope(pen_name=pk))


def _less_twenty(lot: Lot) -> Question:
    themes = lot.by_use["theme"][20:2_000]
    tags = {lot.draw(themes) for _ in range(20)}
    choice = KindChoice(lot.kinds["theme"], exclude=tuple(sorted(tags)))
    return Question(Filter(tags=(choice,)))


def _recent_by_title(lot: Lot) -> Question:
    recent = Dates(first=date(2026, 11 - lot.dice.randrange(1, 10), 1))
    return Question(
        Filter(updated=recent, order=Order.TITLE, crossover=Crossover.NONE),
        Scope(tag=lot.popular("fandom", "theme")),
    )


POPULAR_TAG = "popular tag, newest"
#: What each is called in the table, and how one is drawn.
SHAPES: dict[str, Callable[[Lot], Question]] = {
    POPULAR_TAG: _popular,
    "popular tag, 2 more, less 2": _narrow,
    "rating, language, length": _facts_alone,
    "rare tag": _rare,
    "whole archive by kudos": _by_kudos,
    "a tag on a third of all": _a_third,
    "popular tag, page 500": _deep,
    "words and a tag": _words_and_tag,
    "any of 3 tags, complete": _any_of_three,
    "pen name": _pen_name,
    "whole archive less 20 tags": _less_twenty,
    "tag, recent, by title": _recent_by_title,
}


def questions(lot: Lot, count: int) -> Iterator[tuple[str, list[Question]]]:
    """So many of each shape."""
    for name, draw in SHAPES.items():
        yield name, [draw(lot) for _ in range(count)]


def phrases(count: int, seed: int = SEED) -> list[Question]:
    """Two or three words that stand side by side in some chapter."""
    dice = random.Random(seed)
    chapters = ChapterText.objects.order_by("pk")
    pks = list(chapters.values_list("pk", flat=True))
    wanted = []
    for pk in dice.sample(pks, min(count, len(pks))):
        words = ChapterText.objects.get(pk=pk).html[3:-4].split()
        length = min(dice.choice((2, 3)), len(words))
        at = dice.randrange(len(words) - length + 1)
        said = " ".join(words[at : at + length])
        wanted.append(Question(Filter(query=f'"{said}"', order=Order.RELEVANCE)))
    return wanted
