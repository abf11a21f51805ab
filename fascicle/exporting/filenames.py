"""Names for files: safe on every system, and the header that gives them to a browser."""

import re
import unicodedata
from urllib.parse import quote

from fascicle.exporting.book import Book
from fascicle.exporting.front import byline

MAX_BYTES = 150  # of 255, so that a number, a suffix and a copy's "(2)" fit too
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\Z)")
_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O"}
    | {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ı": "i"}
    | dict.fromkeys("‘’‚‛′", "'")
    | dict.fromkeys("“”„«»", "'")
    | dict.fromkeys("‐‑‒–—―", "-")
    | {"…": "..."}
)


def file_stem(book: Book) -> str:
    """What to call the book's file, without its suffix: "Title - Writer"."""
    names = byline(book)
    return safe_name(f"{book.title} - {names}" if names else book.title)


def safe_name(text: str) -> str:
    """The text as a file's name, in its own script."""
    text = unicodedata.normalize("NFC", text)
    text = _FORBIDDEN.sub(_near, text)
    text = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
    text = _cut(" ".join(text.split()).strip(". "))
    if _RESERVED.match(text):
        text = f"_{text}"
    return text or "book"


def _near(forbidden: re.Match[str]) -> str:
    return {'"': "'", ":": " -", "/": "-", "\\": "-", "|": "-"}.get(forbidden[0], "")


def _cut(text: str) -> str:
    if len(text.encode()) <= MAX_BYTES:
        return text
    cut = text.encode()[:MAX_BYTES].decode(errors="ignore")
    words = cut.rsplit(" ", 1)[0] if " " in cut[len(cut) // 2 :] else cut
    return words.rstrip(". -,;") or cut


def ascii_name(text: str, *, otherwise: str = "book") -> str:
    """The text as a file's name in ASCII; ``otherwise`` if next to nothing is left of it."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    kept = plain.encode("ascii", "ignore").decode()
    letters = sum(c.isalnum() for c in kept)
    if letters * 2 < sum(c.isalnum() for c in text):
        return otherwise
    return safe_name(kept) if letters else otherwise


def content_disposition(stem: str, suffix: str, *, otherwise: str = "book") -> str:
    """A ``Content-Disposition`` that names the file for old clients and new ones.

    RFC 6266: e-readers take ``filename``, browsers ``filename*`` in UTF-8.
    """
    name = safe_name(stem)
    plain = ascii_name(stem, otherwise=otherwise)
    header = f'attachment; filename="{plain}.{suffix}"'
    if plain != name:
        encoded = quote(f"{name}.{suffix}", safe="!#$&+-.^_`|~")
        header += f"; filename*=UTF-8''{encoded}"
    return header
