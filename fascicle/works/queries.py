"""Reads of the writer's desk that span models or return no rows."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from fascicle.accounts.models import PenName, PenNameQuerySet, User
from fascicle.works.models import Chapter, EditingPresence, Offer


def others_at(chapter: Chapter, user: User, *, at: datetime) -> Sequence[str]:
    """Under which of the work's names others have the chapter open now. One query."""
    others = EditingPresence.objects.filter(chapter=chapter).beside(user, at=at)
    names = _pen_names_at(chapter).filter(user__in=others.values("user"))
    return list(names.by_name().values_list("name", flat=True))


def names_of_writers(chapter: Chapter) -> dict[int, str]:
    """The pen name of each account that writes a chapter, by the account's key.

    Writers of one work know each other by these; what else an account is called is its own.
    """
    return dict(_pen_names_at(chapter).values_list("user", "name"))


def _pen_names_at(chapter: Chapter) -> PenNameQuerySet:
    work = chapter.work_id
    writes_here = (
        Q(bylines__work=work)
        | Q(hidden_bylines__work=work)
        | Q(chapter_bylines__chapter=chapter)
    )
    return PenName.objects.filter(writes_here, user__isnull=False).distinct()


def names_of_those_who_ask(offers: Sequence[Offer]) -> list[tuple[Offer, str]]:
    """Each offer with the name under which its maker writes that work. One query.

    Who asks for company shows themselves to those they ask, under that name and no other.
    """
    makers = {one.made_by_id for one in offers}
    works = {one.work_id for one in offers}
    names = PenName.objects.filter(user__in=makers)
    shown = names.filter(bylines__work__in=works).values_list(
        "user", "bylines__work", "name"
    )
    hidden = names.filter(hidden_bylines__work__in=works).values_list(
        "user", "hidden_bylines__work", "name"
    )
    by = {(user, work): name for user, work, name in shown.union(hidden)}
    return [(one, by.get((one.made_by_id or 0, one.work_id), "")) for one in offers]
