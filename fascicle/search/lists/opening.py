"""What must be known of a list before its address can be read."""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    IntegerField,
    QuerySet,
    TextField,
    Value,
)

from fascicle.accounts.viewer import GUEST, Viewer
from fascicle.core.prepared import Prepared
from fascicle.search import queries
from fascicle.search.lists.vocabulary import Scale
from fascicle.search.models import KeptFilter
from fascicle.works.models import Rating

Row = tuple[int, int, str, str]

#: Where the reader's filter stands, before all ratings.
_BEFORE_ALL = -1


@dataclass(frozen=True, slots=True)
class Default:
    """What a reader keeps for a list to open with."""

    name: str
    path: str
    query: str

    @property
    def address(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


@dataclass(frozen=True, slots=True)
class Opening:
    """The host's scale, and what the list opens with for its reader."""

    scale: Scale
    default: Default | None = None


def opening(viewer: Viewer, path: str) -> Opening:
    """One query: every page of a list needs a few rows of both tables."""
    rows = _OF_MEMBER(viewer.user.pk, path) if viewer.user else _OF_GUEST()
    default, ratings = None, {}
    for position, pk, name, query in sorted(rows):
        if position == _BEFORE_ALL:
            default = Default(name, path, query)
        else:
            ratings[pk] = name
    return Opening(Scale(ratings, queries.tallied()), default)


def scale() -> Scale:
    """The host's. One query."""
    return opening(GUEST, "").scale


def _of_guest() -> "QuerySet[Any, Row]":
    return Rating.objects.values_list("position", "pk", "name", Value("", TextField()))


def _of_member(user_id: int, path: str) -> "QuerySet[Any, Row]":
    kept = KeptFilter.objects.filter(user=user_id, path=path, is_default=True)
    before = Value(_BEFORE_ALL, IntegerField())
    filters = kept.values_list(before, "pk", "name", "query")
    return _of_guest().union(filters, all=True)


_OF_GUEST = Prepared(_of_guest)
_OF_MEMBER = Prepared(_of_member, int, str)
