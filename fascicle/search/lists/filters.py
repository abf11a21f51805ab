"""What a reader asks for: where they look, what they narrow it down to, and in which order."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Order(StrEnum):
    """Orders of a list; from the most to the least, but title and author from A to Z."""

    UPDATED = "updated"
    POSTED = "posted"
    TITLE = "title"
    AUTHOR = "author"
    WORDS = "words"
    KUDOS = "kudos"
    COMMENTS = "comments"
    BOOKMARKS = "bookmarks"
    HITS = "hits"
    RELEVANCE = "relevance"
    PLACE = "place"


#: The orders by how works were received.
TALLIED = frozenset({Order.KUDOS, Order.COMMENTS, Order.BOOKMARKS, Order.HITS})


class Crossover(StrEnum):
    """Whether works with several unrelated tags of one kind are wanted."""

    ANY = ""
    NONE = "none"
    ONLY = "only"


class Parts(StrEnum):
    """Whether works of one chapter or of several are wanted."""

    ANY = ""
    ONE = "one"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Scope:
    """The list that is narrowed down: the whole archive, or what one key leads to."""

    tag: int | None = None
    pen_name: int | None = None
    series: int | None = None
    shelf: int | None = None
    language: str | None = None
    """BCP 47; empty for works whose language nobody knows."""


@dataclass(frozen=True, slots=True)
class KindChoice:
    """Tags of one kind. With ``match_any`` one of those included is enough."""

    kind: int
    include: tuple[int, ...] = ()
    exclude: tuple[int, ...] = ()
    match_any: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A range of numbers; both ends belong to it, None is open."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """A range of days in the archive's time zone; both ends belong to it, None is open.

    ``within`` is what was asked for as "last 6 months" ("6m"; d, w, m, y) and has been turned
    into ``first`` already; it is kept so that the address says it again.
    """

    first: date | None = None
    last: date | None = None
    within: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """How a list is narrowed down. Equal filters find the same works at the same time."""

    tags: tuple[KindChoice, ...] = ()
    ratings: tuple[int, ...] = ()
    """Any of these; 0 stands for works that nobody rated."""
    not_ratings: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    """Any of these; "unknown" stands for works of which nobody has said."""
    languages: tuple[str, ...] = ()
    """Any of these; "und" stands for works whose language nobody knows."""
    not_languages: tuple[str, ...] = ()
    words: Span = Span()
    chapters: Span = Span()
    updated: Dates = Dates()
    posted: Dates = Dates()
    crossover: Crossover = Crossover.ANY
    parts: Parts = Parts.ANY
    has_sequel: bool = False
    query: str = ""
    """Words, in the grammar of ``search.words.grammar``."""
    order: Order = Order.UPDATED


NO_FILTER = Filter()


@dataclass(frozen=True, slots=True)
class Count:
    """A tag, rating, status or language of the result, and how many of its works bear it."""

    key: int | str
    works: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts over the whole result, the most frequent first, ties by key."""

    kinds: dict[int, tuple[Count, ...]]
    """By kind; canonical and broader tags, at most ``TOP`` of each kind."""
    ratings: tuple[Count, ...]
    statuses: tuple[Count, ...]
    languages: tuple[Count, ...]
    parts: tuple[Count, ...]


#: As many counts of a kind are shown before somebody asks for more.
TOP = 10
WORKS_ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a result."""

    work_ids: tuple[int, ...]
    total: int
    hidden: int = 0
    """How many more works there would be without the viewer's shield."""
    facets: Facets | None = None
    notices: tuple[str, ...] = ()
    """Kind lines about what was not understood, already translated."""
