"""Making works public, and what follows from it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models.functions import Left

from fascicle.core.archive import current
from fascicle.works.actions.asking import tell_of_work
from fascicle.works.actions.relations import resolve_relations_to
from fascicle.works.models import Rating, Work
from fascicle.works.models.chapters import ChapterQuerySet
from fascicle.works.opening import LOOKED_AT, opening_of
from fascicle.works.signals import work_changed, work_posted


class NeedsRating(Exception):
    """The archive wants every public work rated, and this one is not."""


def refuse_unrated(work: Work) -> None:
    """Keep a work from the public that the archive wants rated first.

    :raises NeedsRating: then.
    """
    archive = current()
    if archive and archive.requires_rating and work.rating_id is None:
        raise NeedsRating


@transaction.atomic
def post_work(work: Work, *, at: datetime) -> None:
    """Make a work and all its chapters public; posting twice changes nothing.

    Announces ``work_posted``. Relations that waited for its title now point at it.

    :raises NeedsRating: if the archive wants the work rated first.
    """
    work = Work.objects.select_for_update().get(pk=work.pk)
    drafts = work.chapters.drafts()
    if work.posted_at and not drafts.exists():
        return
    refuse_unrated(work)
    drafts.update(posted_at=at)
    is_first = work.posted_at is None
    count_chapters(work)
    work.posted_at = work.posted_at or at
    work.updated_at = at
    work.save(update_fields=["posted_at", "updated_at"])
    transaction.on_commit(partial(work_posted.send_robust, Work, work_id=work.pk))
    resolve_relations_to(work)
    if is_first:
        tell_of_work(work, at=at)


def count_chapters(work: Work) -> None:
    """Bring the counts and the opening words of a work in line with its posted chapters.

    A work of which nothing is posted opens as its drafts do.
    """
    words = list(work.chapters.posted().values_list("word_count", flat=True))
    said = {
        "chapter_count": len(words),
        "word_count": sum(words),
        "opening": _opening_of_first(
            work.chapters.posted() if words else work.chapters.living()
        ),
    }
    changed = [name for name, value in said.items() if getattr(work, name) != value]
    for name in changed:
        setattr(work, name, said[name])
    if changed:
        work.save(update_fields=changed)


def _opening_of_first(chapters: ChapterQuerySet) -> str:
    beginning = Left("text__html", LOOKED_AT)
    found = chapters.in_order().values_list(beginning, flat=True).first()
    return opening_of(found or "")


@transaction.atomic
def rate_works(works: Sequence[Work], rating: Rating | None) -> None:
    """Give works a rating, or take it away. Announces ``work_changed`` for each."""
    Work.objects.filter(pk__in=[work.pk for work in works]).update(rating=rating)
    for work in works:
        transaction.on_commit(partial(work_changed.send_robust, Work, work_id=work.pk))
