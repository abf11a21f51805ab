"""What readers follow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Self

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from fascicle.accounts.models import User
from fascicle.accounts.viewer import Viewer
from fascicle.core.prepared import Prepared
from fascicle.reading.models import Follow, Followed
from fascicle.reading.queries.browsing import pages_of_pen_names
from fascicle.tags.models import Tag
from fascicle.works.models import Series, Work


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be followed: the field of a follow, and the key of what it leads to."""

    field: str
    key: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """What ``str()`` wrote as "work:12"; None if it is nothing of the kind."""
        field, _, key = text.partition(":")
        is_key = key.isascii() and key.isdigit() and len(key) < 19
        return cls(field, int(key)) if field in Followed and is_key else None

    def __str__(self) -> str:
        return f"{self.field}:{self.key}"

    def as_fields(self) -> dict[str, int]:
        return {f"{self.field}_id": self.key}


@dataclass(frozen=True, slots=True)
class Following:
    """What a page's button says of one thing."""

    thing: Thing
    is_on: bool


def to_follow(thing: Thing, viewer: Viewer) -> Thing | None:
    """The thing itself, or what it means; None if the viewer may not know of it."""
    ways: Mapping[str, Callable[[], QuerySet[Work] | QuerySet[Series]]] = {
        "work": lambda: Work.objects.visible_to(viewer).filter(pk=thing.key),
        "series": lambda: Series.objects.visible_to(viewer).filter(pk=thing.key),
    }
    if thing.field == "tag":
        tag = Tag.objects.filter(pk=thing.key).first()
        return Thing("tag", tag.canonical_id or tag.pk) if tag else None
    if thing.field == "pen_name":
        names = pages_of_pen_names(viewer).filter(pk=thing.key, purpose="")
        return thing if names.exists() else None
    return thing if ways[thing.field]().exists() else None


def following(field: str, key: int, viewer: Viewer) -> Following:
    """Whether the viewer follows it. One query, none for a guest."""
    user = viewer.user
    return Following(Thing(field, key), bool(user and _FOLLOWS[field](user.pk, key)))


def _follows(field: str, user_id: int, key: int) -> "QuerySet[Follow, int]":
    own = Follow.objects.of(Viewer(User(pk=user_id)))
    return own.filter(**Thing(field, key).as_fields()).values_list("pk", flat=True)[:1]


_FOLLOWS = {field: Prepared(partial(_follows, field), int, int) for field in Followed}


def followed_works(viewer: Viewer) -> "QuerySet[Work]":
    """The works that the viewer follows and may know of, what they followed last first."""
    if viewer.user is None:
        return Work.objects.none()
    works = Work.objects.visible_to(viewer).filter(follows__user=viewer.user)
    return works.order_by("-follows__since", "-pk")


def works_followed_since(viewer: Viewer) -> datetime | None:
    """When the viewer last began to follow a work, of those they follow. One query."""
    own = Follow.objects.of(viewer).filter(work__isnull=False)
    last: datetime | None = own.aggregate(last=Max("since"))["last"]
    return last


def follows_of(viewer: Viewer) -> Sequence[Follow]:
    """All that the viewer follows and may still know of, with its name. One query."""
    return list(_known(viewer).annotate(opening=F("work__opening")))


def follows_of_lists(viewer: Viewer) -> "QuerySet[Follow]":
    """The same of series, writers and tags alone: each leads to more than one work."""
    return _known(viewer).filter(work=None)


def _known(viewer: Viewer) -> "QuerySet[Follow]":
    """A work that was taken from the public, say, is not named while it is away."""
    works = Work.objects.visible_to(viewer).filter(pk=OuterRef("work"))
    series = Series.objects.visible_to(viewer).filter(pk=OuterRef("series"))
    names = pages_of_pen_names(viewer).filter(pk=OuterRef("pen_name"))
    known = Follow.objects.of(viewer).filter(
        Q(work=None) | Exists(works),
        Q(series=None) | Exists(series),
        Q(pen_name=None) | Exists(names),
    )
    loaded = known.select_related("work", "series", "pen_name", "tag").only(
        *("since", "is_mailed", "user", "work__title", "work__language"),
        *("series__title", "pen_name__name", "tag__name"),
    )
    return loaded.newest_first()
