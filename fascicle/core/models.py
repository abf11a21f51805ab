"""The archive itself: one row."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


class SignUp(models.TextChoices):
    """Who may have an account."""

    OPEN = "open", _("anybody")
    INVITATION = "invitation", _("whoever is invited")
    REQUEST = "request", _("whoever asks and is let in")
    CLOSED = "closed", _("nobody new")


def ways_to_sign_up() -> list[tuple[str, StrOrPromise]]:
    return list(SignUp.choices)


class Archive(models.Model):
    """What the host says of this archive. There is exactly one, made at set-up."""

    name = models.CharField(max_length=120)
    tagline = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True, help_text="Clean HTML.")
    preset = models.CharField(max_length=20)
    sign_up = models.CharField(
        max_length=20, choices=ways_to_sign_up, default=SignUp.INVITATION
    )
    invitations_each = models.PositiveSmallIntegerField(
        default=0, help_text="How many a member may give."
    )
    minimum_age = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Asked at sign-up if set."
    )
    rules = models.TextField(
        blank=True, help_text="Clean HTML that whoever signs up agrees to."
    )
    requires_rating = models.BooleanField(
        default=False, help_text="Writers rate a work before it becomes public."
    )
    images = models.BooleanField(
        default=False, help_text="Whether writers may put images into texts."
    )
    set_up_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_one_archive"),
        ]

    def __str__(self) -> str:
        return self.name


class PublicChange(models.Model):
    """That something changed which a public page may show: see ``core.public.changes``."""

    id = models.BigIntegerField(primary_key=True)
    times = models.BigIntegerField(default=0)
    at = models.DateTimeField(auto_now_add=True)
