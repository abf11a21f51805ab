"""A random archive in the database, and random filters over it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from fascicle.accounts.models import PenName, User
from fascicle.accounts.shield import Shield
from fascicle.accounts.viewer import Viewer
from fascicle.core.names import name_key
from fascicle.reading.models import Shelf, ShelfEntry
from fascicle.search.lists.filters import (
    Crossover,
    Dates,
    Filter,
    KindChoice,
    Order,
    Parts,
    Scope,
    Span,
)
from fascicle.tags.models import Broader, Closure, Kind, Tag
from fascicle.works.models import (
    Byline,
    Rating,
    Relation,
    Series,
    SeriesEntry,
    Tally,
    Work,
)

#: Tags by how much they are used. After the head, even ones are used on exactly as many works each,
#: so that the last of the columns' dense tags is among them; all others are rare.
KINDS, TAGS = 3, 480
HEAD, EVEN = range(100), range(100, 160)
#: An even tag is on one work in so many: as many as make a tag dense, or a few more.
EVEN_SHARE = 62

LANGUAGES = ["en", "en", "en", "", "fr", "zh-Hant"]
STATUSES = ["", "ongoing", "complete", "complete", "hiatus", "abandoned"]
START = datetime(2024, 1, 1, tzinfo=UTC)
DAYS = 700


@dataclass
class ChanceArchive:
    """Everything a filter could ask for, in all mixtures, the same for a seed."""

    size: int
    seed: int = 1
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.ratings = Rating.objects.bulk_create(
            Rating(name=f"Rating {n}", position=n, is_adult=n > 2) for n in range(4)
        )
        self._make_tags()
        self.users = User.objects.bulk_create(
            User(username=f"writer{n}") for n in range(3)
        )
        names = [f"Pen {chr(97 + n % 26)}{n} Élan" for n in range(30)]
        self.pen_names = PenName.objects.bulk_create(
            PenName(
                name=name, key=name_key(name), user=self.users[n] if n < 3 else None
            )
            for n, name in enumerate(names)
        )
        self._make_works()
        self._make_series()
        self._make_shelves()

    @classmethod
    def as_it_stands(cls, seed: int) -> "ChanceArchive":
        """One that was made before, whatever has become of it."""
        found = cls.__new__(cls)
        found.size, found.seed = Work.objects.count(), seed
        found.chance = random.Random(seed)
        found.ratings = list(Rating.objects.order_by("pk"))
        found.kinds = list(Kind.objects.order_by("pk"))
        found.tags = list(Tag.objects.order_by("pk"))
        found.users = list(User.objects.order_by("pk"))
        found.pen_names = list(PenName.objects.order_by("pk"))
        found.works = list(Work.objects.order_by("pk"))
        found.series = list(Series.objects.order_by("pk"))
        found.shelves = list(Shelf.objects.order_by("pk"))
        return found

    @property
    def even_tags(self) -> list[Tag]:
        """Tags that are used as often as each other."""
        return self.tags[EVEN.start : EVEN.stop]

    def _make_tags(self) -> None:
        """Kinds take turns. What others mean, and what is broader, is in the head."""
        self.kinds = Kind.objects.bulk_create(
            Kind(slug=f"k{n}", name=f"K{n}", plural=f"K{n}s", makes_crossovers=n == 0)
            for n in range(KINDS)
        )
        self.tags = Tag.objects.bulk_create(
            Tag(kind=self.kinds[n % KINDS], name=f"Tag {n}", key=f"tag {n}")
            for n in range(TAGS)
        )
        above: dict[int, set[int]] = {}
        links, synonyms = [], []
        for number, tag in enumerate(self.tags):
            place, kind = divmod(number, KINDS)
            parents = [n for n in (place // 5 - 1, place // 7 - 1) if 0 <= n < place]
            if number >= EVEN.stop and self.chance.random() < 0.3:
                tag.canonical = self.tags[place // 5 * KINDS + kind]
                synonyms.append(tag)
                continue
            for parent in {self.tags[n * KINDS + kind] for n in parents}:
                links.append(Broader(narrower=tag, broader=parent))
                higher = above.get(parent.pk, set())
                above[tag.pk] = above.get(tag.pk, set()) | {parent.pk} | higher
        Broader.objects.bulk_create(links)
        Closure.objects.bulk_create(
            Closure(tag_id=tag, ancestor_id=one)
            for tag, ancestors in above.items()
            for one in ancestors
        )
        Tag.objects.bulk_update(synonyms, ["canonical"])

    def _make_works(self) -> None:
        works = Work.objects.bulk_create(self._work(n) for n in range(self.size))
        self.works = works
        Byline.objects.bulk_create(
            Byline(work=work, pen_name=pen_name, position=position)
            for work in works
            for position, pen_name in enumerate(self._some(self.pen_names, 1, 2))
        )
        through = Work.tags.through
        through.objects.bulk_create(
            through(work=work, tag=tag)
            for work, tags in self._tags_of(works)
            for tag in tags
        )
        Tally.objects.bulk_create(
            Tally(
                work=work,
                kudos=self.chance.randrange(30),
                comments=self.chance.randrange(5),
                bookmarks=self.chance.randrange(5),
                hits=self.chance.randrange(900),
            )
            for work in works
            if self.chance.random() < 0.8
        )

    def _tags_of(self, works: list[Work]) -> Iterator[tuple[Work, set[Tag]]]:
        """Of the head by Zipf's law, of the even ones equally many, now and then a rare one."""
        weights = [(n + 1) ** -0.8 for n in HEAD]
        even = self._even_tags_of(works)
        for work in works:
            tags = set(self.chance.choices(self.tags[: HEAD.stop], weights, k=8))
            if self.chance.random() < 0.7:
                tags.add(self.chance.choice(self.tags[EVEN.stop :]))
            yield work, tags | even[work.pk]

    def _even_tags_of(self, works: list[Work]) -> dict[int, set[Tag]]:
        """All of them on the same few works, so that many are found together."""
        number = len(works) // EVEN_SHARE + 1
        found: dict[int, set[Tag]] = {work.pk: set() for work in works}
        near = self.chance.sample(works, min(len(works), 3 * number))
        for tag in self.even_tags:
            for work in self.chance.sample(near, number):
                found[work.pk].add(tag)
        return found

    def _work(self, number: int) -> Work:
        chance = self.chance
        title = chance.choice(["", "The Sea", "Über", "Über", "水", f"Story {number}"])
        posted = self._time() if chance.random() < 0.9 else None
        return Work(
            title=title,
            title_key=name_key(title * 3),
            language=chance.choice(LANGUAGES),
            rating=chance.choice([None, *self.ratings]),
            status=chance.choice(STATUSES),
            members_only=chance.random() < 0.15,
            unlisted=chance.random() < 0.1,
            word_count=chance.randrange(20_000),
            chapter_count=chance.choice([1, 1, 2, 9]),
            posted_at=posted,
            updated_at=self._time(),
            hidden_at=START if chance.random() < 0.05 else None,
        )

    def _make_series(self) -> None:
        self.series = Series.objects.bulk_create(
            Series(title=f"Cycle {n}", title_key=f"cycle {n}") for n in range(8)
        )
        for series in self.series:
            SeriesEntry.objects.bulk_create(
                SeriesEntry(series=series, work=work, position=position)
                for position, work in enumerate(self._some(self.works, 0, 30), 1)
            )
        pairs = {
            tuple(self.chance.sample(self.works, 2)) for _ in range(self.size // 9)
        }
        Relation.objects.bulk_create(
            Relation(
                work=later,
                to_work=first,
                kind="sequel",
                to_title="A",
                approved_at=datetime(2026, 1, 1, tzinfo=UTC),
            )
            for later, first in sorted(pairs, key=lambda pair: (pair[0].pk, pair[1].pk))
        )

    def _make_shelves(self) -> None:
        self.shelves = Shelf.objects.bulk_create(
            Shelf(user=user, name=name, is_shared=name == "Shared", changed_at=START)
            for user in self.users
            for name in ("Shared", "Private")
        )
        for shelf in self.shelves:
            ShelfEntry.objects.bulk_create(
                ShelfEntry(shelf=shelf, work=work, position=position, added_at=START)
                for position, work in enumerate(self._some(self.works, 0, 60), 1)
            )

    def viewers(self) -> list[Viewer]:
        """Guests, adults, members, authors, each without a shield and behind one."""
        plain = [
            Viewer(),
            Viewer(sees_adult=True),
            Viewer(user=User.objects.get_or_create(username="reader")[0]),
            *(Viewer(user=user, sees_adult=True) for user in self.users[:2]),
        ]
        shielded = [
            Viewer(one.user, one.sees_adult, self.a_shield()) for one in plain * 2
        ]
        return [*plain, *shielded]

    def a_shield(self) -> Shield:
        chance = self.chance
        return Shield(
            tags=frozenset(tag.pk for tag in self._some(self.tags[5:], 0, 4)),
            pen_names=frozenset(one.pk for one in self._some(self.pen_names, 0, 2)),
            works=frozenset(one.pk for one in self._some(self.works, 0, 3)),
            ratings=frozenset(self._some([0, self.ratings[3].pk], 0, 1)),
            languages=frozenset(self._some(["und", "fr"], 0, 1)),
            unfinished=chance.random() < 0.2,
            shorter_than=chance.choice([0, 0, 500]),
            longer_than=chance.choice([0, 0, 15_000]),
        )

    def a_scope(self) -> Scope:
        return self.chance.choice(
            [
                Scope(),
                Scope(),
                Scope(tag=self._popular(self.tags).pk),
                Scope(pen_name=self.chance.choice(self.pen_names).pk),
                Scope(series=self.chance.choice(self.series).pk),
                Scope(shelf=self.chance.choice(self.shelves).pk),
                Scope(language=self.chance.choice(LANGUAGES)),
            ]
        )

    def a_filter(self) -> Filter:
        """Each part of it is there now and then."""
        chance = self.chance
        parts = {
            "tags": tuple(self._choice() for _ in range(chance.randrange(1, 3))),
            "ratings": tuple(self._rating_keys()),
            "not_ratings": tuple(self._rating_keys()[:1]),
            "statuses": tuple(self._some(["unknown", *STATUSES[1:3], "odd"], 1, 3)),
            "languages": tuple(self._some(["und", "en", "fr", "xx"], 1, 2)),
            "not_languages": tuple(self._some(["und", "en", "xx"], 1, 1)),
            "words": self._span(20_000),
            "chapters": self._span(9),
            "updated": self._dates(),
            "posted": self._dates(),
            "crossover": chance.choice(list(Crossover)),
            "parts": chance.choice(list(Parts)),
            "has_sequel": True,
        }
        chosen = self._some(list(parts), 0, 3)
        order = chance.choice([one for one in Order if one != Order.RELEVANCE])
        return Filter(order=order, **{name: parts[name] for name in chosen})

    def _choice(self) -> KindChoice:
        kind = self.chance.choice(self.kinds)
        tags = [tag.pk for tag in self.tags if tag.kind_id == kind.pk]
        if self.chance.random() < 0.4:
            even = [tag.pk for tag in self.even_tags if tag.kind_id == kind.pk]
            return KindChoice(kind=kind.pk, include=tuple(self._some(even, 2, 2)))
        return KindChoice(
            kind=kind.pk,
            include=tuple(
                {self._popular(tags) for _ in range(self.chance.randrange(3))}
            ),
            exclude=tuple(self._some([*tags, 999_999], 0, 2)),
            match_any=self.chance.random() < 0.5,
        )

    def _rating_keys(self) -> list[int]:
        return self._some([0, 77, *(rating.pk for rating in self.ratings)], 1, 3)

    def _span(self, most: int) -> Span:
        ends = [None, self.chance.randrange(most), self.chance.randrange(most)]
        least, most_ = self.chance.sample(ends, 2)
        return Span(least, most_)

    def _dates(self) -> Dates:
        days = [None, *(self._time().date() for _ in range(2))]
        first, last = self.chance.sample(days, 2)
        return Dates(first, last or self.chance.choice([None, date.max]))

    def _time(self) -> datetime:
        return START + timedelta(seconds=self.chance.randrange(DAYS * 86_400))

    def _some(self, things, least, most):  # type: ignore[no-untyped-def]
        number = self.chance.randint(least, min(most, len(things)))
        return self.chance.sample(list(things), number)

    def _popular(self, things):  # type: ignore[no-untyped-def]
        """The first ones much more often."""
        return things[int(len(things) * self.chance.random() ** 3)]
