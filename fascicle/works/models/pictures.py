"""Pictures in stories, and who may see them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from fascicle.accounts.viewer import Viewer
from fascicle.core.html import picture_address
from fascicle.works.models.works import Work

#: As many characters may say what a picture shows.
MOST_WORDS = 500


class PictureQuerySet(models.QuerySet["Picture"]):
    """The ways to narrow down pictures."""

    def readable_by(self, viewer: Viewer) -> Self:
        """Those in works whose text may leave the server for this viewer, and their own."""
        works = Work.objects.readable_by(viewer).filter(pictures=models.OuterRef("pk"))
        shown = Q(models.Exists(works))
        return self.filter(shown | Q(sent_by=viewer.user) if viewer.user else shown)

    def sent_by_viewer(self, viewer: Viewer) -> Self:
        return self.filter(sent_by=viewer.user) if viewer.user else self.none()

    def with_digest(self, digest: str) -> "Picture | None":
        return self.filter(digest=digest).first()

    def newest_first(self) -> Self:
        return self.order_by("-sent_at", "-pk")


class Picture(models.Model):
    """A picture that a writer sent, made anew. Its bytes are in ``core.pictures``.

    ``works`` are those that have shown it once: their histories may still.
    """

    digest = models.CharField(max_length=64, help_text="SHA-256 of its bytes, in hex.")
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text="Bytes.")
    words = models.CharField(
        max_length=MOST_WORDS, help_text="What it shows, for whoever cannot see it."
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="pictures",
    )
    sent_at = models.DateTimeField()
    works = models.ManyToManyField(Work, related_name="pictures")

    objects = PictureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "sent_by"], name="a_picture_is_sent_once_by_each"
            )
        ]

    def get_absolute_url(self) -> str:
        return picture_address(self.digest)
