"""All works of a writer at a glance: how each stands, found and sorted."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery, Sum
from django.db.models.expressions import CombinedExpression, OrderBy
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from fascicle.accounts.viewer import Viewer
from fascicle.core.names import title_key
from fascicle.works.models import (
    Chapter,
    PostingRun,
    ScheduledPosting,
    TallySeen,
    Work,
    WorkQuerySet,
)
from fascicle.works.models.tallies import RECEIVED


class State(models.TextChoices):
    """How a work stands."""

    DRAFT = "draft", _("drafts")
    POSTED = "posted", _("public")
    WITH_DRAFTS = "with_drafts", _("with chapters not posted")
    NEWS = "news", _("with news from readers")
    COMING = "coming", _("with chapters that come by themselves")
    MEMBERS = "members", _("for members only")
    UNLISTED = "unlisted", _("unlisted")
    ANONYMOUS = "anonymous", _("anonymous")
    HIDDEN = "hidden", _("hidden by the host")


class Order(models.TextChoices):
    """What comes first."""

    CHANGED = "changed", _("changed last")
    TITLE = "title", _("title")
    POSTED = "posted", _("posted last")
    WORDS = "words", _("longest")
    NEXT = "next", _("comes next")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which works are to be shown, and in which order."""

    words: str = ""
    state: str = ""
    order: str = Order.CHANGED


def _more_than_seen() -> Q:
    more = Q()
    for name in RECEIVED:
        more |= Q(**{f"new_{name}__gt": 0})
    return more


_STATES = {
    State.DRAFT: Q(posted_at=None),
    State.POSTED: Q(posted_at__isnull=False, hidden_at=None),
    State.WITH_DRAFTS: Q(drafts__gt=0),
    State.NEWS: _more_than_seen(),
    State.COMING: Q(next_at__isnull=False),
    State.MEMBERS: Q(members_only=True),
    State.UNLISTED: Q(unlisted=True),
    State.ANONYMOUS: Q(anonymous=True),
    State.HIDDEN: Q(hidden_at__isnull=False),
}
_ORDERS: dict[Order, tuple[str | OrderBy, ...]] = {
    Order.CHANGED: ("-changed_at", "-pk"),
    Order.TITLE: ("title_key", "pk"),
    Order.POSTED: (F("posted_at").desc(nulls_last=True), "-pk"),
    Order.WORDS: ("-all_words", "-pk"),
    Order.NEXT: (F("next_at").asc(nulls_last=True), "-pk"),
}


def works_at_desk(viewer: Viewer, wanted: Wanted) -> WorkQuerySet:
    """The viewer's works with ``drafts``, ``all_words``, ``next_at``, ``has_run``.

    ``new_kudos`` and its like tell how many there are since the viewer last looked; None or less
    than nothing is none. One query, however many there are.
    """
    works = Work.objects.editable_by(viewer)
    works = works.defer("summary", "notes_before", "notes_after")
    works = works.select_related("rating").annotate(
        drafts=Coalesce(Subquery(_of_chapters(Count("pk"), drafts=True)), 0),
        all_words=Coalesce(Subquery(_of_chapters(Sum("word_count"))), 0),
        next_at=Subquery(_next()),
        has_run=Exists(PostingRun.objects.filter(work=OuterRef("pk"))),
        changed_at=Coalesce(
            Subquery(_of_chapters(models.Max("changed_at"))), F("updated_at")
        ),
        **{f"new_{name}": _new(name, viewer) for name in RECEIVED},
    )
    for word in title_key(wanted.words).split():
        works = works.filter(title_key__contains=word)
    if wanted.state in _STATES:
        works = works.filter(_STATES[State(wanted.state)])
    order = Order(wanted.order) if wanted.order in list(Order) else Order.CHANGED
    return works.order_by(*_ORDERS[order])


def _of_chapters(sum_up: models.Aggregate, *, drafts: bool = False) -> models.QuerySet:  # type: ignore[type-arg]
    chapters = Chapter.objects.living().filter(work=OuterRef("pk"))
    if drafts:
        chapters = chapters.filter(posted_at=None)
    # Grouped by the work alone, whatever else the chapters would be ordered by.
    return chapters.order_by().values("work").annotate(sum=sum_up).values("sum")


def _new(name: str, viewer: Viewer) -> CombinedExpression:
    seen = TallySeen.objects.filter(user=viewer.user, work=OuterRef("pk"))
    return F(f"tally__{name}") - Coalesce(Subquery(seen.values(name)), 0)


def _next() -> models.QuerySet:  # type: ignore[type-arg]
    plans = ScheduledPosting.objects.filter(
        chapter__work=OuterRef("pk"), chapter__deleted_at=None, chapter__posted_at=None
    )
    grouped = plans.order_by().values("chapter__work")
    return grouped.annotate(next=Min("due_at")).values("next")
