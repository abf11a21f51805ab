"""Who follows what a piece of news is about, and may be told of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from fascicle.accounts.models import PenName, User
from fascicle.accounts.models.preferences import MailRhythm
from fascicle.accounts.shield import Shield
from fascicle.reading.models import Follow, News, NewsKind
from fascicle.reading.telling.shielding import Traits, hides
from fascicle.works.models import Byline, ChapterByline, Work
from fascicle.works.models.names import HiddenByline

#: What followers of each thing are told of: who follows a tag would drown in chapters.
_TELLS = {
    "work": set(NewsKind),
    "series": {NewsKind.WORK, NewsKind.CHAPTER},
    "pen_name": {NewsKind.WORK, NewsKind.CHAPTER},
    "tag": {NewsKind.WORK},
}


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody to be told: why, and whether by a letter too."""

    user_id: int
    follow_id: int | None
    is_mailed: bool


@dataclass(frozen=True, slots=True)
class Audience:
    """Those who follow a work somehow, in the order of their keys, as far as one looks."""

    news: News
    keys: Mapping[str, Sequence[int]]
    """Keys of what may be followed to hear of it, by the field of a follow, the nearest first."""
    traits: Traits
    writers: frozenset[int]
    """Accounts that write it, under whatever name: they know."""

    @classmethod
    def of(cls, news: News) -> Self | None:
        """Those who may hear of it; None if nobody may any more. Eleven queries."""
        work = Work.objects.posted().with_pk(news.work_id)
        if work is None or not is_still_there(news):
            return None
        traits = Traits.of(work)
        return cls(news, _keys(news, work, traits), traits, _writers(work, news))

    def between(self, after: int, last: int) -> list[Reached]:
        """Those whose keys lie in (after, last]. Two queries for each way to follow it."""
        followers: dict[int, Reached] = {}
        for field, keys in self.keys.items():
            for one in self._followers(field, keys, after, last):
                known = followers.get(one.user_id, one)
                is_mailed = known.is_mailed or one.is_mailed
                followers[one.user_id] = Reached(
                    known.user_id, known.follow_id, is_mailed
                )
        return list(self.as_readers_wish(followers))

    def as_readers_wish(self, reached: Mapping[int, Reached]) -> Iterator[Reached]:
        """Without its writers and those whose shield hides it. One query."""
        users = User.objects.filter(pk__in=reached.keys() - self.writers)
        rows = users.filter(is_active=True).values_list(
            "pk", "kept_shield__rules", "preferences__mail_rhythm"
        )
        for pk, rules, rhythm in rows:
            if rules and hides(Shield.from_json(rules), self.traits):
                continue
            wants_letters = rhythm not in (None, MailRhythm.NEVER)
            one = reached[pk]
            yield Reached(pk, one.follow_id, one.is_mailed and wants_letters)

    def _followers(
        self, field: str, keys: Sequence[int], after: int, last: int
    ) -> Iterator[Reached]:
        rows = Follow.objects.filter(
            **{f"{field}__in": keys},
            user__gt=after,
            user__lte=last,
            since__lte=self.news.at,
        )
        for user, pk, is_mailed in rows.values_list("user", "pk", "is_mailed"):
            yield Reached(user, pk, is_mailed)


def is_still_there(news: News) -> bool:
    """Whether what is told of can still be opened. One query at most."""
    if news.chapter_id is None:
        return news.kind in (NewsKind.ANNOUNCEMENT, NewsKind.WORK)
    return news.work.chapters.posted().filter(pk=news.chapter_id).exists()


def _keys(news: News, work: Work, traits: Traits) -> dict[str, Sequence[int]]:
    # Whoever follows the work has its address; of an unlisted one nobody else is told.
    kind = NewsKind(news.kind)
    keys: dict[str, Sequence[int]] = {"work": [work.pk]}
    if not work.unlisted:
        keys["series"] = list(work.series.values_list("pk", flat=True))
        keys["pen_name"] = _public_names(traits.pen_names)
        keys["tag"] = sorted(traits.tags)
    return {
        field: some for field, some in keys.items() if some and kind in _TELLS[field]
    }


def _public_names(pen_names: Collection[int]) -> list[int]:
    """Those that stand for somebody: an anonymous work is nobody's to be followed for."""
    named = PenName.objects.filter(pk__in=pen_names, purpose="")
    return list(named.values_list("pk", flat=True))


def _writers(work: Work, news: News) -> frozenset[int]:
    found: set[int] = set()
    for bylines in (Byline, HiddenByline):
        rows = bylines.objects.filter(work=work, pen_name__user__isnull=False)
        found.update(rows.values_list("pen_name__user", flat=True))
    guests = ChapterByline.objects.filter(
        chapter=news.chapter_id, pen_name__user__isnull=False
    )
    return frozenset(found.union(guests.values_list("pen_name__user", flat=True)))
