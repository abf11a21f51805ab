"""Filters that readers keep: which there are, what they say, and what is new in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from fascicle.accounts.models import PenName, User
from fascicle.accounts.viewer import Viewer, behind_shield
from fascicle.core.languages import name_of
from fascicle.search import queries
from fascicle.search.lists.addresses import Vocabulary, named_tags, parameters, read
from fascicle.search.lists.chips import pieces
from fascicle.search.lists.filters import WORKS_ON_A_PAGE, Filter, Scope
from fascicle.search.lists.opening import scale
from fascicle.search.lists.scopes import order_of, scope_at
from fascicle.search.lists.vocabulary import names_of
from fascicle.search.models import KeptFilter
from fascicle.works.blurbs import blurbs_of
from fascicle.works.models import Series, Work

#: More new works than these are not counted.
MOST_NEW = WORKS_ON_A_PAGE


@dataclass(frozen=True, slots=True)
class Understood:
    """A kept filter and what it asks for."""

    kept: KeptFilter
    wanted: Filter
    scope: Scope
    says: Sequence[str]
    """What it narrows the list down to, piece by piece."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A kept filter as its reader's page shows it."""

    kept: KeptFilter
    list_name: str
    says: Sequence[str]
    new: int | None
    """Works posted since it was last looked at; ``MOST_NEW`` stands for that many or more.

    None while nobody can tell, or for a filter that is not followed.
    """

    @property
    def address(self) -> str:
        return address_of(self.kept)

    @property
    def feed(self) -> str:
        return reverse("search:filter_feed", args=[self.kept.feed_key])

    @property
    def has_more_new(self) -> bool:
        return self.new is not None and self.new >= MOST_NEW


def kept_by(user: User) -> "QuerySet[KeptFilter]":
    """A reader's filters, in their order."""
    return KeptFilter.objects.filter(user=user).order_by("position", "pk")


def of_feed(key: str) -> KeptFilter | None:
    """The filter that this secret leads to, with its reader and their shield."""
    rows = KeptFilter.objects.filter(feed_key=key, user__is_active=True)
    return rows.select_related("user__kept_shield").first()


def address_of(kept: KeptFilter) -> str:
    return f"{kept.path}?{kept.query}" if kept.query else kept.path


def is_kept_at(path: str) -> bool:
    """Whether filters of the list at an address can be kept.

    Those of a shelf cannot: a kept filter tells what is new, and what a shelf gets is put there
    by its reader."""
    scope = scope_at(path)
    return scope is not None and scope.shelf is None


def understand_all(kept: Iterable[KeptFilter]) -> list[Understood]:
    """What these ask for. Two queries, however many there are."""
    said = [(one, parameters(one.query), scope_at(one.path) or Scope()) for one in kept]
    tags = {tag for _one, asked, _scope in said for tag in named_tags(asked)}
    words = Vocabulary(names_of(tags).tags, scale().ratings)
    found = []
    for one, asked, scope in said:
        order = order_of(scope)
        wanted = read(asked, words, today=localdate(), order=order).wanted
        says = [piece.label for piece in pieces(wanted, words)]
        found.append(Understood(one, wanted, scope, says))
    return found


def shown(user: User, viewer: Viewer) -> list[Shown]:
    """All that a reader keeps, with what is new in what they follow.

    A fixed number of queries: the filters, their words, the names of their lists, new works.
    """
    understood = understand_all(kept_by(user))
    new = _new(understood, viewer)
    names = _list_names([one.scope for one in understood])
    return [
        Shown(one.kept, names[one.scope], one.says, new.get(one.kept.pk))
        for one in understood
    ]


def newest(kept: KeptFilter) -> list[Work]:
    """What the feed of a filter holds: what everybody may know of, behind its reader's shield.

    ``kept`` comes from ``of_feed``.

    :raises IndexUnavailable: if there is no index.
    """
    viewer = behind_shield(kept.user)
    return blurbs_of(_latest(understand_all([kept]), viewer)[0], viewer)


def _latest(asked: Iterable[Understood], viewer: Viewer) -> list[tuple[int, ...]]:
    return queries.newest_of([(one.wanted, one.scope) for one in asked], viewer)


def _new(understood: Sequence[Understood], viewer: Viewer) -> Mapping[int, int]:
    """How many works came into each filter that is followed; nothing while there is no index."""
    followed = [one for one in understood if one.kept.is_followed]
    try:
        rows = _latest(followed, viewer)
    except queries.IndexUnavailable:
        return {}
    latest = {one.kept: row for one, row in zip(followed, rows, strict=True)}
    ids = {pk for found in latest.values() for pk in found}
    posted = dict(Work.objects.filter(pk__in=ids).values_list("pk", "posted_at"))
    return {
        kept.pk: sum(1 for pk in found if (at := posted.get(pk)) and at > kept.seen_at)
        for kept, found in latest.items()
    }


def _list_names(scopes: Sequence[Scope]) -> dict[Scope, str]:
    """What these lists are called. At most three queries."""
    tags = names_of({one.tag for one in scopes if one.tag}).tags
    writers = PenName.objects.in_bulk([one.pen_name for one in scopes if one.pen_name])
    series = Series.objects.in_bulk([one.series for one in scopes if one.series])

    def name(scope: Scope) -> str:
        if scope.tag in tags:
            return tags[scope.tag].name
        if scope.pen_name in writers:
            return writers[scope.pen_name].name
        if scope.series in series:
            return series[scope.series].title
        if scope.language is not None:
            return name_of(scope.language)
        return _("All stories")

    return {scope: name(scope) for scope in scopes}
