"""What writers take out of the archive: all that is theirs, in one file."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.accounts.models import User
from fascicle.accounts.viewer import Viewer
from fascicle.works.models import Work


class TakeoutQuerySet(models.QuerySet["Takeout"]):
    """The ways to narrow down takeouts."""

    def newest_of(self, user: User) -> "Takeout | None":
        return self.filter(user=user).order_by("-pk").first()

    def unfinished(self) -> Self:
        return self.filter(ready_at=None, failed_at=None)

    def ready_for(self, user: User, at: datetime) -> Self:
        return self.filter(user=user, ready_at__isnull=False, expires_at__gt=at)

    def left_behind(self, before: datetime) -> Self:
        """Those that nobody has worked at for a while."""
        return self.unfinished().filter(touched_at__lt=before)


class Takeout(models.Model):
    """A file with all of a writer's own works, being made or there for a week."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="takeouts"
    )
    asked_at = models.DateTimeField()
    touched_at = models.DateTimeField(help_text="When it was last worked at.")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    file = models.CharField(max_length=64, unique=True, help_text="A drawn name.")
    size = models.PositiveBigIntegerField(default=0)

    objects = TakeoutQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ready_at=None, failed_at=None),
                name="one_takeout_at_a_time",
            )
        ]

    @property
    def is_busy(self) -> bool:
        return self.ready_at is None and self.failed_at is None


class Failure(models.TextChoices):
    """Why a book did not go out."""

    GONE = "gone", _("It may not be read any more.")
    LARGE = "large", _("It is too large for a letter. Download it instead.")
    MAIL = "mail", _("The mail server did not take it. Try again later.")


def failures() -> list[tuple[str, StrOrPromise]]:
    return list(Failure.choices)


class SendingQuerySet(models.QuerySet["Sending"]):
    """The ways to narrow down sendings."""

    def of(self, user: User) -> Self:
        return self.filter(user=user).order_by("-asked_at", "-pk")

    def known_to(self, viewer: Viewer) -> Self:
        """Of works that may still be named, with them."""
        known = Work.objects.visible_to(viewer)
        return self.filter(known.has("work")).select_related("work")

    def since(self, at: datetime) -> Self:
        return self.filter(asked_at__gt=at)

    def on_their_way(self) -> Self:
        return self.filter(sent_at=None, failure="")

    def asked_before(self, at: datetime) -> Self:
        return self.filter(asked_at__lt=at)


class Sending(models.Model):
    """A book that goes to an e-reader by mail."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sendings"
    )
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="sendings")
    address = models.EmailField()
    sees_adult = models.BooleanField(
        help_text="Whether they had passed the adult gate when they asked."
    )
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=10, choices=failures, blank=True)

    objects = SendingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["user", "-asked_at"], name="sendings_of_a_reader")
        ]
