"""Following, and following no longer. Doing either twice is doing it once."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count

from fascicle.accounts.models import User
from fascicle.reading.models import Follow
from fascicle.reading.queries.follows import Thing
from fascicle.works import actions as works
from fascicle.works.models import Tally

#: More than anybody reads; keeps one reader from filling the table.
MOST_FOLLOWS = 5000


class TooManyFollows(Exception):
    """The reader follows as much as one may."""


@transaction.atomic
def follow(user: User, thing: Thing, *, at: datetime) -> bool:
    """Tell them of what is new there, from now on. Whether it is the first thing they follow.

    :raises TooManyFollows: if they follow too much already.
    """
    User.objects.select_for_update().get(pk=user.pk)
    follows = Follow.objects.filter(user=user)
    if follows.filter(**thing.as_fields()).exists():
        return False
    known = follows.count()
    if known >= MOST_FOLLOWS:
        raise TooManyFollows
    Follow.objects.create(user=user, since=at, **thing.as_fields())
    return known == 0


def unfollow(user: User, thing: Thing) -> None:
    """Tell them no longer. What they were told stays."""
    Follow.objects.filter(user=user, **thing.as_fields()).delete()


def tally_follows() -> None:
    """Bring the counts of those who follow works up to date. Two queries, if nothing changed."""
    follows = Follow.objects.exclude(work=None).order_by()
    now = dict(follows.values_list("work").annotate(count=Count("pk")))
    tallied = dict(Tally.objects.filter(follows__gt=0).values_list("work", "follows"))
    works.write_follows(
        {
            work: now.get(work, 0)
            for work in now.keys() | tallied.keys()
            if now.get(work, 0) != tallied.get(work, 0)
        }
    )


def mail_of(follow: Follow) -> None:
    """Let letters tell of it, too."""
    Follow.objects.filter(pk=follow.pk).update(is_mailed=True)


def mail_not_of(follow: Follow) -> None:
    """Keep it out of letters."""
    Follow.objects.filter(pk=follow.pk).update(is_mailed=False)
