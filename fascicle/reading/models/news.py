"""What is new, and who is told of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.accounts.viewer import Viewer
from fascicle.reading.models.follows import Follow
from fascicle.works.models import Announcement, Byline, Chapter, Work

#: What tells of no chapter, or of one that is to be read.
POSTED_CHAPTER = Q(chapter=None) | Q(
    chapter__posted_at__isnull=False, chapter__deleted_at=None
)
_POSTED_CHAPTER_OF_NEWS = Q(news__chapter=None) | Q(
    news__chapter__posted_at__isnull=False, news__chapter__deleted_at=None
)


class NewsKind(models.TextChoices):
    """What happened."""

    WORK = "work", _("a new story")
    CHAPTER = "chapter", _("a new chapter")
    REVISION = "revision", _("a chapter rewritten")
    ANNOUNCEMENT = "announcement", _("an announcement")


def kinds_of_news() -> list[tuple[str, StrOrPromise]]:
    return list(NewsKind.choices)


class NewsQuerySet(models.QuerySet["News"]):
    """The ways to narrow down news."""

    def untold(self) -> Self:
        return self.filter(told_at=None).order_by("pk")

    def of_coming_out(self, work_id: int) -> Self:
        """That a work, or chapters of it, became public."""
        return self.filter(work=work_id, kind__in=(NewsKind.WORK, NewsKind.CHAPTER))


class News(models.Model):
    """Something that followers are to be told of, once, in the background.

    ``told_up_to`` is the last reader who was told, in the order of their keys, so that a worker
    that is stopped goes on where it was.
    """

    kind = models.CharField(max_length=12, choices=kinds_of_news)
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="news")
    chapter = models.ForeignKey(
        Chapter, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    told_up_to = models.BigIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)

    objects = NewsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chapter"],
                condition=Q(kind=NewsKind.CHAPTER),
                name="a_chapter_is_new_once",
            ),
            models.UniqueConstraint(
                fields=["work"],
                condition=Q(kind=NewsKind.WORK),
                name="a_work_is_new_once",
            ),
            models.UniqueConstraint(
                fields=["announcement"],
                condition=Q(kind=NewsKind.ANNOUNCEMENT),
                name="an_announcement_is_made_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(told_at=None), name="news_to_be_told"
            ),
            models.Index(fields=["work", "-at"], name="news_of_a_work"),
        ]


class UpdateQuerySet(models.QuerySet["Update"]):
    """The ways to narrow down what a reader was told. Nobody else ever sees it."""

    def of(self, viewer: Viewer) -> Self:
        return self.filter(user=viewer.user) if viewer.user else self.none()

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def unmailed(self) -> Self:
        return self.filter(mailed_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def shown_to(self, viewer: Viewer) -> Self:
        """A reader's updates of what they may still know of and asked not to be shielded from.

        An unlisted work is named to those who follow it itself. And nobody is told that they
        follow a pen name for a work that hides its writers by now.
        """
        works = Work.objects.visible_to(viewer).unshielded_for(viewer)
        listed = Q(unlisted=False) | Q(pk=OuterRef("follow__work"))
        bylines = Byline.objects.filter(
            work=OuterRef("news__work"), pen_name=OuterRef("follow__pen_name")
        )
        return self.of(viewer).filter(
            Exists(works.filter(listed, pk=OuterRef("news__work"))),
            _POSTED_CHAPTER_OF_NEWS,
            Q(follow__pen_name=None) | Exists(bylines),
        )

    def why(self, field: str) -> Self:
        """Those of one reason: a field of a follow, or "filter"."""
        if field == "filter":
            return self.exclude(filter_name="")
        return self.filter(**{f"follow__{field}__isnull": False})

    def for_page(self) -> Self:
        """With what names each: its news, its chapter without notes, and why."""
        return self.select_related(
            *("news__chapter", "follow__series", "follow__pen_name", "follow__tag")
        ).only(
            *("user", "at", "read_at", "filter_name", "news__kind", "news__work"),
            *("news__at", "news__announcement", "news__chapter__work"),
            *("news__chapter__position", "news__chapter__number"),
            *("news__chapter__title", "follow__work", "follow__series__title"),
            *("follow__pen_name__name", "follow__tag__name"),
        )


class Update(models.Model):
    """A reader is told of a piece of news: once, for whatever number of reasons."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="updates"
    )
    news = models.ForeignKey(News, on_delete=models.CASCADE, related_name="updates")
    follow = models.ForeignKey(
        Follow,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Why; none for a kept filter, or where nothing is followed any more.",
    )
    filter_name = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(
        null=True, blank=True, help_text="When a letter told of it, or none was due."
    )

    objects = UpdateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "news"], name="each_reader_is_told_once"
            )
        ]
        indexes = [
            models.Index(fields=["user", "-at"], name="updates_of_a_reader"),
            models.Index(
                fields=["user"], condition=Q(read_at=None), name="unread_updates"
            ),
            models.Index(
                fields=["at"], condition=Q(mailed_at=None), name="updates_to_be_mailed"
            ),
        ]
