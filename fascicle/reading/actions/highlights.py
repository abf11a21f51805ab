"""Marking passages, and writing notes to them."""

from datetime import datetime

from django.db import transaction

from fascicle.accounts.models import User
from fascicle.core.html import paragraph_texts
from fascicle.reading.models import Highlight
from fascicle.reading.passages import Passage, Text, find, passage_at
from fascicle.works.models import Chapter

#: Characters of one passage, and of a note to it.
LONGEST_PASSAGE = 10_000
LONGEST_NOTE = 20_000
#: Passages of one chapter that one reader may mark.
MOST_IN_CHAPTER = 1_000


class CannotMark(Exception):
    """Base of the reasons why a passage is not marked."""


class NotInText(CannotMark):
    """These words do not stand in the chapter, as it is now."""


class TooMany(CannotMark):
    """The reader has marked as much of this chapter as is kept."""


@transaction.atomic
def mark(
    user: User, chapter: Chapter, passage: Passage, *, note: str = "", at: datetime
) -> Highlight:
    """Mark a passage of a chapter loaded ``with_text()``; the same one twice is marked once.

    A note that is sent along is written to it.

    :raises CannotMark: if it cannot be.
    """
    text = Text(paragraph_texts(chapter.text.html))
    span = find(passage, text)
    if span is None or len(passage.quote) > LONGEST_PASSAGE:
        raise NotInText
    User.objects.select_for_update().get(pk=user.pk)
    exact = passage_at(text.paragraphs, span)
    mine = Highlight.objects.of_user(user).in_chapter(chapter)
    same = mine.same_as(exact, version=chapter.version).first()
    if same is None:
        if mine.count() >= MOST_IN_CHAPTER:
            raise TooMany
        same = Highlight(
            user=user, chapter=chapter, work_id=chapter.work_id, made_at=at
        )
    elif not note:
        return same
    for name in ("quote", "prefix", "suffix", "paragraph", "start"):
        setattr(same, name, getattr(exact, name))
    same.position, same.chapter_version = chapter.position, chapter.version
    same.note = note[:LONGEST_NOTE] or same.note
    same.changed_at = at
    same.save()
    return same


def write_note(highlight: Highlight, note: str, *, at: datetime) -> None:
    highlight.note = note[:LONGEST_NOTE]
    highlight.changed_at = at
    highlight.save(update_fields=["note", "changed_at"])


def remove_highlight(highlight: Highlight) -> None:
    highlight.delete()
