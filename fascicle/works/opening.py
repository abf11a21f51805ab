"""The first words of a text, by which an untitled work is known."""

import re
from html import unescape

LENGTH = 150
LOOKED_AT = 4000
_TAG = re.compile(r"<[^<>]*>")


def opening_of(markup: str) -> str:
    """The first words of clean HTML."""
    text = " ".join(unescape(_TAG.sub(" ", markup[:LOOKED_AT])).split())
    if len(text) <= LENGTH:
        return text
    return text[: LENGTH - 2].rsplit(" ", 1)[0].rstrip(",;:–—-") + " …"
