"""What people did at the review desk."""

from typing import Self

from django.conf import settings
from django.db import models

from fascicle.importing.models.batches import Batch


class ChangeQuerySet(models.QuerySet["Change"]):
    """The ways to narrow down changes."""

    def of(self, batch: Batch) -> Self:
        return self.filter(batch=batch)

    def standing(self) -> Self:
        """Those that have not been undone."""
        return self.filter(undone_at=None)

    def standing_after(self, change: "Change") -> Self:
        """Later ones, the oldest first."""
        return self.standing().filter(pk__gt=change.pk).order_by("pk")

    def for_list(self) -> Self:
        """With who made each, without what it takes to undo it."""
        return self.select_related("by").defer("before")

    def last_of(self, batch: Batch) -> "Change | None":
        """The newest decision that stands, for a button that undoes it."""
        return self.of(batch).standing().for_list().newest_first().first()

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Change(models.Model):
    """One thing a person did at the review desk, and what it takes to undo it.

    ``before`` holds the rows as they were: {"story": {pk: {field: value}}, "part": …, "series": …}.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="changes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    label = models.CharField(max_length=200)
    before = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ChangeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.label
