"""News, and what becomes of them with those who are told."""

from collections.abc import Collection, Mapping
from datetime import datetime

from fascicle.accounts.models import User
from fascicle.reading import tasks
from fascicle.reading.models import News, NewsKind, Update
from fascicle.reading.telling.audience import Audience, Reached
from fascicle.reading.telling.spreading import tell


def note_chapter(
    work_id: int, chapter_id: int, *, is_first: bool, at: datetime
) -> None:
    """A chapter came out, by itself or with its work. Told once, however often it comes out."""
    known = News.objects.of_coming_out(work_id)
    kind = NewsKind.WORK if is_first else NewsKind.CHAPTER
    if known.filter(chapter=chapter_id).exists() or (
        is_first and known.filter(kind=kind).exists()
    ):
        return
    News.objects.create(kind=kind, work_id=work_id, chapter_id=chapter_id, at=at)
    tasks.spread_news()


def note_revision(work_id: int, chapter_id: int, *, at: datetime) -> None:
    """A chapter was rewritten, and its writer wants that known."""
    News.objects.create(
        kind=NewsKind.REVISION, work_id=work_id, chapter_id=chapter_id, at=at
    )
    tasks.spread_news()


def note_announcement(work_id: int, announcement_id: int, *, at: datetime) -> None:
    """A writer told readers something that is no chapter."""
    News.objects.create(
        kind=NewsKind.ANNOUNCEMENT,
        work_id=work_id,
        announcement_id=announcement_id,
        at=at,
    )
    tasks.spread_news()


def tell_by_filter(news: News, names: Mapping[int, str], *, at: datetime) -> None:
    """Tell readers of a new work that came into a filter of theirs, by reader's key.

    Who was told of it already keeps that update. Shields are minded, and writers left out.
    """
    if (audience := Audience.of(news)) is None:
        return
    reached = {user: Reached(user, None, is_mailed=True) for user in names}
    told = list(audience.as_readers_wish(reached))
    tell(news, told, at=at, filter_names=dict(names))


def mark_read(user: User, update_ids: Collection[int], *, at: datetime) -> None:
    """These were seen."""
    unread = Update.objects.filter(user=user, pk__in=update_ids, read_at=None)
    unread.update(read_at=at)


def mark_all_read(user: User, *, up_to: int, at: datetime) -> None:
    """All were seen up to that one; what came in since its page was opened stays new."""
    Update.objects.filter(user=user, pk__lte=up_to, read_at=None).update(read_at=at)


def mark_chapter_read(user: User, chapter_id: int, *, at: datetime) -> None:
    """Whatever told of this chapter was seen, for the chapter was opened."""
    unread = Update.objects.filter(user=user, news__chapter=chapter_id, read_at=None)
    unread.update(read_at=at)
