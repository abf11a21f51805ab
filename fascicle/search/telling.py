"""Telling readers of new works that came into filters they follow.

A filter is matched with each new work once the index holds it, in slices: ``told_up_to`` says how
far each has come, so that work that is stopped goes on, and done twice tells nobody twice.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Max, Min, QuerySet

from fascicle.accounts.models import User
from fascicle.accounts.viewer import Viewer, shield_of
from fascicle.reading.actions.telling import tell_by_filter
from fascicle.reading.models import News, NewsKind
from fascicle.search import queries
from fascicle.search.lists.filters import NO_FILTER, Scope
from fascicle.search.lists.kept import understand_all
from fascicle.search.models import KeptFilter
from fascicle.works.models import Work

SLICE = 5.0
FILTERS_AT_ONCE = 200
_MOST_NEWS = 500
#: The index is behind by seconds, not by hours: what it lacks for so long it will not get.
WAITS_FOR = timedelta(hours=1)


def behind() -> "QuerySet[KeptFilter]":
    """Followed filters that are to be matched with some news. Asking costs two queries."""
    new = News.objects.filter(kind=NewsKind.WORK)
    last = new.aggregate(last=Max("pk"))["last"] or 0
    followed = KeptFilter.objects.filter(is_followed=True, user__is_active=True)
    return followed.filter(told_up_to__lt=last)


def tell_followers(*, at: datetime, seconds: float = SLICE) -> bool:
    """Tell for a while. Whether something is left that could be told now."""
    until = time.monotonic() + seconds
    try:
        ready, up_to = _ready(at)
    except queries.IndexUnavailable:
        return False
    while filters := _next(up_to):
        names = _matches(ready, filters)
        for news in ready:
            if names[news.pk]:
                tell_by_filter(news, names[news.pk], at=at)
        keys = [one.pk for one in filters]
        KeptFilter.objects.filter(pk__in=keys).update(told_up_to=up_to)
        if time.monotonic() > until:
            return True
    return False


def _next(up_to: int) -> list[KeptFilter]:
    filters = behind().filter(told_up_to__lt=up_to).select_related("user")
    return list(filters.order_by("user", "pk")[:FILTERS_AT_ONCE])


def _ready(at: datetime) -> tuple[list[News], int]:
    """New works that the index holds as public ones, and the last news all is known up to."""
    least = behind().aggregate(least=Min("told_up_to"))["least"]
    if least is None:
        return [], 0
    new = News.objects.filter(kind=NewsKind.WORK, pk__gt=least).order_by("pk")
    pending = list(new.select_related("work")[:_MOST_NEWS])
    ids = [one.work_id for one in pending]
    listed = set(Work.objects.listed().with_pks(ids).values_list("pk", flat=True))
    member = Viewer(User(pk=0))
    indexed = queries.which_of(listed, [(NO_FILTER, Scope())], member)[0]
    ready, up_to = [], least
    for one in pending:
        if one.work_id in indexed:
            ready.append(one)
        elif one.work_id in listed and one.at > at - WAITS_FOR:
            break
        up_to = one.pk
    return ready, up_to


def _matches(
    ready: Sequence[News], filters: Iterable[KeptFilter]
) -> Mapping[int, dict[int, str]]:
    """Whose filter each piece of news came into, and what it is called, by the news' keys."""
    names: dict[int, dict[int, str]] = defaultdict(dict)
    works = {one.work_id: one.pk for one in ready}
    for user, own in groupby(filters, key=lambda one: one.user):
        understood = understand_all(own)
        viewer = Viewer(user, shield=shield_of(user))
        asked = [(one.wanted, one.scope) for one in understood]
        found = queries.which_of(works, asked, viewer)
        for one, held in zip(understood, found, strict=True):
            for work in held:
                if works[work] > one.kept.told_up_to:
                    names[works[work]].setdefault(user.pk, one.kept.name)
    return names
