"""All tags of one kind among what a filter finds, and those whose names hold some words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from fascicle.accounts.viewer import Viewer
from fascicle.core.names import name_key
from fascicle.search import queries
from fascicle.search.lists.filters import Filter
from fascicle.search.lists.listing import Wish
from fascicle.search.lists.panel import Group, choice_of, tag_rows
from fascicle.search.lists.scopes import write_scope
from fascicle.search.lists.vocabulary import names_of
from fascicle.tags.models import Kind, Tag

#: As many tags are shown at once; more are found by their names.
MOST = 200
LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class KindCounts:
    """What the page of a kind shows."""

    group: Group
    looked_for: str
    scope: str
    others: Sequence[tuple[str, str]]
    """All that the filter asks for besides, as names and values of hidden fields."""
    is_all: bool
    """Whether there are no more tags than those shown."""


def kind_counts(
    wish: Wish, viewer: Viewer, kind: Kind, looked_for: str = ""
) -> KindCounts:
    """The most frequent tags of a kind, or those with the words in their names.

    :raises IndexUnavailable: if there is no index.
    """
    wanted, scope = wish.asked.wanted, wish.place.scope
    looked_for = looked_for[:LONGEST_NAME]
    among = _named_like(kind, looked_for)
    found = queries.more_counts(wanted, scope, viewer, kind.pk, among=among, most=MOST)
    found = tuple(count for count in found if count.works)
    choice = choice_of(wanted, kind.pk)
    names = wish.names | names_of(int(count.key) for count in found)
    group = Group(
        slug=kind.slug,
        title=kind.plural,
        rows=tag_rows(found, choice, names, scope),
        include="tag",
        exclude="not",
        is_open=True,
    )
    others = replace(
        wanted, tags=tuple(one for one in wanted.tags if one.kind != kind.pk)
    )
    return KindCounts(
        group, looked_for, write_scope(scope), _fields(wish, others), len(found) < MOST
    )


def _fields(wish: Wish, others: Filter) -> list[tuple[str, str]]:
    return parse_qsl(wish.place.query(others))


def _named_like(kind: Kind, looked_for: str) -> list[int] | None:
    """Tags of the kind with these words in a name of theirs; None without words."""
    key = name_key(looked_for.replace("\0", ""))
    if not key:
        return None
    tags = Tag.objects.of_kind(kind).filter(key__contains=key)
    rows = tags.by_name().values_list("pk", "canonical")[:MOST]
    return list(dict.fromkeys(canonical or pk for pk, canonical in rows))
