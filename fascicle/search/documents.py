"""What the index knows of a work."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """What a work is filtered, counted and ordered by. Times are seconds since 1970, UTC."""

    work_id: int
    is_listed: bool
    """Posted and not hidden; others are known to their writers alone."""
    members_only: bool
    is_adult: bool
    """Rated so, or by nobody."""
    rating: int
    """0 if nobody rated it."""
    status: str
    language: str
    words: int
    chapters: int
    posted_at: int
    updated_at: int
    title_key: str
    author_key: str
    kudos: int
    comments: int
    bookmarks: int
    hits: int
    is_crossover: bool
    has_sequel: bool
    tags: tuple[int, ...]
    """What its tags mean: canonical tags and everything broader, each once."""
    pen_names: tuple[int, ...]
    series: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """What words are looked for in. Plain text, no HTML; only posted chapters' text."""

    work_id: int
    is_listed: bool
    is_adult: bool
    language: str
    title: str
    byline: str
    tags: str
    """Names as typed and of what they mean, a line each."""
    tag_ids: tuple[int, ...]
    """As in ``Facts``."""
    summary: str
    notes: str
    text: str
    """The chapters' titles and texts; empty where the archive does not index texts."""


@dataclass(frozen=True, slots=True)
class Document:
    """A work as the index holds it."""

    facts: Facts
    texts: Texts
