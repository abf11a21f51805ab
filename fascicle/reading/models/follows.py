"""What readers want to be told of."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from fascicle.accounts.models import PenName
from fascicle.accounts.viewer import Viewer
from fascicle.tags.models import Tag
from fascicle.works.models import Series, Work

#: The fields of a follow of which exactly one is set.
Followed = ("work", "series", "pen_name", "tag")


def _just_one() -> Q:
    """Exactly one thing is followed."""
    ways = Q()
    for chosen in Followed:
        ways |= Q(**{f"{name}__isnull": name != chosen for name in Followed})
    return ways


class FollowQuerySet(models.QuerySet["Follow"]):
    """The ways to narrow down follows. Nobody but their reader ever sees them."""

    def of(self, viewer: Viewer) -> Self:
        return self.filter(user=viewer.user) if viewer.user else self.none()

    def newest_first(self) -> Self:
        return self.order_by("-since", "-pk")


class Follow(models.Model):
    """A reader is told of what is new in a work, a series, by a pen name, or under a tag.

    Kept filters are followed where they are kept.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    work = models.ForeignKey(
        Work, on_delete=models.CASCADE, null=True, blank=True, related_name="follows"
    )
    series = models.ForeignKey(
        Series, on_delete=models.CASCADE, null=True, blank=True, related_name="follows"
    )
    pen_name = models.ForeignKey(
        PenName, on_delete=models.CASCADE, null=True, blank=True, related_name="follows"
    )
    tag = models.ForeignKey(
        Tag, on_delete=models.CASCADE, null=True, blank=True, related_name="follows"
    )
    since = models.DateTimeField()
    is_mailed = models.BooleanField(
        default=True, help_text="Whether letters tell of it too, if the reader has any."
    )

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_just_one(), name="follows_follow_one_thing"
            ),
            *(
                models.UniqueConstraint(
                    fields=[name, "user"],
                    condition=Q(**{f"{name}__isnull": False}),
                    name=f"a_{name}_is_followed_once",
                )
                for name in Followed
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-since"], name="follows_of_a_reader"),
        ]
