"""The bin of a writer: nothing in it goes by itself."""

from datetime import datetime

from django.db import transaction

from fascicle.accounts.models import User
from fascicle.works.actions.company import announce, others_writing
from fascicle.works.actions.posting import (
    NeedsRating,
    count_chapters,
    refuse_unrated,
)
from fascicle.works.models import Chapter, Work


class OthersWriteIt(Exception):
    """One of several writers can leave a work, not delete what the others wrote."""


@transaction.atomic
def throw_away_work(work: Work, *, by: User, at: datetime) -> None:
    """Put a work into its writer's bin; nobody else sees it from now on.

    Announces ``work_changed``.

    :raises OthersWriteIt: if somebody else does too.
    """
    work = Work.objects.select_for_update().get(pk=work.pk)
    if others_writing(work, by):
        raise OthersWriteIt
    Work.objects.filter(pk=work.pk, deleted_at=None).update(deleted_at=at)
    announce(work)


@transaction.atomic
def take_work_back(work: Work) -> None:
    """Put a work where it was before, as public as it was. Announces ``work_changed``."""
    Work.objects.filter(pk=work.pk).update(deleted_at=None)
    announce(work)


@transaction.atomic
def take_chapter_back(chapter: Chapter) -> None:
    """Put a chapter where it was before; those from there on move down.

    It is public again if its work still is, and else a draft. Announces ``work_changed``.
    """
    work = Work.objects.select_for_update().get(pk=chapter.work_id)
    found = work.chapters.filter(pk=chapter.pk, deleted_at__isnull=False).first()
    if found is None:
        return
    order = list(work.chapters.living().in_order())
    place = min((found.deleted_from or len(order) + 1) - 1, len(order))
    order.insert(place, found)
    found.deleted_at = found.deleted_from = None
    if not _may_be_public(work):
        found.posted_at = None
    for position, one in enumerate(order, 1):
        one.position = position
    Chapter.objects.bulk_update(order, ["position"], batch_size=200)
    found.save(update_fields=["deleted_at", "deleted_from", "posted_at"])
    count_chapters(work)
    announce(work)


def _may_be_public(work: Work) -> bool:
    try:
        refuse_unrated(work)
    except NeedsRating:
        return False
    return work.posted_at is not None


@transaction.atomic
def destroy_chapter(chapter: Chapter) -> None:
    """Delete a chapter that lies in the bin, with its history. That is for ever."""
    Work.objects.select_for_update().get(pk=chapter.work_id)
    Chapter.objects.filter(pk=chapter.pk, deleted_at__isnull=False).delete()
