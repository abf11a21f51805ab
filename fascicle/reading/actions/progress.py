"""Keeping a reader's place, and all that they say of what they read.

Nothing is ever written for a reader who has not said that the archive may.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from fascicle.accounts.models import Preferences, User
from fascicle.core.html import one_line, paragraph_texts, strip_illegal
from fascicle.reading.actions.documents import forget_documents
from fascicle.reading.agreeing import Agreed, Spot, agree
from fascicle.reading.models import DocumentProgress, Progress, State
from fascicle.reading.progress import Kept, Text, cut, find_again, words_at
from fascicle.works.models import Chapter, ChapterText, Status, Work


class HistoryIsOff(Exception):
    """The reader has not said that the archive may keep their places."""


class NoPlaceElsewhere(Exception):
    """There is no other place to choose; it was chosen already."""


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """What came of a place that a device sent."""

    progress: Progress
    counts: bool
    """Whether this place is the one that counts now."""


@transaction.atomic
def keep_place(
    user: User,
    chapter: Chapter,
    *,
    paragraph: int,
    words: str = "",
    within: float = 0.0,
    is_chapter_read: bool = False,
    device: str = "",
    known_stamp: int | None = None,
    at: datetime,
) -> KeptPlace:
    """Keep where a device says its reader is, in a chapter that they may read, or not, by the rule.

    ``words`` are those at the place; the paragraph is looked for by them, so it does not matter
    whether the device has the text as it is now. ``known_stamp`` is the ``Progress.stamp`` that
    the device knew, None if none. A time to come is taken for the present: clocks go wrong.

    :raises HistoryIsOff: if no places are kept for this reader.
    """
    preferences = _preferences(user)
    at = min(at, timezone.now())
    new = _spot(chapter, paragraph, words, within, is_chapter_read, device, at)
    progress, is_new = _locked(user, chapter.work)
    if is_new or progress.placed_at is None:
        agreed = Agreed(new, None)
    else:
        agreed = agree(
            _spot_of(progress),
            _elsewhere(progress),
            new,
            rule=preferences.place_rule,
            knew=known_stamp == progress.stamp,
        )
    _settle(progress, chapter.work, agreed, at=at)
    return KeptPlace(progress, agreed.place == new)


@transaction.atomic
def stand_here(
    user: User,
    chapter: Chapter,
    *,
    is_chapter_read: bool,
    device: str = "",
    at: datetime,
) -> Progress:
    """The reader says that they are at this chapter's beginning, or have read up to its end.

    If they were further, that place can be chosen again.

    :raises HistoryIsOff: if no places are kept for this reader.
    """
    _preferences(user)
    last = 10**9 if is_chapter_read else 0
    new = _spot(chapter, last, "", 0.0, is_chapter_read, device, at)
    progress, _is_new = _locked(user, chapter.work)
    before = _spot_of(progress) if progress.placed_at else None
    is_back = before is not None and before.depth > new.depth
    progress.is_state_chosen = False
    _settle(progress, chapter.work, Agreed(new, before if is_back else None), at=at)
    return progress


@transaction.atomic
def choose_place(user: User, work: Work, *, elsewhere: bool, at: datetime) -> Progress:
    """Of two places that devices disagreed about, go on at the other one, or stay.

    :raises NoPlaceElsewhere: if there is but one.
    """
    progress = Progress.objects.select_for_update().filter(user=user, work=work).first()
    other = _elsewhere(progress) if progress else None
    if progress is None or other is None:
        raise NoPlaceElsewhere
    place = other if elsewhere else _spot_of(progress)
    _settle(progress, work, Agreed(place, None), at=at)
    return progress


@transaction.atomic
def choose_state(user: User, work: Work, state: State, *, at: datetime) -> Progress:
    """The reader says what they do with a work. *Reading* leaves it to the archive again.

    :raises HistoryIsOff: if no places are kept for this reader.
    """
    _preferences(user)
    progress, _is_new = _locked(user, work)
    progress.state = state
    progress.is_state_chosen = state != State.READING
    progress.stamp += 1
    progress.save()
    return progress


def forget(user: User, work_id: int) -> None:
    """Forget that the reader ever read a work, and where they were in it."""
    Progress.objects.filter(user=user, work=work_id).delete()
    forget_documents(user, work_id)


def forget_all(user: User) -> None:
    Progress.objects.filter(user=user).delete()
    forget_documents(user)


def forget_expired(*, at: datetime) -> int:
    """Forget what was last read longer ago than its reader wants it kept; how many works."""
    count = 0
    wishes = Preferences.objects.filter(history_days__isnull=False)
    for days in set(wishes.values_list("history_days", flat=True)) - {None}:
        readers = wishes.filter(history_days=days).values("user")
        before = at - timedelta(days=days or 0)
        old = Progress.objects.filter(user__in=readers, read_at__lt=before)
        count += old.delete()[0]
        DocumentProgress.objects.filter(user__in=readers, at__lt=before).delete()
    return count


def _preferences(user: User) -> Preferences:
    known = Preferences.objects.filter(user=user).first()
    if known is None or not known.keeps_history:
        raise HistoryIsOff
    return known


def _locked(user: User, work: Work) -> tuple[Progress, bool]:
    rows = Progress.objects.select_for_update()
    return rows.get_or_create(user=user, work=work)


def _spot(
    chapter: Chapter,
    paragraph: int,
    words: str,
    within: float,
    is_chapter_read: bool,
    device: str,
    at: datetime,
) -> Spot:
    """What a device said, in the text as it is now."""
    text = ChapterText.objects.filter(chapter=chapter).first()
    paragraphs = paragraph_texts(text.html) if text else []
    said = cut(one_line(strip_illegal(words)))
    kept = Kept(chapter.pk, chapter.position, max(paragraph, 0), said, _share(within))
    found = find_again(kept, [Text(chapter.pk, chapter.position, paragraphs)])
    number, offset = (found.paragraph, found.offset) if found else (0, 0)
    here = paragraphs[number] if paragraphs else ""
    words, within = words_at(here, offset / max(len(here), 1))
    return Spot(
        chapter=chapter.pk,
        position=chapter.position,
        version=chapter.version,
        paragraph=number,
        words=words,
        within=within,
        is_chapter_read=is_chapter_read,
        device=one_line(strip_illegal(device))[:80],
        at=at,
    )


def _share(within: float) -> float:
    return min(max(within, 0.0), 1.0) if within == within else 0.0  # NaN is not itself


def _spot_of(progress: Progress) -> Spot:
    """The place that counts, its chapter where it stands now."""
    chapter = progress.chapter
    stands = chapter is not None and chapter.deleted_at is None
    return Spot(
        chapter=progress.chapter_id,
        position=chapter.position if chapter and stands else progress.position,
        version=progress.chapter_version,
        paragraph=progress.paragraph,
        words=progress.words,
        within=progress.within,
        is_chapter_read=progress.is_chapter_read,
        device=progress.device,
        at=progress.placed_at or progress.created_at,
    )


def _elsewhere(progress: Progress) -> Spot | None:
    return Spot.from_json(progress.elsewhere) if progress.elsewhere else None


def _settle(progress: Progress, work: Work, agreed: Agreed, *, at: datetime) -> None:
    """Write down what was agreed, and the state that follows from it."""
    before = _where(progress)
    place = agreed.place
    progress.chapter_id, progress.position = place.chapter, place.position
    progress.chapter_version = place.version
    progress.paragraph, progress.words = place.paragraph, place.words
    progress.within, progress.is_chapter_read = place.within, place.is_chapter_read
    progress.device, progress.placed_at = place.device, place.at
    progress.elsewhere = agreed.elsewhere.as_json() if agreed.elsewhere else None
    progress.read_at = max(at, progress.read_at or at)
    if progress.state == State.WANTED or not progress.is_state_chosen:
        progress.is_state_chosen = False
        progress.state = _state(progress, work)
    if before != _where(progress):
        progress.stamp += 1
    progress.save()


def _where(progress: Progress) -> tuple[object, ...]:
    """All that a device must know to agree."""
    place = (progress.chapter_id, progress.paragraph, progress.within)
    return *place, progress.is_chapter_read, progress.elsewhere


def _state(progress: Progress, work: Work) -> State:
    """What follows from a place: whether anything is left to read, now or ever."""
    later = Chapter.objects.posted().of(work).filter(position__gt=progress.position)
    if not progress.is_chapter_read or later.exists():
        return State.READING
    work.refresh_from_db(fields=["status"])
    return State.FINISHED if work.status == Status.COMPLETE else State.CAUGHT_UP
