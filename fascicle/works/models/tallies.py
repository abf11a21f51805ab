"""How works were received."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models

from fascicle.works.models.chapters import Chapter
from fascicle.works.models.works import Work

#: What readers do with a work that its writers want to hear of.
RECEIVED = ("kudos", "comments", "bookmarks", "follows")


class Tally(models.Model):
    """How a work was received. Brought up to date in coarse steps, never as things happen."""

    work = models.OneToOneField(
        Work, on_delete=models.CASCADE, primary_key=True, related_name="tally"
    )
    kudos = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    bookmarks = models.PositiveIntegerField(default=0)
    hits = models.PositiveIntegerField(default=0)
    follows = models.PositiveIntegerField(
        default=0, help_text="Readers who follow the work itself."
    )
    reads = models.PositiveIntegerField(
        default=0, help_text="Reads of its chapters that are among the hits."
    )


class TallySeen(models.Model):
    """How a work had been received when one of its writers last looked."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")
    kudos = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    bookmarks = models.PositiveIntegerField(default=0)
    follows = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "work"], name="a_tally_is_seen_once_by_each"
            )
        ]


class ChapterReadsQuerySet(models.QuerySet["ChapterReads"]):
    """The ways to narrow down counts of reads."""

    def of(self, works: "models.QuerySet[Work]", *, since: date | None = None) -> Self:
        """Of chapters of these works that are not in the bin, from a week on."""
        living = self.filter(chapter__work__in=works, chapter__deleted_at=None)
        return living.filter(week__gte=since) if since else living


class ChapterReads(models.Model):
    """How often a chapter was read in a week. Who read it is written down nowhere."""

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="reads")
    week = models.DateField(help_text="Its Monday.")
    count = models.PositiveIntegerField(default=0)

    objects = ChapterReadsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "week"], name="one_count_per_chapter_and_week"
            )
        ]
