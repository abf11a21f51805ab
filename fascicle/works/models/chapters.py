"""Chapters and their texts."""

from collections.abc import Iterable, Sequence
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fascicle.accounts.viewer import Viewer
from fascicle.works.models.works import Work, own_works


class ChapterQuerySet(models.QuerySet["Chapter"]):
    """The ways to narrow down chapters."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Chapters the viewer may know of: posted ones of works they may know of, and their own."""
        visible = Work.objects.visible_to(viewer).values("pk")
        posted = self.filter(posted_at__isnull=False, work__in=visible)
        if viewer.user is None:
            return posted
        return self.filter(
            Q(posted_at__isnull=False, work__in=visible) | Q(work__in=own_works(viewer))
        )

    def readable_by(self, viewer: Viewer) -> Self:
        """Chapters whose text may leave the server for this viewer."""
        visible = self.visible_to(viewer)
        if viewer.sees_adult:
            return visible
        return visible.filter(work__rating__is_adult=False)

    def with_text(self) -> Self:
        return self.select_related("text")

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
        return self.filter(posted_at__isnull=False, work__in=readable.values("pk"))

    def by_place(self) -> Self:
        return self.order_by("work", "position")

    def texts_of(
        self, chapter_ids: Iterable[int]
    ) -> "models.QuerySet[Chapter, tuple[int, str]]":
        """Keys and HTML of these chapters; who may read them has been decided before."""
        chosen = self.filter(pk__in=list(chapter_ids))
        return chosen.values_list("pk", "text__html")

    def at(self, position: int) -> Self:
        return self.filter(position=position)

    def with_origins(self) -> Self:
        """Load where each text came from, and name the other copies of it, without their text."""
        versions = models.Prefetch("versions", Version.objects.defer("html"))
        return self.prefetch_related("provenance", versions)

    def before_gate(self) -> Self:
        """What may be listed of a chapter before the adult gate: no notes, no text."""
        return self.only(
            "pk", "work_id", "position", "number", "title", "word_count", "posted_at"
        )


class Chapter(models.Model):
    """A part of a work. ``position`` orders; ``number`` is what its writer calls it, if so."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="chapters")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=255, blank=True)
    notes_before = models.TextField(blank=True, help_text="Clean HTML.")
    notes_after = models.TextField(blank=True, help_text="Clean HTML.")
    word_count = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(help_text="When its text last changed.")
    posted_at = models.DateTimeField(null=True, blank=True)

    objects = ChapterQuerySet.as_manager()

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
