"""Chapters one by one: made public, taken back, dated, put in order, thrown away."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial

from django.db import transaction
from django.db.models import Max, Min

from fascicle.works.actions.asking import tell_of_work
from fascicle.works.actions.posting import count_chapters, refuse_unrated
from fascicle.works.actions.relations import resolve_relations_to
from fascicle.works.actions.runs import keep_run
from fascicle.works.models import Chapter, ScheduledPosting, Work
from fascicle.works.models.chapters import IN_BIN
from fascicle.works.signals import (
    chapter_coming_out,
    chapter_posted,
    work_changed,
    work_posted,
)


class NotTheOrder(Exception):
    """Somebody added or took away a chapter while another put them in order."""


class Move(StrEnum):
    """Where a chapter goes."""

    FIRST = "first"
    UP = "up"
    DOWN = "down"
    LAST = "last"


@transaction.atomic
def post_chapter(
    chapter: Chapter,
    *,
    at: datetime,
    quietly: bool = False,
    dated: datetime | None = None,
) -> bool:
    """Make a draft public, and its work with it. False if there was nothing to do.

    Quietly, followers are not told, and a public work keeps its place in lists. ``dated`` is when
    it first came out elsewhere. Announces ``chapter_coming_out``, ``chapter_posted`` and
    ``work_posted``.

    :raises NeedsRating: if the archive wants the work rated first.
    """
    work = _locked(chapter.work_id)
    draft = work.chapters.drafts().filter(pk=chapter.pk).first()
    if draft is None:
        return False
    refuse_unrated(work)
    draft.posted_at = dated or at
    draft.save(update_fields=["posted_at"])
    ScheduledPosting.objects.filter(pk=draft.pk).delete()
    is_first = work.posted_at is None
    if is_first or not quietly:
        work.updated_at = max(draft.posted_at, work.posted_at or draft.posted_at)
    work.posted_at = min(draft.posted_at, work.posted_at or draft.posted_at)
    count_chapters(work)
    work.save(update_fields=["posted_at", "updated_at"])
    keep_run(work, at=at)
    told = {"work_id": work.pk, "chapter_id": draft.pk, "quietly": quietly}
    chapter_coming_out.send(Chapter, **told, at=at, is_first=is_first)
    _announce_posting(draft, quietly=quietly)
    if is_first:
        resolve_relations_to(work)
        tell_of_work(work, at=at)
    return True


def _announce_posting(chapter: Chapter, *, quietly: bool) -> None:
    told = {"work_id": chapter.work_id, "chapter_id": chapter.pk, "quietly": quietly}
    transaction.on_commit(partial(chapter_posted.send_robust, Chapter, **told))
    tell = partial(work_posted.send_robust, Work, work_id=chapter.work_id)
    transaction.on_commit(tell)


@transaction.atomic
def unpost_chapter(chapter: Chapter) -> None:
    """Make a public chapter a draft again. A work without public chapters is a draft too."""
    work = _locked(chapter.work_id)
    work.chapters.posted().filter(pk=chapter.pk).update(posted_at=None)
    _count(work)


@transaction.atomic
def date_chapter(chapter: Chapter, *, dated: datetime) -> None:
    """Say that a public chapter came out at another time than it did here."""
    work = _locked(chapter.work_id)
    if not work.chapters.posted().filter(pk=chapter.pk).update(posted_at=dated):
        return
    span = work.chapters.posted().aggregate(
        first=Min("posted_at"), last=Max("posted_at")
    )
    work.posted_at, work.updated_at = span["first"], span["last"]
    work.save(update_fields=["posted_at", "updated_at"])
    _announce_change(work)


@transaction.atomic
def set_language(chapter: Chapter, language: str) -> None:
    """Say in which language a chapter is, where it is not its work's; empty if it is."""
    work = _locked(chapter.work_id)
    own = "" if language == work.language else language
    work.chapters.filter(pk=chapter.pk).update(language=own)
    _announce_change(work)


@transaction.atomic
def discard_chapter(chapter: Chapter, *, at: datetime) -> None:
    """Put a chapter into the bin; those after it move up."""
    work = _locked(chapter.work_id)
    found = work.chapters.living().filter(pk=chapter.pk).first()
    if found is None:
        return
    last = work.chapters.aggregate(last=Max("position"))["last"]
    found.deleted_at, found.deleted_from = at, found.position
    found.position = max(IN_BIN, last) + 1
    found.save(update_fields=["deleted_at", "deleted_from", "position"])
    ScheduledPosting.objects.filter(pk=found.pk).delete()
    _close_ranks(work, list(work.chapters.living().in_order()))
    _count(work)
    keep_run(work, at=at)


@transaction.atomic
def move_chapter(
    chapter: Chapter, *, at: datetime, to: Move | None = None, before: int | None = None
) -> None:
    """Move a chapter one place, to an end, or before another of its work."""
    work = _locked(chapter.work_id)
    order = list(work.chapters.living().in_order())
    keys = [one.pk for one in order]
    if chapter.pk not in keys:
        return
    here = keys.index(chapter.pk)
    moved = order.pop(here)
    keys.pop(here)
    place = keys.index(before) if before in keys else _place(to, here, len(keys))
    order.insert(place, moved)
    _close_ranks(work, order)
    count_chapters(work)
    keep_run(work, at=at)


def _place(to: Move | None, here: int, last: int) -> int:
    places = {Move.FIRST: 0, Move.UP: max(0, here - 1), Move.LAST: last}
    places[Move.DOWN] = min(last, here + 1)
    return places[to] if to else here


@transaction.atomic
def arrange_chapters(work: Work, order: Sequence[int], *, at: datetime) -> None:
    """Put all chapters of a work in this order.

    :raises NotTheOrder: if these are not all chapters that it has.
    """
    work = _locked(work.pk)
    chapters = {one.pk: one for one in work.chapters.living()}
    if sorted(order) != sorted(chapters):
        raise NotTheOrder
    _close_ranks(work, [chapters[pk] for pk in order])
    count_chapters(work)
    keep_run(work, at=at)


def _locked(work_id: int) -> Work:
    return Work.objects.select_for_update().get(pk=work_id)


def _close_ranks(work: Work, order: Sequence[Chapter]) -> None:
    """Number chapters from one, in this order."""
    changed = []
    for position, chapter in enumerate(order, 1):
        if chapter.position != position:
            chapter.position = position
            changed.append(chapter)
    if changed:
        Chapter.objects.bulk_update(changed, ["position"], batch_size=200)
        _announce_change(work)


def _count(work: Work) -> None:
    if not work.chapters.posted().exists():
        work.posted_at = None
        work.save(update_fields=["posted_at"])
    count_chapters(work)
    _announce_change(work)


def _announce_change(work: Work) -> None:
    tell = partial(work_changed.send_robust, Work, work_id=work.pk)
    transaction.on_commit(tell)
