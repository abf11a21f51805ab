"""What is to be posted when, and what writers tell their readers between chapters."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from fascicle.accounts.models import User
from fascicle.works import walltime
from fascicle.works.models.chapters import Chapter
from fascicle.works.models.works import Work


class ScheduledPostingQuerySet(models.QuerySet["ScheduledPosting"]):
    """The ways to narrow down what is to be posted."""

    def due(self, at: datetime) -> Self:
        """What should be public by now, the earliest first, each work in its order."""
        living = self.filter(
            chapter__posted_at=None,
            chapter__deleted_at=None,
            chapter__work__deleted_at=None,
        )
        due = living.filter(due_at__lte=at)
        return due.order_by("due_at", "chapter__work", "chapter__position")

    def of_run(self, work: Work) -> Self:
        """What a work's run is to post."""
        return self.filter(chapter__work=work, in_run=True)

    def of_the_bin(self) -> Self:
        """What would be posted on its way out of the bin."""
        in_bin = Q(chapter__deleted_at__isnull=False)
        return self.filter(in_bin | Q(chapter__work__deleted_at__isnull=False))


class ScheduledPosting(models.Model):
    """A chapter will be posted at ``due_at``: a time on a wall clock somewhere.

    The row goes when the chapter is posted, so that it is posted once.
    """

    chapter = models.OneToOneField(
        Chapter, on_delete=models.CASCADE, primary_key=True, related_name="schedule"
    )
    wall_time = models.CharField(
        max_length=16, help_text="As its writer said it: 2026-11-27T18:00."
    )
    time_zone = models.CharField(max_length=60, help_text="IANA name.")
    due_at = models.DateTimeField(
        db_index=True, help_text="The same in UTC, by the zone's rules."
    )
    quietly = models.BooleanField(default=False)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    set_at = models.DateTimeField()
    in_run = models.BooleanField(
        default=False, help_text="Its time follows from the work's run."
    )

    objects = ScheduledPostingQuerySet.as_manager()

    @property
    def wall(self) -> datetime:
        """What the clock on its writer's wall will show."""
        return walltime.read(self.wall_time)

    @property
    def oddity(self) -> walltime.Oddity | None:
        """Whether that clock never shows this time, or twice."""
        return walltime.oddity(self.wall, self.time_zone)

    @property
    def shown(self) -> datetime:
        """What that clock does show when the chapter is posted."""
        return walltime.on_wall(self.due_at, self.time_zone)


class PostingRunQuerySet(models.QuerySet["PostingRun"]):
    """The ways to find runs."""

    def of(self, work: Work) -> "PostingRun | None":
        return self.filter(work=work).first()


class PostingRun(models.Model):
    """A work's drafts are posted one by one: every so many weeks, on some days, at one time."""

    work = models.OneToOneField(
        Work, on_delete=models.CASCADE, primary_key=True, related_name="run"
    )
    weekdays = models.PositiveSmallIntegerField(help_text="Bits; Monday is 1.")
    every_weeks = models.PositiveSmallIntegerField(default=1)
    time = models.TimeField()
    time_zone = models.CharField(max_length=60, help_text="IANA name.")
    starts_on = models.DateField()
    quietly = models.BooleanField(default=False)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = PostingRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekdays__gte=1, weekdays__lte=127),
                name="a_run_has_a_weekday",
            ),
            models.CheckConstraint(
                condition=Q(every_weeks__gte=1, every_weeks__lte=52),
                name="a_run_comes_within_a_year",
            ),
        ]


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    """The ways to narrow down announcements."""

    def of(self, work: Work) -> Self:
        """A work's, the newest first."""
        return self.filter(work=work).order_by("-posted_at", "-pk")


class Announcement(models.Model):
    """A word to a work's readers that is no chapter."""

    work = models.ForeignKey(
        Work, on_delete=models.CASCADE, related_name="announcements"
    )
    html = models.TextField(help_text="Clean HTML.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    posted_at = models.DateTimeField()
    is_quiet = models.BooleanField(default=False, help_text="Followers are not told.")

    objects = AnnouncementQuerySet.as_manager()


class KeptNoteQuerySet(models.QuerySet["KeptNote"]):
    """The ways to narrow down kept notes."""

    def of(self, user: User) -> Self:
        return self.filter(user=user).order_by("name")


class KeptNote(models.Model):
    """A note that a writer uses again and again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_notes"
    )
    name = models.CharField(max_length=80)
    html = models.TextField(help_text="Clean HTML.")

    objects = KeptNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"], name="kept_notes_have_one_name_per_user"
            )
        ]


class BulkEdit(models.Model):
    """One change of many works at the desk, and what undoes it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bulk_edits"
    )
    made_at = models.DateTimeField()
    change = models.JSONField(help_text="What was asked for.")
    before = models.JSONField(help_text="What each work was before, by its key.")
    undone_at = models.DateTimeField(null=True, blank=True)
