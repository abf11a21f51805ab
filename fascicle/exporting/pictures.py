"""The pictures of a book: found for it, and put into its pages."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

from fascicle.core import pictures
from fascicle.core.html import pictures_in, place_pictures
from fascicle.core.storage import DamagedFile
from fascicle.exporting.book import Book, BookPicture
from fascicle.works.models import Chapter, Picture

ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}


def pictures_of(chapters: Sequence[Chapter]) -> dict[str, BookPicture]:
    """Those that these chapters, with their text, show. At most one query.

    One whose file is lost is left out; its words stand in its place.
    """
    digests = {one for chapter in chapters for one in pictures_in(chapter.text.html)}
    if not digests:
        return {}
    works = {chapter.work_id for chapter in chapters}
    rows = Picture.objects.filter(digest__in=digests, works__in=works).distinct()
    found = {}
    for digest, media_type in rows.values_list("digest", "media_type"):
        try:
            found[digest] = BookPicture(pictures.fetch(digest), media_type)
        except (FileNotFoundError, DamagedFile):
            continue
    return found


def file_of(digest: str, picture: BookPicture) -> str:
    """Where a picture lies inside an EPUB, seen from its pages."""
    return f"images/{digest[:16]}.{ENDINGS[picture.media_type]}"


def with_files(xhtml: bytes, book: Book) -> bytes:
    """A page whose pictures are files beside it."""
    if b"<img" not in xhtml:
        return xhtml

    def place(digest: str, words: str) -> str:
        picture = book.pictures.get(digest)
        if picture is None:
            return words
        return f'<img src="{file_of(digest, picture)}" alt="{words}"/>'

    return place_pictures(xhtml.decode(), place).encode()


def with_data(page: str, book: Book) -> str:
    """A page that holds its pictures itself, as RFC 2397 has it."""

    def place(digest: str, words: str) -> str:
        picture = book.pictures.get(digest)
        if picture is None:
            return words
        data = b64encode(picture.data).decode()
        return f'<img src="data:{picture.media_type};base64,{data}" alt="{words}"/>'

    return place_pictures(page, place)
