"""What reading writes down when works come out: with them, or not at all."""

from datetime import datetime

from django.dispatch import receiver

from fascicle.reading.actions import telling
from fascicle.works.signals import (
    chapter_being_revised,
    chapter_coming_out,
    work_being_announced,
)


@receiver(chapter_coming_out)
def on_chapter_coming_out(
    *,
    work_id: int,
    chapter_id: int,
    at: datetime,
    quietly: bool,
    is_first: bool,
    **kwargs: object,
) -> None:
    if not quietly:
        telling.note_chapter(work_id, chapter_id, is_first=is_first, at=at)


@receiver(chapter_being_revised)
def on_chapter_being_revised(
    *, work_id: int, chapter_id: int, at: datetime, **kwargs: object
) -> None:
    telling.note_revision(work_id, chapter_id, at=at)


@receiver(work_being_announced)
def on_work_being_announced(
    *,
    work_id: int,
    announcement_id: int,
    at: datetime,
    quietly: bool,
    **kwargs: object,
) -> None:
    if not quietly:
        telling.note_announcement(work_id, announcement_id, at=at)
