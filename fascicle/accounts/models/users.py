"""Accounts."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


class Role(models.TextChoices):
    """What an account may do beyond reading and writing. Each includes the ones before it."""

    MEMBER = "member", _("member")
    CURATOR = "curator", _("curator")
    MODERATOR = "moderator", _("moderator")
    HOST = "host", _("host")


def roles() -> list[tuple[str, StrOrPromise]]:
    return list(Role.choices)


class User(AbstractUser):
    """An account."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    role = models.CharField(max_length=20, choices=roles, default=Role.MEMBER)
    birth_year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Asked only where the host requires it."
    )
    time_zone = models.CharField(
        max_length=60, blank=True, help_text="IANA name; empty is the archive's."
    )

    @property
    def is_host(self) -> bool:
        return self.role == Role.HOST

    @property
    def is_curator(self) -> bool:
        """Whether they look after tags: curators do, and every role above."""
        return self.role in (Role.CURATOR, Role.MODERATOR, Role.HOST)
