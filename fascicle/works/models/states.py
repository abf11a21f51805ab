"""What may be said of a work in one word."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


class Status(models.TextChoices):
    """How far along a work is; empty when nobody has said."""

    ONGOING = "ongoing", _("ongoing")
    COMPLETE = "complete", _("complete")
    HIATUS = "hiatus", _("on hiatus")
    ABANDONED = "abandoned", _("abandoned")


#: What people call each. Django's ``get_status_display`` reads all choices again each time.
STATUS_NAMES = dict(Status.choices)
#: Of these it has been said that they are not complete.
UNFINISHED = (Status.ONGOING, Status.HIATUS, Status.ABANDONED)


class CommentsPolicy(models.TextChoices):
    """Who may comment on a work."""

    EVERYONE = "everyone", _("everyone")
    MEMBERS = "members", _("members")
    NOBODY = "nobody", _("nobody")


def comments_policies() -> list[tuple[str, StrOrPromise]]:
    return list(CommentsPolicy.choices)


def statuses() -> list[tuple[str, StrOrPromise]]:
    return list(Status.choices)
