"""Where a reader is in a work, and what has become of their reading it."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.accounts.models import User
from fascicle.accounts.viewer import Viewer
from fascicle.works.models import Chapter, Work


class State(models.TextChoices):
    """What a reader does with a work."""

    WANTED = "wanted", _("want to read")
    READING = "reading", _("reading")
    CAUGHT_UP = "caught_up", _("caught up")
    FINISHED = "finished", _("finished")
    PAUSED = "paused", _("paused")
    DROPPED = "dropped", _("dropped")


def states() -> list[tuple[str, StrOrPromise]]:
    return list(State.choices)


class ProgressQuerySet(models.QuerySet["Progress"]):
    """The ways to narrow down progress. Nobody but its reader ever sees it."""

    def of(self, viewer: Viewer) -> Self:
        return self.filter(user=viewer.user) if viewer.user else self.none()

    def of_user(self, user: User) -> Self:
        return self.filter(user=user)

    def in_works(self, work_ids: Iterable[int]) -> Self:
        return self.filter(work__pk__among=work_ids)

    def read(self) -> Self:
        """What was opened, the history; a work that is merely wanted was not."""
        return self.filter(read_at__isnull=False)


class Progress(models.Model):
    """A reader's place in a work: a chapter, a paragraph by its words, and how far in it.

    Never a share of the work, which a growing serial would falsify. The paragraph is known by its
    number and by what it says at the place, to be found again in a text that was edited since.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="progress"
    )
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="progress")
    state = models.CharField(max_length=10, choices=states, default=State.READING)
    is_state_chosen = models.BooleanField(
        default=False,
        help_text="By the reader; reading on does not change it then.",
    )
    chapter = models.ForeignKey(
        Chapter, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    position = models.PositiveIntegerField(
        default=0, help_text="Of the chapter, as it was; where to look if it is gone."
    )
    chapter_version = models.PositiveIntegerField(default=0)
    paragraph = models.PositiveIntegerField(
        default=0, help_text="Counted from 0 over the chapter's text."
    )
    words = models.CharField(
        max_length=160, blank=True, help_text="From the sentence at the place on."
    )
    within = models.FloatField(default=0, help_text="0 its beginning, 1 its end.")
    is_chapter_read = models.BooleanField(
        default=False, help_text="Whether the chapter's end was reached."
    )
    device = models.CharField(max_length=80, blank=True)
    stamp = models.PositiveIntegerField(
        default=0, help_text="Grows with each change; a device says which it knew."
    )
    elsewhere = models.JSONField(
        null=True,
        blank=True,
        help_text="The place of another device that disagreed, until the reader chooses.",
    )
    placed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the reader was at this place."
    )
    read_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When the work was last read; none is no history.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "work"], name="a_reader_is_at_one_place_in_a_work"
            ),
            models.CheckConstraint(
                condition=Q(within__gte=0, within__lte=1),
                name="within_a_paragraph_is_from_0_to_1",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-read_at"], name="history_of_a_reader"),
            models.Index(
                fields=["user", "state", "-read_at"], name="states_of_a_reader"
            ),
        ]
