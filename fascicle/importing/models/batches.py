"""Import runs: how far each is, and who brings it on."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


class BatchState(models.TextChoices):
    """How far an import run is."""

    GATHERING = "gathering", _("gathering files")
    READING = "reading", _("reading")
    GROUPING = "grouping", _("finding what belongs together")
    REVIEW = "review", _("ready for review")
    ACCEPTING = "accepting", _("being accepted")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("failed")


def batch_states() -> list[tuple[str, StrOrPromise]]:
    return list(BatchState.choices)


BUSY = (
    BatchState.GATHERING,
    BatchState.READING,
    BatchState.GROUPING,
    BatchState.ACCEPTING,
    BatchState.UNDOING,
)


class BatchQuerySet(models.QuerySet["Batch"]):
    """The ways to narrow down batches."""

    def unfinished(self) -> Self:
        """Those a worker has still to bring on, after an interruption too."""
        return self.filter(state__in=BUSY)

    def stale(self, *, minutes: int = 5) -> Self:
        """Those whose worker has shown no sign of life for so long."""
        return self.exclude(beat_at__gt=now() - timedelta(minutes=minutes))

    def held_by(self, holder: str) -> Self:
        return self.filter(holder=holder)

    def of_sources(self, sources: list[dict[str, str]]) -> Self:
        """Those that someone at the command line has asked for with just these paths."""
        return self.filter(sources=sources, uploaded=False)

    def sent_by_browsers(self) -> Self:
        return self.filter(uploaded=True)

    def holding(self, files: models.QuerySet[Any]) -> Self:
        """Those in which these files came in before."""
        return self.filter(pk__in=files.values("same_as__batch"))

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Batch(models.Model):
    """An import run. Long work is this row with a state; a task or a command brings it on.

    ``holder`` is whoever does so now; it shows a sign of life in ``beat_at`` and saves nothing
    once another has taken over.
    """

    name = models.CharField(max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(
        max_length=20, choices=batch_states, default=BatchState.GATHERING
    )
    sources = models.JSONField(
        default=list, help_text="What to gather: [{path, name}]."
    )
    uploaded = models.BooleanField(
        default=False, help_text="Sent by a browser: strict limits, sources not kept."
    )
    accept_all = models.BooleanField(
        default=False, help_text="Accept what is proposed without a review."
    )
    emphasis = models.CharField(
        max_length=10,
        blank=True,
        help_text="How italics are marked; empty to guess file by file.",
    )
    message = models.TextField(
        blank=True, help_text="Why it failed, in a person's words."
    )
    done = models.PositiveIntegerField(
        default=0, help_text="Steps done in this state …"
    )
    total = models.PositiveIntegerField(default=0, help_text="… of so many.")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    holder = models.CharField(max_length=200, blank=True)
    beat_at = models.DateTimeField(
        null=True, blank=True, help_text="Last sign of life of its worker."
    )
    attempts = models.PositiveSmallIntegerField(
        default=0, help_text="Times this state was left by a failure."
    )
    stopped_in = models.CharField(
        max_length=20, blank=True, help_text="The state in which it failed."
    )

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("importing:batch", args=[self.pk])

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be done that no person has to do."""
        return self.state in BUSY
