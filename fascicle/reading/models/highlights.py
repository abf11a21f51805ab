"""Passages that a reader marked, with or without a note of theirs."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from fascicle.accounts.models import User
from fascicle.accounts.viewer import Viewer
from fascicle.reading.passages import Passage
from fascicle.works.models import Chapter, Work


class HighlightQuerySet(models.QuerySet["Highlight"]):
    """The ways to narrow down highlights. Nobody but their reader ever sees them."""

    def of(self, viewer: Viewer) -> Self:
        return self.filter(user=viewer.user) if viewer.user else self.none()

    def of_user(self, user: User) -> Self:
        return self.filter(user=user)

    def readable_by(self, viewer: Viewer) -> Self:
        """Theirs, of works whose text may leave the server for them."""
        return self.of(viewer).filter(Work.objects.readable_by(viewer).has("work"))

    def in_chapter(self, chapter: Chapter) -> Self:
        return self.filter(chapter=chapter)

    def in_chapters(self, chapter_ids: "list[int]") -> Self:
        return self.filter(chapter__in=chapter_ids)

    def same_as(self, passage: Passage, *, version: int) -> Self:
        return self.filter(
            quote=passage.quote,
            paragraph=passage.paragraph,
            start=passage.start,
            chapter_version=version,
        )

    def saying(self, words: str) -> Self:
        """Those with these words in the passage, in the note, or in the story's title."""
        return self.filter(
            Q(quote__icontains=words)
            | Q(note__icontains=words)
            | Q(work__title__icontains=words)
        )

    def with_pk(self, pk: int) -> "Highlight | None":
        return self.filter(pk=pk).select_related("work", "chapter").first()

    def in_order(self) -> Self:
        return self.order_by("work", "position", "paragraph", "start", "pk")


class Highlight(models.Model):
    """A passage, known by its words and by where it stood, as W3C's Web Annotation has it.

    ``quote`` with ``prefix`` and ``suffix`` is a TextQuoteSelector; ``paragraph`` and ``start``
    (characters from the paragraph's beginning) say where to look first.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="highlights"
    )
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="highlights")
    chapter = models.ForeignKey(
        Chapter, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    position = models.PositiveIntegerField(help_text="Of the chapter, as it was.")
    chapter_version = models.PositiveIntegerField(default=0)
    paragraph = models.PositiveIntegerField(default=0)
    start = models.PositiveIntegerField(default=0)
    quote = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True, help_text="Plain text.")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = HighlightQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(quote=""), name="highlights_mark_something"
            )
        ]
        indexes = [
            models.Index(fields=["user", "work"], name="highlights_in_a_work"),
            models.Index(fields=["user", "-made_at"], name="highlights_of_a_reader"),
        ]

    @property
    def passage(self) -> Passage:
        return Passage(self.quote, self.prefix, self.suffix, self.paragraph, self.start)
