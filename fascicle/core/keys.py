"""Keys of rows, and words to look for, as forms and addresses send them."""

from collections.abc import Iterable

#: More digits than any key has; a database would choke on many more.
_MOST_DIGITS = 15


def key(text: str) -> int | None:
    """The key that was sent; None for what is none."""
    sound = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if sound else None


def keys(texts: Iterable[str]) -> list[int]:
    """The keys that were sent, without what is none."""
    return [found for text in texts if (found := key(text)) is not None]


def words(text: str) -> str:
    """What was asked for, no longer than makes sense, without what databases refuse."""
    return text.replace("\0", "").strip()[:200]
