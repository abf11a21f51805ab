"""Telling followers what is new: in the background, in slices, each of them once."""

import time
from datetime import datetime

from django.db import transaction

from fascicle.accounts.models import User
from fascicle.reading.models import News, Update
from fascicle.reading.telling.audience import Audience, Reached

#: A task works for as long before it lets others go first, in seconds.
SLICE = 5.0
#: As many are told in one transaction, about; nobody else writes to SQLite meanwhile.
READERS_AT_ONCE = 1000
#: Keys are looked through in steps, small where many follow and large where few do.
_SHORTEST, _LONGEST = 500, 100_000


def spread(*, at: datetime, seconds: float = SLICE) -> bool:
    """Tell of what nobody was told of yet, the oldest first. Whether something is left.

    May be stopped at any time, and done by two at once: a step that is done again tells nobody
    twice.
    """
    until = time.monotonic() + seconds
    for news in News.objects.untold().select_related("work"):
        if not _spread_one(news, at=at, until=until):
            return True
    return False


def _spread_one(news: News, *, at: datetime, until: float) -> bool:
    """Whether all were told who are to be."""
    audience = Audience.of(news)
    last = User.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    after, step = news.told_up_to, READERS_AT_ONCE
    while audience and after < last:
        end = min(after + step, last)
        reached = audience.between(after, end)
        tell(news, reached, up_to=end, at=at)
        after = end
        step = _next_step(step, len(reached))
        if time.monotonic() > until and after < last:
            return False
    News.objects.filter(pk=news.pk).update(told_at=at)
    return True


def _next_step(step: int, reached: int) -> int:
    if reached < READERS_AT_ONCE // 4:
        return min(step * 2, _LONGEST)
    return max(step // 2, _SHORTEST) if reached > READERS_AT_ONCE else step


@transaction.atomic
def tell(
    news: News,
    reached: list[Reached],
    *,
    at: datetime,
    up_to: int | None = None,
    filter_names: dict[int, str] | None = None,
) -> None:
    """Give these readers an update each. Who has one of this news keeps that."""
    names = filter_names or {}
    Update.objects.bulk_create(
        (
            Update(
                user_id=one.user_id,
                news=news,
                follow_id=one.follow_id,
                filter_name=names.get(one.user_id, ""),
                at=at,
                mailed_at=None if one.is_mailed else at,
            )
            for one in reached
        ),
        ignore_conflicts=True,
        batch_size=1000,
    )
    if up_to is not None:
        News.objects.filter(pk=news.pk).update(told_up_to=up_to)
