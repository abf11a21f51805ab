"""A file that a writer brings, as sections that may become chapters.

Runs in a confined child: what it is given is somebody's file, and it is given nothing else.
"""

import re
from base64 import b64encode
from html import unescape
from pathlib import PurePosixPath

from fascicle.core.formats import Mode, read
from fascicle.core.html import TooComplex, clean_story, place_pictures
from fascicle.importing.manuscripts import docx, epub, odt, rtf
from fascicle.importing.manuscripts.drawings import Drawings
from fascicle.importing.manuscripts.manuscript import (
    MOST_BYTES,
    Drawing,
    Format,
    Manuscript,
    Unreadable,
)
from fascicle.importing.manuscripts.packages import Damaged
from fascicle.importing.manuscripts.sections import sections_of
from fascicle.importing.sources.bare.encodings import decode

_NAMES = {
    "markdown": Format.MARKDOWN,
    "htm": Format.HTML,
    "xhtml": Format.HTML,
    "text": Format.TEXT,
}
#: A heading of pictures alone, which says nothing.
_PICTURE_HEADING = re.compile(
    r"<h([1-6])\b[^<>]*>\s*((?:<img\b[^<>]*>\s*)+)</h\1>", re.IGNORECASE
)
_PACKAGES = {
    Format.DOCX: docx.html_of,
    Format.ODT: odt.html_of,
    Format.RTF: rtf.html_of,
    Format.EPUB: epub.html_of,
}
_MODES = {
    Format.MARKDOWN: Mode.MARKDOWN,
    Format.TEXT: Mode.PLAIN,
    Format.HTML: Mode.HTML,
}


def read_manuscript(name: str, data: bytes) -> Manuscript:
    """What a file holds; never raises for a bad one."""
    kind = format_of(name)
    trouble = _trouble(kind, data)
    if trouble or kind is None:
        return Manuscript(trouble=trouble)
    try:
        html, drawings = _html(kind, data)
        title, sections = sections_of(html)
    except TooComplex:
        return Manuscript(trouble=Unreadable.TOO_COMPLEX)
    except Damaged:
        return Manuscript(trouble=Unreadable.DAMAGED)
    if not sections:
        return Manuscript(trouble=Unreadable.EMPTY)
    return Manuscript(
        title or PurePosixPath(name).stem,
        sections,
        html,
        pictures=_pictures_in(html, drawings),
        left_out=drawings.left_out,
    )


def _trouble(kind: Format | None, data: bytes) -> Unreadable | None:
    """What can be told without reading it."""
    if len(data) > MOST_BYTES:
        return Unreadable.TOO_LARGE
    if not data.strip():
        return Unreadable.EMPTY
    return Unreadable.UNKNOWN if kind is None else None


def format_of(name: str) -> Format | None:
    """The kind of file, by the end of its name."""
    suffix = PurePosixPath(name.lower()).suffix.removeprefix(".")
    if suffix in _NAMES:
        return _NAMES[suffix]
    return Format(suffix) if suffix in set(Format) else None


def _html(kind: Format, data: bytes) -> tuple[str, Drawings]:
    """Clean HTML, and the pictures that stand in it.

    The headings of packages are levelled against one another here.
    """
    drawings = Drawings()
    if kind in _PACKAGES:
        found = _PACKAGES[kind](data, drawings)
        return clean_story(_PICTURE_HEADING.sub(r"<p>\2</p>", found)), drawings
    text = decode(data).text
    taken_out = drawings.taken_out_of(text) if kind is Format.HTML else text
    if taken_out == text:
        return read(text, _MODES[kind]), drawings
    return clean_story(_PICTURE_HEADING.sub(r"<p>\2</p>", taken_out)), drawings


def _pictures_in(html: str, drawings: Drawings) -> list[Drawing]:
    """In the order of the text, each once; what the file says of it is said of all."""
    found: dict[str, str] = {}

    def gather(digest: str, words: str) -> None:
        found[digest] = found.get(digest) or unescape(words)

    place_pictures(html, gather)
    return [
        Drawing(digest, words, b64encode(drawings.data[digest]).decode())
        for digest, words in found.items()
        if digest in drawings.data
    ]
