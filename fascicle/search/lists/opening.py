"""What must be known of a list before its address can be read."""

from dataclasses import dataclass

from django.db.models import BooleanField, Exists, IntegerField, TextField, Value

from fascicle.accounts.viewer import Viewer
from fascicle.search.lists.vocabulary import Scale
from fascicle.search.models import KeptFilter
from fascicle.works.models import Rating
from fascicle.works.models.tallies import Tally

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
    rows = Rating.objects.values_list(
        "position", "pk", "name", Value("", TextField()), Exists(Tally.objects.all())
    )
    if viewer.user is not None:
        kept = KeptFilter.objects.filter(user=viewer.user, path=path, is_default=True)
        rows = rows.union(
            kept.values_list(
                Value(_BEFORE_ALL, IntegerField()),
                "pk",
                "name",
                "query",
                Value(False, BooleanField()),
            ),
            all=True,
        )
    default, ratings, has_tally = None, {}, False
    for position, pk, name, query, tallied in sorted(rows):
        if position == _BEFORE_ALL:
            default = Default(name, path, query)
        else:
            ratings[pk] = name
            has_tally = tallied
    return Opening(Scale(ratings, has_tally), default)
