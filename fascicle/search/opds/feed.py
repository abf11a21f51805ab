"""The shape of a feed: ways to other feeds, or works to be had, and how they are narrowed down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

NEW = "http://opds-spec.org/sort/new"
POPULAR = "http://opds-spec.org/sort/popular"
SHELF = "http://opds-spec.org/shelf"
SUBSCRIPTIONS = "http://opds-spec.org/subscriptions"


@dataclass(frozen=True, slots=True)
class Way:
    """A line that leads to another feed. ``address`` is within the catalogue."""

    title: str
    address: str
    summary: str = ""
    count: int | None = None
    rel: str = ""
    has_works: bool = True
    """Whether it leads to works, or to ways on."""


@dataclass(frozen=True, slots=True)
class Named:
    """A writer, a tag or a series, with the feed of its works."""

    name: str
    address: str = ""
    position: float | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """A work to be had. ``summary`` and ``facts`` are plain text; addresses are whole paths."""

    urn: str
    title: str
    updated_at: datetime
    published_at: datetime | None
    file: str
    page: str
    cover: str
    thumbnail: str
    writers: Sequence[Named] = ()
    contributors: Sequence[str] = ()
    """Who wrote some of its chapters along with the writers."""
    subjects: Sequence[Named] = ()
    series: Sequence[Named] = ()
    language: str = ""
    summary: str = ""
    facts: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to narrow a list down."""

    title: str
    address: str
    count: int | None = None
    is_active: bool = False


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """Ways to narrow a list down that shut one another out: one at most is active."""

    title: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class Paging:
    """Where in a list a page is; addresses of its neighbours are empty where there is none."""

    total: int
    page: int
    size: int
    first: str
    last: str
    previous: str = ""
    following: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of ways, or of works."""

    title: str
    address: str
    updated_at: datetime
    up: str | None = None
    ways: Sequence[Way] = ()
    publications: Sequence[Publication] = ()
    facets: Sequence[FacetGroup] = ()
    paging: Paging | None = None
    is_own: bool = False
    """Whether it is one reader's, and nobody else's."""

    @property
    def has_works(self) -> bool:
        return self.paging is not None and not self.ways
