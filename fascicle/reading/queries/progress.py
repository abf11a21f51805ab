"""Where a reader is in works, and where to go on. Nobody's but their own."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from django.db.models import (
    Case,
    Count,
    F,
    OuterRef,
    PositiveIntegerField,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from fascicle.accounts.models import User
from fascicle.accounts.viewer import Viewer
from fascicle.core.html import paragraph_texts
from fascicle.core.prepared import Prepared
from fascicle.reading.marks import Mark
from fascicle.reading.models import Progress, ProgressQuerySet, State
from fascicle.reading.progress import How, Kept, Place, Text, find_again
from fascicle.works.models import Chapter, ChapterText, Work
from fascicle.works.models.chapters import ChapterQuerySet
from fascicle.works.models.works import WorkQuerySet

#: As many chapters are looked through for a sentence that is not where it was.
MOST_TEXTS = 40
#: As many works are offered to be read on with.
FEW = 4


def keeps_history(viewer: Viewer) -> bool | None:
    """Whether places are kept for the viewer; None for a member who was never asked."""
    if viewer.user is None:
        return False
    known = getattr(viewer.user, "preferences", None)
    return known.keeps_history if known else None


def progress_in(viewer: Viewer, works: Iterable[Work]) -> dict[int, Progress]:
    """Where the viewer is in these works, by their keys: one query, or none.

    Each has ``number``, how many posted chapters there are up to the place, and ``new_count``, how
    many were posted beyond it since the reader was there.
    """
    keys = [work.pk for work in works]
    if not keys or not keeps_history(viewer):
        return {}
    rows = _PLACES(cast("User", viewer.user).pk, frozenset(keys))
    return {one.work_id: one for one in rows}


def _places(user_id: int, works: frozenset[int]) -> ProgressQuerySet:
    places = Progress.objects.of_user(User(pk=user_id))
    return standing(places.in_works(works))


_PLACES = Prepared(_places, int, frozenset)


def attach_progress(viewer: Viewer, works: Sequence[Work]) -> None:
    """Give each work ``reader_progress``, for its blurb to say where the viewer is in it.

    Where a guest is only their browser knows.
    """
    known = progress_in(viewer, works)
    for work in works:
        work.reader_progress = known.get(work.pk)  # type: ignore[attr-defined]
        work.is_placed_by_browser = not viewer.is_member  # type: ignore[attr-defined]


def standing(rows: ProgressQuerySet) -> ProgressQuerySet:
    """Say of each where its chapter stands now, and what is new beyond it."""
    stands = Q(chapter__isnull=False, chapter__deleted_at=None)
    now = Case(
        When(stands, then=F("chapter__position")),
        default=F("position"),
        output_field=PositiveIntegerField(),
    )
    return rows.annotate(stands_at=now).annotate(
        number=_count(Q(position__lte=OuterRef("stands_at"))),
        new_count=_count(
            Q(
                position__gt=OuterRef("stands_at"),
                posted_at__gt=OuterRef("placed_at"),
            )
        ),
    )


def _count(which: Q) -> Coalesce:
    """How many posted chapters of a work there are of some."""
    chapters = Chapter.objects.posted().filter(which, work=OuterRef("work"))
    counted = chapters.order_by().values("work").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def continue_reading(viewer: Viewer) -> WorkQuerySet:
    """Works that the viewer is in, or has caught up with, the newest read first."""
    if not keeps_history(viewer):
        return Work.objects.none()
    states = (State.READING, State.CAUGHT_UP)
    own = Q(progress__user=viewer.user, progress__state__in=states)
    works = Work.objects.visible_to(viewer).unshielded_for(viewer)
    in_them = works.filter(own, progress__read_at__isnull=False)
    return in_them.order_by("-progress__read_at", "-pk")


def reading_now(viewer: Viewer) -> list[Work]:
    """A few works to go on with, as blurbs show them: those in which there is something to read."""
    if not keeps_history(viewer):
        return []
    works = list(continue_reading(viewer).for_blurbs(viewer)[: 4 * FEW])
    attach_progress(viewer, works)
    return [one for one in works if _goes_on(one)][:FEW]


def _goes_on(work: Any) -> bool:
    progress = work.reader_progress
    return bool(progress and (progress.state == State.READING or progress.new_count))


def place_in(viewer: Viewer, work: Work) -> Progress | None:
    """Where the viewer is in one work, with the chapter. One query, or none."""
    if not keeps_history(viewer):
        return None
    return _PLACE.first(cast("User", viewer.user).pk, work.pk)


def _place(user_id: int, work_id: int) -> ProgressQuerySet:
    own = Progress.objects.of_user(User(pk=user_id))
    return standing(own.filter(work=work_id)).select_related("chapter")[:1]


_PLACE = Prepared(_place, int, int)


def readable_chapters(viewer: Viewer, work_id: int) -> ChapterQuerySet:
    """The posted chapters of a work that the viewer may be in."""
    chapters = Chapter.objects.readable_of([Work(pk=work_id)], viewer)
    return chapters.select_related("work")


def where_to_go_on(viewer: Viewer, work: Work) -> tuple[Chapter, Mark | None] | None:
    """The chapter to open and the place in it, or its top; None where there is nothing to read."""
    readable = Chapter.objects.readable_of([work], viewer)
    chapters = list(readable.before_gate().in_order())
    if not chapters:
        return None
    progress = place_in(viewer, work)
    if progress is None or progress.placed_at is None:
        return chapters[0], None
    if progress.is_chapter_read and (after := _after(progress, chapters)):
        return after, None
    place = find_again(_kept(progress), _texts(progress, chapters))
    if place is None:
        return chapters[0], None
    found = next(one for one in chapters if one.pk == place.chapter)
    return found, _mark(place)


def _after(progress: Progress, chapters: Sequence[Chapter]) -> Chapter | None:
    """What comes after a chapter that was read; if it is gone, what stands in its place."""
    at = next((one.position for one in chapters if one.pk == progress.chapter_id), None)
    first = progress.position if at is None else at + 1
    return next((one for one in chapters if one.position >= first), None)


def _kept(progress: Progress) -> Kept:
    chapter, position = progress.chapter_id, progress.position
    return Kept(chapter, position, progress.paragraph, progress.words, progress.within)


def _texts(progress: Progress, chapters: Sequence[Chapter]) -> Iterator[Text]:
    """The chapters' texts, the likeliest to hold the place first, loaded one by one."""

    def distance(one: Chapter) -> tuple[bool, int]:
        away = abs(one.position - progress.position)
        return one.pk != progress.chapter_id, away

    for one in sorted(chapters, key=distance)[:MOST_TEXTS]:
        text = ChapterText.objects.filter(chapter=one).first()
        paragraphs = paragraph_texts(text.html) if text else []
        yield Text(one.pk, one.position, paragraphs)


def _mark(place: Place) -> Mark | None:
    is_near = place.how == How.NEAR
    if not (place.paragraph or place.offset or is_near):
        return None
    return Mark(place.paragraph, place.offset, is_near=is_near)


ORDERS = {
    "title": ("work__title_key", "work"),
    "updated": ("-work__updated_at", "-work"),
    "begun": ("-created_at", "-pk"),
}


def history(
    viewer: Viewer, *, words: str = "", state: str = "", order: str = ""
) -> ProgressQuerySet:
    """What the viewer has read or wants to, that they may still know of, with the works."""
    works = Work.objects.visible_to(viewer).unshielded_for(viewer)
    rows = Progress.objects.of(viewer).filter(work__in=works)
    if state:
        rows = rows.filter(state=state)
    if words:
        named = Q(work__pen_names__name__icontains=words)
        titled = Q(work__title__icontains=words) | Q(work__opening__icontains=words)
        rows = rows.filter(pk__in=rows.filter(named | titled).values("pk"))
    last = (Coalesce("read_at", "created_at").desc(), "-pk")
    shown = rows.select_related("work").prefetch_related("work__bylines__pen_name")
    return standing(shown).order_by(*ORDERS.get(order, last))
