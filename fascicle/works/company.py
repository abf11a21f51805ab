"""Who writes a work, as its writers see it: they know of each other, hidden or not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from fascicle.accounts.models import PenName, User
from fascicle.works.models import Byline, ChapterByline, HiddenByline, Work


@dataclass(frozen=True, slots=True)
class Writer:
    """A name on a work."""

    pen_name: PenName
    is_hidden: bool
    is_own: bool
    stands_for_nobody: bool


def writers_of(work: Work, user: User) -> list[Writer]:
    """The names in the byline in its order, then the hidden ones. Two queries."""
    shown = Byline.objects.filter(work=work).select_related("pen_name")
    hidden = HiddenByline.objects.filter(work=work).select_related("pen_name")
    return [
        Writer(
            pen_name=one.pen_name,
            is_hidden=isinstance(one, HiddenByline),
            is_own=one.pen_name.user_id == user.pk,
            stands_for_nobody=bool(one.pen_name.purpose),
        )
        for bylines in (shown, hidden)
        for one in bylines.order_by("position", "pk")
    ]


def accounts_of(work: Work) -> "QuerySet[User]":
    """Those who write a work, under a name that stands there or one that is hidden."""
    names = Q(pen_names__bylines__work=work) | Q(pen_names__hidden_bylines__work=work)
    return User.objects.filter(names).distinct()


def guests_of(work: Work) -> Sequence[ChapterByline]:
    """Who writes single chapters of it."""
    bylines = ChapterByline.objects.filter(
        chapter__work=work, chapter__deleted_at=None
    ).select_related("chapter", "pen_name")
    return list(bylines.order_by("chapter__position", "pk"))


def credits_in(works: Sequence[Work]) -> dict[int, list[PenName]]:
    """Who wrote chapters of these works along with their writers, by chapter. One query."""
    return _by_chapter(ChapterByline.objects.credited().filter(chapter__work__in=works))


def credits_at(chapter_ids: Collection[int]) -> dict[int, list[PenName]]:
    """Who wrote these chapters along with the writers of their works. One query."""
    return _by_chapter(ChapterByline.objects.credited().filter(chapter__in=chapter_ids))


def contributors_to(works: Sequence[Work]) -> dict[int, list[PenName]]:
    """Who wrote posted chapters of these works along with their writers, by work. One query."""
    bylines = ChapterByline.objects.credited().filter(
        chapter__work__in=works, chapter__posted_at__isnull=False
    )
    rows = bylines.select_related("chapter", "pen_name")
    found: dict[int, dict[int, PenName]] = {}
    for row in rows.order_by("chapter__position", "pk"):
        names = found.setdefault(row.chapter.work_id, {})
        names.setdefault(row.pen_name_id, row.pen_name)
    return {work_id: list(names.values()) for work_id, names in found.items()}


def _by_chapter(bylines: "QuerySet[ChapterByline]") -> dict[int, list[PenName]]:
    found: dict[int, list[PenName]] = {}
    for row in bylines.select_related("pen_name").order_by("pk"):
        found.setdefault(row.chapter_id, []).append(row.pen_name)
    return found


def chapters_as_guest(user: User) -> Sequence[ChapterByline]:
    """Single chapters that somebody writes of other people's works."""
    mine = ChapterByline.objects.filter(
        pen_name__user=user, chapter__deleted_at=None, chapter__work__deleted_at=None
    )
    loaded = mine.select_related("chapter__work", "pen_name")
    return list(loaded.order_by("chapter__work", "chapter__position"))
