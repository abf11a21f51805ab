"""What feeds hold: works as they came out, and what was new in them since."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fascicle.accounts.models import PenName
from fascicle.accounts.viewer import Viewer
from fascicle.core.atom import Entry
from fascicle.reading.models import News, NewsKind
from fascicle.reading.models.news import POSTED_CHAPTER
from fascicle.reading.naming import chapter_name, numbered
from fascicle.works.company import credits_at
from fascicle.works.models import Work

#: As many entries a feed holds.
MOST = 30
#: So many of a set's works, those that grew last, are looked at for what is new in them.
MOST_WORKS = 200


def entries_of(works: "QuerySet[Work]", viewer: Viewer) -> list[Entry]:
    """What is new in these works, the newest first. At most ten queries.

    The works are those that the viewer may know of. Before the adult gate an entry says what a
    blurb says, and neither what a chapter is called nor what its writer announces.
    """
    shown = works.order_by("-updated_at", "-pk").for_blurbs(viewer)[:MOST_WORKS]  # type: ignore[attr-defined]
    known: dict[int, Work] = {one.pk: one for one in shown}
    entries = [entry_of_work(one) for one in known.values()]
    entries += _entries_of_news(list(_news(list(known))), known)
    return sorted(entries, key=lambda one: one.updated, reverse=True)[:MOST]


def entries_of_news(news: Iterable[News], works: Sequence[Work]) -> list[Entry]:
    """These pieces of news, of works from ``for_blurbs``."""
    known = {one.pk: one for one in works}
    return _entries_of_news([one for one in news if one.work_id in known], known)


def _entries_of_news(news: Sequence[News], known: Mapping[int, Work]) -> list[Entry]:
    credits = credits_at({one.chapter_id for one in news if one.chapter_id})
    return [
        entry_of_work(known[one.work_id])
        if one.kind == NewsKind.WORK
        else _entry_of_news(
            one, known[one.work_id], credits.get(one.chapter_id or 0, ())
        )
        for one in news
    ]


def entry_of_work(work: Work) -> Entry:
    """That a work came out. It comes from ``for_blurbs``, which knows who reads this."""
    is_gated = bool(getattr(work, "is_gated", True))
    return Entry(
        title=str(work),
        address=work.get_absolute_url(),
        published=work.posted_at,
        updated=work.posted_at or work.updated_at,
        summary=str(getattr(work, "shown_summary", "")),
        writers=_writers(work),
        categories=[
            tag.name
            for tag in work.tags.all()
            if tag.kind.is_content_note or not is_gated
        ],
    )


def _news(work_ids: Sequence[int]) -> "QuerySet[News]":
    news = News.objects.filter(POSTED_CHAPTER, work__in=work_ids)
    told = news.exclude(kind=NewsKind.WORK).select_related("chapter", "announcement")
    return told.order_by("-at", "-pk")[:MOST]


def _entry_of_news(news: News, work: Work, credited: Sequence[PenName]) -> Entry:
    """``credited`` wrote the chapter along with the work's writers."""
    is_gated = bool(getattr(work, "is_gated", True))
    place = news.chapter or work
    words = news.announcement.html if news.announcement and not is_gated else ""
    return Entry(
        title=f"{work} · {_what(news, is_gated=is_gated)}",
        address=place.get_absolute_url(),
        key=f"#{news.kind}-{news.pk}",
        published=news.at,
        updated=news.at,
        summary=words,
        writers=[*_writers(work), *(one.name for one in credited)],
    )


def _what(news: News, *, is_gated: bool) -> str:
    if news.kind == NewsKind.ANNOUNCEMENT or news.chapter is None:
        return _("A word from the writer")
    name = numbered(news.chapter) if is_gated else chapter_name(news.chapter)
    if news.kind == NewsKind.REVISION:
        return _("%(chapter)s was rewritten") % {"chapter": name}
    return name


def _writers(work: Work) -> list[str]:
    names = [byline.pen_name.name for byline in work.bylines.all()]
    return names or [_("writer unknown")]
