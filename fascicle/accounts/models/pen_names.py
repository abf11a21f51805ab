"""Pen names: the public identities of writers."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.accounts.models.users import User
from fascicle.core.addresses import address
from fascicle.core.beginnings import key_begins, key_has_word
from fascicle.core.names import name_key


class Purpose(models.TextChoices):
    """What a pen name that is nobody's stands for; empty for everyone's own."""

    ANONYMOUS = "anonymous", _("anonymous")
    ORPHANED = "orphaned", _("orphaned")


def purposes() -> list[tuple[str, StrOrPromise]]:
    return list(Purpose.choices)


class PenNameQuerySet(models.QuerySet["PenName"]):
    """The ways to narrow down pen names."""

    def named(self, name: str) -> Self:
        return self.filter(key=name_key(name))

    def unclaimed(self) -> Self:
        return self.filter(user=None)

    def taking_offers(self) -> Self:
        """Names of people who may be offered a work; who has said nothing may be."""
        owned = self.filter(user__is_active=True, user__departure=None)
        return owned.exclude(user__preferences__takes_offers=False)

    def answering_to(self, name: str) -> "PenName | None":
        """Who goes by this name, or did so last."""
        key = name_key(name)[:150]
        now = self.filter(key=key).first()
        formerly = self.filter(former_names__key=key)
        return now or formerly.order_by("-former_names__given_up_at").first()

    def with_something_to_show(self) -> Self:
        """Names whose owners have made a page of them, whether or not a work is there yet."""
        shown = ~Q(profile="") | ~Q(picture="")
        return self.filter(shown, user__isnull=False)

    def asking_robots_away(self) -> Self:
        return self.filter(user__preferences__noindex=True)

    def for_page(self) -> Self:
        """With whether their owner asks robots to stay away, as ``keeps_robots_out``."""
        asking = PenName.objects.asking_robots_away().filter(pk=OuterRef("pk"))
        return self.annotate(keeps_robots_out=Exists(asking))

    def default_of(self, user: User) -> "PenName":
        """The name that somebody goes by. Everybody has one."""
        return self.filter(user=user).order_by("-is_default", "pk")[0]

    def for_owner(self) -> Self:
        """For the page of their owner: the one they go by first."""
        return self.order_by("-is_default", "key")

    def with_picture(self) -> Self:
        return self.exclude(picture="")

    def linked_with(self, pen_name: "PenName") -> Self:
        """The other names of one owner, where both are shown beside each other."""
        if pen_name.user_id is None or not pen_name.is_linked:
            return self.none()
        linked = self.filter(user=pen_name.user_id, is_linked=True)
        return linked.exclude(pk=pen_name.pk).order_by("key")

    def claimable(self) -> Self:
        """Unclaimed names of writers; those that stand for nobody are nobody's for good."""
        return self.filter(user=None, purpose="")

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
    picture = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the re-encoded image."
    )
    picture_alt = models.CharField(max_length=250, blank=True)
    contact = models.EmailField(
        blank=True,
        help_text="The address that an import named; the host alone sees it.",
    )
    is_linked = models.BooleanField(
        default=False, help_text="Shown beside its owner's other linked names."
    )
    skeleton = models.CharField(
        max_length=150,
        blank=True,
        editable=False,
        db_index=True,
        help_text="The key with look-alike letters made one (UTS 39).",
    )
    purpose = models.CharField(max_length=20, choices=purposes, blank=True)
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
            models.UniqueConstraint(
                fields=["purpose"],
                condition=~Q(purpose=""),
                name="one_pen_name_per_purpose",
            ),
            models.CheckConstraint(
                condition=Q(purpose="") | Q(user=None),
                name="nobody_owns_a_pen_name_with_a_purpose",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("search:pen_name", self.pk)

    @property
    def profile_version(self) -> str:
        """Changes with what the profile's form holds."""
        return sha256(f"{self.is_linked}:{self.profile}".encode()).hexdigest()[:12]

    @property
    def picture_version(self) -> str:
        """Changes with the picture, and tells nobody that two names have the same one."""
        return sha256(f"{self.pk}:{self.picture}".encode()).hexdigest()[:12]


class FormerName(models.Model):
    """What a pen name was called before: found still, and not free for others to take."""

    pen_name = models.ForeignKey(
        PenName, on_delete=models.CASCADE, related_name="former_names"
    )
    name = models.CharField(max_length=150)
    key = models.CharField(max_length=150, editable=False, db_index=True)
    skeleton = models.CharField(
        max_length=150, blank=True, editable=False, db_index=True
    )
    given_up_at = models.DateTimeField()
