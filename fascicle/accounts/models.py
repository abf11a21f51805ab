"""People who log in, and the pen names under which the public knows writers."""

from collections.abc import Iterable
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.core.addresses import address
from fascicle.core.beginnings import key_begins, key_has_word
from fascicle.core.names import name_key


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

    @property
    def is_host(self) -> bool:
        return self.role == Role.HOST

    @property
    def is_curator(self) -> bool:
        """Whether they look after tags: curators do, and every role above."""
        return self.role in (Role.CURATOR, Role.MODERATOR, Role.HOST)


class PenNameQuerySet(models.QuerySet["PenName"]):
    """The ways to narrow down pen names."""

    def named(self, name: str) -> Self:
        return self.filter(key=name_key(name))

    def unclaimed(self) -> Self:
        return self.filter(user=None)

    def by_name(self) -> Self:
        return self.order_by("key")

    def beginning(self, key: str) -> Self:
        return self.filter(key_begins(key))

    def with_pks(self, pks: Iterable[int]) -> Self:
        return self.filter(pk__in=list(pks))

    def with_word(self, key: str) -> Self:
        """Those in whose names a later word begins so."""
        return self.filter(key_has_word(key))


class PenName(models.Model):
    """A public identity. Unclaimed (no user) until the writer of imported works comes for it."""

    name = models.CharField(max_length=150)
    key = models.CharField(max_length=150, editable=False)
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="pen_names"
    )
    is_default = models.BooleanField(default=False)
    profile = models.TextField(blank=True, help_text="Clean HTML.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PenNameQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="pen_names_are_unique"),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(is_default=True),
                name="one_default_pen_name_per_user",
            ),
            models.CheckConstraint(condition=~Q(key=""), name="pen_names_have_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("search:pen_name", self.pk)


class KeptShield(models.Model):
    """The shield of somebody with an account. A guest's is in their session."""

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="kept_shield"
    )
    rules = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)
