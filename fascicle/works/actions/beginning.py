"""Beginning a work with all that its writer can say of it at once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fascicle.accounts.models import PenName, User
from fascicle.works.actions.arranging import PlaceInSeries, put_in_series
from fascicle.works.actions.describing import WorkDetails, start_work
from fascicle.works.actions.gifts import dedicate
from fascicle.works.actions.hiding import hide_name
from fascicle.works.actions.instalments import post_chapter
from fascicle.works.actions.relations import relate
from fascicle.works.actions.saving import ChapterInput
from fascicle.works.models import RelationKind, Work


@dataclass(frozen=True, slots=True)
class Named:
    """Another work, as one says how one's own stands to it."""

    kind: RelationKind
    title: str = ""
    author: str = ""
    url: str = ""
    to: Work | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """How a work comes out with its first chapter."""

    quietly: bool = False
    dated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is said of a work with its first saving; none of it need be."""

    is_anonymous: bool = False
    place: PlaceInSeries | None = None
    named: Named | None = None
    gift: str = ""
    coming: Coming | None = None


@transaction.atomic
def begin_work(
    details: WorkDetails,
    text: ChapterInput,
    beginning: Beginning,
    *,
    pen_name: PenName,
    by: User,
    at: datetime,
) -> Work:
    """Begin a work with its first chapter and all this, or not at all.

    The name is hidden before anything is announced, so that it never stood anywhere.

    :raises TellsTheWriter: if the series would tell who wrote it.
    :raises TakesNoGifts: if the one it is for takes none.
    :raises NeedsRating: if it is to be posted, and the archive wants it rated first.
    :raises EmptyChapter, TooComplex, TooMany, NotCoinable: as ``start_work`` does.
    """
    work = start_work(details, text, pen_names=[pen_name], by=by, at=at)
    if beginning.is_anonymous:
        hide_name(work, by=by)
    _bind(work, beginning, owner=pen_name, at=at)
    if coming := beginning.coming:
        chapter = work.chapters.get()
        post_chapter(chapter, at=at, quietly=coming.quietly, dated=coming.dated)
    return work


def _bind(work: Work, beginning: Beginning, *, owner: PenName, at: datetime) -> None:
    if place := beginning.place:
        put_in_series(work, place, owner=owner, at=at)
    if named := beginning.named:
        relate(
            work,
            named.kind,
            title=named.title,
            author=named.author,
            url=named.url,
            to=named.to,
            at=at,
        )
    if beginning.gift:
        dedicate(work, beginning.gift, at=at)
