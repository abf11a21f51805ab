"""The lists there are: where each is, and how an address names it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import Resolver404, resolve, reverse

from fascicle.search.lists.addresses import UNKNOWN, Vocabulary, is_language, write
from fascicle.search.lists.filters import Filter, Order, Scope

WHOLE_ARCHIVE = Scope()
#: What asks for all of a list that would open narrowed down; any words but a filter's would do.
WHOLE = "all=yes"
#: Lists that a number leads to: their fields, which are the names of their views, and their words.
_WORDS = {"tag": "tag", "pen_name": "writer", "series": "series", "shelf": "shelf"}

#: Pages of what leads to works, as the names of their views.
_INDEXES = {
    "pages:home",
    "reading:languages",
    "reading:pen_names",
    "reading:series_list",
    "search:kind",
    "search:tags",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A list a reader is on: it writes the addresses of all other ways to narrow it down."""

    scope: Scope
    vocabulary: Vocabulary
    shield_off: bool = False
    opens_narrowed: bool = False
    """Whether its bare address leads to a filter that the reader keeps for it."""

    @property
    def path(self) -> str:
        return path_of(self.scope)

    @property
    def order(self) -> Order:
        return order_of(self.scope)

    def query(self, wanted: Filter, page: int = 1) -> str:
        query = write(
            wanted,
            self.vocabulary,
            order=self.order,
            page=page,
            shield_off=self.shield_off,
        )
        return query or (WHOLE if self.opens_narrowed else "")

    def address(self, wanted: Filter, page: int = 1) -> str:
        query = self.query(wanted, page)
        return f"{self.path}?{query}" if query else self.path


def order_of(scope: Scope) -> Order:
    """The order of a list when nobody asks for another."""
    has_places = scope.series is not None or scope.shelf is not None
    return Order.PLACE if has_places else Order.UPDATED


@lru_cache(maxsize=1024)
def path_of(scope: Scope) -> str:
    """Where the list is. Every way of narrowing it down begins with this."""
    for field in _WORDS:
        if (key := getattr(scope, field)) is not None:
            return reverse(f"search:{field}", args=[key])
    if scope.language is not None:
        return reverse("search:language", args=[scope.language or UNKNOWN])
    return reverse("search:works")


def write_scope(scope: Scope) -> str:
    """The list in another page's address: "tag.12"; empty for the whole archive."""
    for field, word in _WORDS.items():
        if (key := getattr(scope, field)) is not None:
            return f"{word}.{key}"
    if scope.language is not None:
        return f"language.{scope.language or UNKNOWN}"
    return ""


def read_scope(said: str) -> Scope:
    """What ``write_scope`` wrote; the whole archive for anything else."""
    word, _, key = said.partition(".")
    if word == "language" and is_language(key):
        return Scope(language="" if key == UNKNOWN else key)
    if not (key.isascii() and key.isdigit() and len(key) <= 18):
        return WHOLE_ARCHIVE
    known: dict[str, Any] = {
        field: int(key) for field in _WORDS if _WORDS[field] == word
    }
    return Scope(**known)


def is_index_at(path: str) -> bool:
    """Whether the page at an address of this site tells of the whole archive, and is no list."""
    try:
        return resolve(path).view_name in _INDEXES
    except Resolver404:
        return False


def scope_at(path: str) -> Scope | None:
    """The list at an address of this site, or None if there is no list there."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    for field in _WORDS:
        if found.view_name == f"search:{field}":
            return Scope(**{field: found.kwargs[f"{field}_id"]})
    if found.view_name == "search:language":
        return read_scope(f"language.{found.kwargs['code']}")
    return WHOLE_ARCHIVE if found.view_name == "search:works" else None
