"""Readers' own lists."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from fascicle.accounts.viewer import Viewer
from fascicle.core.addresses import address
from fascicle.works.models import Work


class ShelfQuerySet(models.QuerySet["Shelf"]):
    """The ways to narrow down shelves."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Shared ones, and the viewer's own."""
        shared = Q(is_shared=True)
        return self.filter(shared | Q(user=viewer.user) if viewer.user else shared)

    def of(self, viewer: Viewer) -> Self:
        return self.filter(user=viewer.user) if viewer.user else self.none()

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class Shelf(models.Model):
    """A list of works that a reader gathers and orders. Private unless it is shared."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shelves"
    )
    name = models.CharField(max_length=80)
    about = models.TextField(blank=True, help_text="Plain text.")
    is_shared = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(
        help_text="When a work was last put on or off it."
    )
    works = models.ManyToManyField(Work, through="ShelfEntry", related_name="shelves")

    objects = ShelfQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"], name="shelves_have_their_own_names"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="shelves_have_names"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("search:shelf", self.pk)

    def is_of(self, viewer: Viewer) -> bool:
        """Whether it is the viewer's own."""
        return viewer.user is not None and self.user_id == viewer.user.pk


class ShelfEntry(models.Model):
    """A work on a shelf, with what its reader says of it there."""

    shelf = models.ForeignKey(Shelf, on_delete=models.CASCADE, related_name="entries")
    work = models.ForeignKey(
        Work, on_delete=models.CASCADE, related_name="shelf_entries"
    )
    position = models.PositiveIntegerField()
    note = models.TextField(blank=True, help_text="Plain text.")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shelf", "work"], name="a_work_stands_once_on_a_shelf"
            )
        ]
        indexes = [models.Index(fields=["shelf", "position"], name="a_shelf_in_order")]
