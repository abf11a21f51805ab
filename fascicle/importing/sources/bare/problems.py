"""Files that hold no story: empty, binary, error pages, placeholders, lists of links."""

import html
import re
from collections.abc import Sequence

from fascicle.importing.story import Problem

from .encodings import utf16_shape

_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_SIGNATURES = (
    b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"\xd0\xcf\x11\xe0",
    b"\x7fELF", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"MZ\x90", b"ITSF",
    b"SQLite format 3",
)  # fmt: skip
_TAG = re.compile(r"<[^<>]{0,4000}>")
_LINK = re.compile(r"(?i)<a\s[^<>]{0,1000}href")
_ERROR = re.compile(
    r"(?i)\b(?:error\s*)?(?:400|401|403|404|410|500|502|503)\b.{0,40}(?:error|not found"
    r"|forbidden|gone"
    r"|unavailable|unauthori[sz]ed|bad request|bad gateway)|(?:page|story|file|chapter|url"
    r"|object|document)"
    r".{0,60}(?:not found|cannot be found|could not be found|does not exist|no longer exists"
    r"|was not found)"
    r"|not found on this server|internal server error|service (?:temporarily )?unavailable"
    r"|access denied"
    r"|you (?:do not|don't) have permission|database (?:error|connection)|could not connect"
    r"|fatal error"
)
_PLACEHOLDER = re.compile(
    r"(?i)\b(?:has been|was|been) (?:removed|deleted|taken down|withdrawn)\b|\b(?:removed"
    r"|deleted|taken down)"
    r" (?:by|at) the (?:author|writer|request)|\bcoming soon\b|under construction|\bto be posted\b"
    r"|\bplaceholder\b|\bno longer available\b|\bstory (?:is )?unavailable\b|check back (?:soon"
    r"|later)"
)
_ADDRESS = re.compile(
    r"(?i)\bhttps?://\S|\bwww\.\w|\b[\w-]{1,60}\.(?:txt|html?|php|zip|doc|rtf|pdf)\b"
)
_SHORT = 150  # words


def problem_of_bytes(data: bytes) -> Problem | None:
    """What is plain before decoding: nothing there, or no text."""
    if not data:
        return Problem.EMPTY
    if data.startswith(_SIGNATURES):
        return Problem.BINARY
    sample = data[:100_000]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x1b$" in sample:
        return None
    controls = len(_CONTROL.findall(sample))
    if controls * 20 <= len(sample) or utf16_shape(sample):
        return None
    return Problem.BINARY


def problem_of_text(lines: Sequence[str], *, is_html: bool) -> Problem | None:
    """What the words say: an error page, "removed by the author", a list of links."""
    if not any(line.strip() for line in lines):
        return Problem.EMPTY
    size = sum(map(len, lines))
    if size > 100_000:
        return None
    text = "\n".join(lines)
    shown = html.unescape(_TAG.sub(" ", text)) if is_html else text
    words = shown.split()
    if len(words) < _SHORT:
        if _ERROR.search(shown):
            return Problem.ERROR_PAGE
        if _PLACEHOLDER.search(shown):
            return Problem.PLACEHOLDER
    return Problem.INDEX_PAGE if _is_index(lines, len(words), is_html=is_html) else None


def _is_index(lines: Sequence[str], words: int, *, is_html: bool) -> bool:
    if is_html:
        links = sum(len(_LINK.findall(line)) for line in lines)
        return links >= 3 and links * 25 > words
    filled = [line for line in lines if line.strip()]
    named = sum(bool(_ADDRESS.search(line)) for line in filled)
    return named >= 3 and named * 5 > len(filled) * 2
