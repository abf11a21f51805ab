"""Cleaning what is stored again, when the cleaner has learnt something."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import partial

from django.db import models, transaction

from fascicle.core.html import CLEANER_VERSION, TooComplex, clean, clean_story
from fascicle.core.wordcount import count_words_in_html
from fascicle.works.actions.posting import count_chapters
from fascicle.works.models import (
    Announcement,
    Chapter,
    ChapterText,
    KeptNote,
    Revision,
    Series,
    Version,
    Work,
)
from fascicle.works.signals import work_changed

_AT_ONCE = 200
_PARTS = ("summary", "notes_before", "notes_after")
#: What no version of the cleaner is noted of: it is looked at every time.
_OTHERS: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (Work, _PARTS),
    (Series, ("summary",)),
    (Version, ("html",)),
    (Announcement, ("html",)),
    (KeptNote, ("html",)),
)


class Recleaned(StrEnum):
    """What became of a text."""

    SAME = "same"
    CHANGED = "changed"
    REFUSED = "refused"


def texts_of_old_cleaners() -> int:
    """How many chapters were cleaned by earlier rules."""
    return ChapterText.objects.filter(cleaner_version__lt=CLEANER_VERSION).count()


def reclean() -> Iterator[Recleaned]:
    """Clean every chapter that earlier rules cleaned, each in a transaction of its own.

    What has been done is not done again, so it may be cut off at any time. A text that the
    rules of today refuse stays as it was.
    """
    old = ChapterText.objects.filter(cleaner_version__lt=CLEANER_VERSION)
    for key in _keys(old):
        yield _reclean(key)


@transaction.atomic
def _reclean(key: int) -> Recleaned:
    found = Chapter.objects.filter(pk=key).values_list("work_id", flat=True).first()
    if found is None:
        return Recleaned.SAME
    # A chapter that is being saved meanwhile is saved by the rules of today.
    Work.objects.select_for_update().get(pk=found)
    chapter = Chapter.objects.select_related("text", "work").get(pk=key)
    try:
        html = clean_story(chapter.text.html)
        parts = {name: clean(getattr(chapter, name)) for name in _PARTS}
    except TooComplex:
        return Recleaned.REFUSED
    is_changed = html != chapter.text.html or any(
        getattr(chapter, name) != part for name, part in parts.items()
    )
    if is_changed:
        for name, part in parts.items():
            setattr(chapter, name, part)
        chapter.word_count = count_words_in_html(html)
        chapter.save(update_fields=[*_PARTS, "word_count"])
    chapter.text.html, chapter.text.cleaner_version = html, CLEANER_VERSION
    chapter.text.save(update_fields=["html", "cleaner_version"])
    if is_changed and chapter.posted_at:
        count_chapters(chapter.work)
        transaction.on_commit(
            partial(work_changed.send_robust, Work, work_id=chapter.work_id)
        )
    return Recleaned.CHANGED if is_changed else Recleaned.SAME


def reclean_revisions() -> Iterator[Recleaned]:
    """Clean earlier states of chapters that earlier rules cleaned; erased ones hold nothing."""
    old = Revision.objects.filter(cleaner_version__lt=CLEANER_VERSION)
    fields = (*_PARTS, "html")
    for key in _keys(old):
        came = _reclean_row(Revision, key, fields)
        if came is not Recleaned.REFUSED:
            Revision.objects.filter(pk=key).update(cleaner_version=CLEANER_VERSION)
        yield came


def reclean_others() -> Iterator[Recleaned]:
    """Clean what is said of works and series, other copies of texts, announcements and notes."""
    for model, fields in _OTHERS:
        is_empty = models.Q(**dict.fromkeys(fields, ""))
        for key in _keys(model._default_manager.exclude(is_empty)):
            came = _reclean_row(model, key, fields)
            if came is Recleaned.CHANGED and model is Work:
                work_changed.send_robust(Work, work_id=key)
            yield came


def _keys(rows: "models.QuerySet[models.Model]") -> Iterator[int]:
    """Their keys, some at a time: what is done meanwhile may change which they are."""
    last = 0
    while keys := list(
        rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]
    ):
        yield from keys
        last = keys[-1]


@transaction.atomic
def _reclean_row(
    model: type[models.Model], key: int, fields: Sequence[str]
) -> Recleaned:
    """Clean these fields of a row; nothing is written if all are clean."""
    row = model._default_manager.select_for_update().filter(pk=key).first()
    if row is None:
        return Recleaned.SAME
    try:
        cleaned = {name: clean(getattr(row, name)) for name in fields}
    except TooComplex:
        return Recleaned.REFUSED
    changed = [name for name in fields if getattr(row, name) != cleaned[name]]
    for name in changed:
        setattr(row, name, cleaned[name])
    if changed:
        row.save(update_fields=changed)
    return Recleaned.CHANGED if changed else Recleaned.SAME
