"""Covers by themselves, for catalogues: as large as in a book, and small for lists."""

import hashlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from PIL import Image

from fascicle.accounts.viewer import Viewer
from fascicle.exporting.book import Book, BookSeries
from fascicle.exporting.books import front_of
from fascicle.exporting.cover import draw_cover
from fascicle.works.models import Work

THUMBNAIL = (300, 480)
COLOURS = 32
#: As many drawn covers are kept in each worker: a page or two of a catalogue.
KEPT = 64
#: Raise when the same front is to give other bytes than before.
VERSION = 1
_NEVER = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Front:
    """What stands on a cover."""

    title: str
    writers: tuple[str, ...]
    language: str
    series: tuple[BookSeries, ...]
    tint: int

    @property
    def tag(self) -> str:
        """A strong ETag, known without drawing."""
        said = f"{VERSION} {self!r}".encode(errors="replace")
        return hashlib.sha256(said).hexdigest()[:32]


def front_for(work: Work, viewer: Viewer) -> Front:
    """What the viewer may see on the cover of a work from ``for_books``.

    An untitled work has its first words there, but not for who stands before the adult gate.
    """
    is_open = viewer.sees_adult or (work.rating and not work.rating.is_adult)
    title, writers, language, series, tint = front_of(work, tells_opening=bool(is_open))
    return Front(title, tuple(writers), language, tuple(series), tint)


@lru_cache(maxsize=KEPT)
def large(front: Front) -> bytes:
    """PNG, as in the book."""
    return draw_cover(
        Book(
            identifier="",
            title=front.title,
            authors=front.writers,
            language=front.language,
            chapters=(),
            modified_at=_NEVER,
            series=front.series,
            tint=front.tint,
        )
    )


@lru_cache(maxsize=KEPT)
def small(front: Front) -> bytes:
    """PNG, for a list."""
    whole = Image.open(io.BytesIO(large(front))).convert("RGB")
    scaled = whole.resize(THUMBNAIL, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    scaled.quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()
