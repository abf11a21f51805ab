"""Taking works and chapters away."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from fascicle.works.actions.posting import count_chapters
from fascicle.works.models import Work
from fascicle.works.signals import work_changed


@transaction.atomic
def delete_work(work: Work) -> None:
    """Delete a work with all its chapters. Announces ``work_changed``."""
    work_id = work.pk
    Work.objects.filter(pk=work_id).delete()
    transaction.on_commit(partial(work_changed.send_robust, Work, work_id=work_id))


@transaction.atomic
def remove_chapters(work: Work, chapter_ids: Iterable[int]) -> None:
    """Take chapters away; those after them move up. Announces ``work_changed``."""
    work = Work.objects.select_for_update().get(pk=work.pk)
    work.chapters.filter(pk__in=list(chapter_ids)).delete()
    for position, chapter in enumerate(work.chapters.living().in_order(), 1):
        if chapter.position != position:
            chapter.position = position
            chapter.save(update_fields=["position"])
    count_chapters(work)
    transaction.on_commit(partial(work_changed.send_robust, Work, work_id=work.pk))
