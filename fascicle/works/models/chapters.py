"""Chapters and their texts."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import (
    Exists,
    ExpressionWrapper,
    Max,
    OuterRef,
    Q,
    RowRange,
    Sum,
    Window,
)
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from fascicle.accounts.models import PenName
from fascicle.accounts.viewer import Viewer
from fascicle.works.models.names import Byline
from fascicle.works.models.viewing import own_works
from fascicle.works.models.works import Work

#: What is shown of a chapter in a table of contents.
LISTED = (
    *("pk", "work_id", "position", "number", "title", "language", "word_count"),
    "posted_at",
)


class ChapterQuerySet(models.QuerySet["Chapter"]):
    """The ways to narrow down chapters."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Chapters the viewer may know of: posted ones of works they may know of, and their own."""
        visible = Work.objects.visible_to(viewer)
        posted = Q(visible.has("work"), posted_at__isnull=False)
        if viewer.user is None:
            return self.living().filter(posted)
        return self.living().filter(posted | _own(viewer))

    def editable_by(self, viewer: Viewer) -> Self:
        """Chapters the viewer writes: all of their works, and those offered to them alone."""
        if viewer.user is None:
            return self.none()
        return self.living().filter(_own(viewer), work__deleted_at=None)

    def guest_of(self, viewer: Viewer) -> Self:
        """Chapters offered to the viewer alone, of works that are others'."""
        return self.editable_by(viewer).exclude(work__in=own_works(viewer))

    def telling_whose_work(self, viewer: Viewer) -> Self:
        """Each with ``is_of_own_work``: whether the viewer writes all of its work, too."""
        theirs = Q(work__in=own_works(viewer))
        return self.annotate(
            is_of_own_work=ExpressionWrapper(theirs, models.BooleanField())
        )

    def with_pk(self, pk: int) -> "Chapter | None":
        return self.filter(pk=pk).first()

    def living(self) -> Self:
        """All but those in the bin."""
        return self.filter(deleted_at=None)

    def drafts(self) -> Self:
        return self.living().filter(posted_at=None)

    def posted(self) -> Self:
        return self.living().filter(posted_at__isnull=False)

    def in_bin_of(self, viewer: Viewer) -> Self:
        """Chapters of the viewer's works that have been deleted and may come back."""
        mine = self.filter(work__in=own_works(viewer)) if viewer.user else self.none()
        return mine.filter(deleted_at__isnull=False).order_by("-deleted_at", "-pk")

    def for_bin(self) -> Self:
        """With their works, and without their notes."""
        return self.select_related("work").defer(
            "summary", "notes_before", "notes_after", "work__summary"
        )

    def readable_by(self, viewer: Viewer) -> Self:
        """Chapters whose text may leave the server for this viewer."""
        visible = self.visible_to(viewer)
        if viewer.sees_adult:
            return visible
        return visible.filter(work__rating__is_adult=False)

    def telling_words_of_all(self) -> Self:
        """Each with ``words_of_all``: how many there are in all of these, however few are taken."""
        return self.annotate(words_of_all=Window(Sum("word_count")))

    def with_text(self) -> Self:
        return self.select_related("text")

    def for_instalments(self, work: Work) -> Self:
        """A work's chapters in order, with when they come out and without their notes."""
        living = self.living().filter(work=work).select_related("schedule")
        return living.defer("summary", "notes_before", "notes_after").in_order()

    def in_order(self) -> Self:
        return self.order_by("position")

    def for_book(
        self,
        viewer: Viewer,
        works: Sequence["Work"],
        *,
        first: int | None = None,
        last: int | None = None,
    ) -> Self:
        """Posted chapters of these works that the viewer may read, with their text, in order."""
        chapters = self.readable_of(works, viewer)
        if first is not None:
            chapters = chapters.filter(position__gte=first)
        if last is not None:
            chapters = chapters.filter(position__lte=last)
        return chapters.with_text().order_by("work", "position")

    def of(self, work: Work) -> Self:
        return self.filter(work=work)

    def readable_of(self, works: Sequence[Work], viewer: Viewer) -> Self:
        """Posted chapters of these few works whose text the viewer may read.

        Asked so, the database looks at these works alone.
        """
        readable = Work.objects.readable_by(viewer).with_pks([one.pk for one in works])
        return self.posted().filter(work__in=readable.values("pk"))

    def by_place(self) -> Self:
        return self.order_by("work", "position")

    def texts_of(
        self, chapter_ids: Iterable[int]
    ) -> "models.QuerySet[Chapter, tuple[int, str]]":
        """Keys and HTML of these chapters; who may read them has been decided before."""
        chosen = self.filter(pk__in=list(chapter_ids))
        return chosen.values_list("pk", "text__html")

    def last_changes(self) -> "models.QuerySet[Chapter, tuple[int, datetime]]":
        """Each work's key, and when what readers get of these chapters last changed.

        Of posted chapters: a draft is new to readers when it is posted.
        """
        at = Max(Greatest("changed_at", "posted_at"))
        by_work = self.posted().order_by().values("work").annotate(at=at)
        return by_work.values_list("work", "at")

    def beginnings(self, words: int) -> Self:
        """The first chapters of each work, until there are so many words of it."""
        before = Window(
            Sum("word_count"),
            partition_by="work",
            order_by="position",
            frame=RowRange(None, -1),
        )
        rows = self.annotate(before=Coalesce(before, 0)).filter(before__lt=words)
        # Counted apart, so that no text is carried along.
        return self.filter(pk__in=rows.values("pk"))

    def for_excerpts(self) -> Self:
        """What is listed of a chapter, and its text."""
        listed = self.before_gate().select_related("text")
        return listed.only(*LISTED, "text__html").by_place()

    def at(self, position: int) -> Self:
        return self.filter(position=position)

    def in_portion(self, first: int, last: int) -> Self:
        """Those from one position to another, with their texts, in order."""
        some = self.filter(position__gte=first, position__lte=last)
        return some.with_text().in_order()

    def with_origins(self) -> Self:
        """Load where each text came from, and name the other copies of it, without their text."""
        versions = models.Prefetch("versions", Version.objects.defer("html"))
        return self.prefetch_related("provenance", versions)

    def before_gate(self) -> Self:
        """What may be listed of a chapter before the adult gate: no notes, no text."""
        return self.only(*LISTED)


def _own(viewer: Viewer) -> Q:
    theirs = ChapterByline.objects.filter(pen_name__user=viewer.user).values("chapter")
    return Q(work__in=own_works(viewer)) | Q(pk__in=theirs)


#: Chapters in the bin stand beyond all others; two of a work never take one place.
IN_BIN = 1_000_000_000


def next_place(work: Work) -> int:
    """The place of a new chapter, after all that are not in the bin."""
    living = work.chapters.living()
    return (living.aggregate(last=Max("position"))["last"] or 0) + 1


class Chapter(models.Model):
    """A part of a work. ``position`` orders; ``number`` is what its writer calls it, if so."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="chapters")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=255, blank=True)
    language = models.CharField(
        max_length=35, blank=True, help_text="BCP 47, where it is not the work's."
    )
    summary = models.TextField(blank=True, help_text="Clean HTML.")
    notes_before = models.TextField(blank=True, help_text="Clean HTML.")
    notes_after = models.TextField(blank=True, help_text="Clean HTML.")
    word_count = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with each save; the number of its newest revision."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(help_text="When its text last changed.")
    posted_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(
        null=True, blank=True, help_text="In its writers' bin since."
    )
    deleted_from = models.PositiveIntegerField(
        null=True, blank=True, help_text="The place it had before."
    )

    objects = ChapterQuerySet.as_manager()
    is_of_own_work: bool  # where ``telling_whose_work`` was asked
    words_of_all: int  # where ``telling_words_of_all`` was asked

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work", "position"],
                name="one_chapter_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1), name="chapters_count_from_one"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("reading:chapter", args=[self.work_id, self.position])


class ChapterBylineQuerySet(models.QuerySet["ChapterByline"]):
    """The ways to narrow down who writes single chapters."""

    def credited(self) -> Self:
        """Whom readers of a chapter may know of, beside the writers of its work.

        Nobody of a work that hides a name: whoever stands beside it would tell much of whose it is.
        """
        on_work = Byline.objects.filter(
            work=OuterRef("chapter__work"), pen_name=OuterRef("pen_name")
        )
        open_ones = self.filter(
            chapter__work__anonymous=False, chapter__deleted_at=None
        )
        return open_ones.exclude(Exists(on_work))


class ChapterByline(models.Model):
    """A pen name that wrote a chapter and may edit it, without being on the work's byline."""

    chapter = models.ForeignKey(
        Chapter, on_delete=models.CASCADE, related_name="bylines"
    )
    pen_name = models.ForeignKey(
        PenName, on_delete=models.PROTECT, related_name="chapter_bylines"
    )

    objects = ChapterBylineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "pen_name"],
                name="a_pen_name_stands_once_on_a_chapter",
            )
        ]


class ChapterText(models.Model):
    """A chapter's text, apart so that lists never drag it along."""

    chapter = models.OneToOneField(
        Chapter, on_delete=models.CASCADE, related_name="text", primary_key=True
    )
    html = models.TextField(help_text="Clean HTML.")
    cleaner_version = models.PositiveSmallIntegerField()


class VersionQuerySet(models.QuerySet["Version"]):
    """The ways to narrow down other copies."""

    def readable_by(self, viewer: Viewer, work: Work) -> Self:
        """Copies of this work's chapters that the viewer may read."""
        chapters = Chapter.objects.readable_by(viewer).of(work)
        return self.filter(chapter__in=chapters).select_related("chapter")


class Version(models.Model):
    """Another copy of a chapter's text that came in with it: a revision, a worse or cut copy."""

    chapter = models.ForeignKey(
        Chapter, on_delete=models.CASCADE, related_name="versions"
    )
    kind = models.CharField(max_length=20)
    html = models.TextField(help_text="Clean HTML.")
    word_count = models.PositiveIntegerField(default=0)
    source_name = models.CharField(max_length=500)
    source_sha256 = models.CharField(max_length=64)

    objects = VersionQuerySet.as_manager()


class Provenance(models.Model):
    """Where a chapter's text came from. The bytes themselves are in ``core.storage``."""

    chapter = models.OneToOneField(
        Chapter, on_delete=models.CASCADE, related_name="provenance"
    )
    batch_name = models.CharField(max_length=200)
    source_name = models.CharField(max_length=500)
    source_sha256 = models.CharField(max_length=64)
    lines = models.CharField(max_length=40, blank=True)
    imported_at = models.DateTimeField()
