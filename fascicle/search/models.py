"""What has changed and is not in the index yet; and filters that readers keep."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.accounts.models import User


class Subject(models.TextChoices):
    """What changed. A tag, pen name or rating stands for all works that bear it."""

    WORK = "work", _("work")
    TALLY = "tally", _("how a work was received")
    TAG = "tag", _("tag")
    PEN_NAME = "pen_name", _("pen name")
    RATING = "rating", _("rating")
    ALL = "all", _("everything")
    MARK = "mark", _("nothing, a row to know the outbox by")


def subjects() -> list[tuple[str, StrOrPromise]]:
    return list(Subject.choices)


class Change(models.Model):
    """The outbox: written by ``triggers``, in the transaction that changes its subject."""

    id = models.BigAutoField(primary_key=True)
    xid = models.BigIntegerField(
        default=0,
        db_default=0,
        help_text="PostgreSQL's number of the transaction: it commits out of order.",
    )
    subject = models.CharField(max_length=10, choices=subjects)
    subject_id = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(
                fields=["xid", "id"],
                condition=~models.Q(subject=Subject.TALLY),
                name="changes_to_follow_at_once",
            ),
            models.Index(
                fields=["xid", "id"],
                condition=models.Q(subject=Subject.TALLY),
                name="changes_that_may_wait",
            ),
        ]


class KeptFilter(models.Model):
    """A filter that a reader gave a name to."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="kept_filters"
    )
    name = models.CharField(max_length=80)
    path = models.CharField(max_length=200)
    """The list it narrows down: a path of this site."""
    query = models.TextField(blank=True)
    """The filter as the address has it."""
    position = models.PositiveIntegerField(default=0)
    is_default = models.BooleanField(default=False)
    is_followed = models.BooleanField(default=False)
    told_up_to = models.BigIntegerField(
        default=0, help_text="The last piece of news that it was matched with."
    )
    seen_at = models.DateTimeField(help_text="Works newer than this are new.")
    feed_key = models.CharField(max_length=43, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"], name="kept_filters_have_their_own_names"
            ),
            models.UniqueConstraint(
                fields=["user", "path"],
                condition=models.Q(is_default=True),
                name="one_default_filter_per_list",
            ),
        ]
