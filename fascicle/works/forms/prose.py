"""Short texts in forms: plain text as it is typed, HTML where there is more to them."""

import re
from html import unescape

from fascicle.core.html import clean, paragraphs

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_PLAIN = re.compile(r"(?:<p>(?:[^<>]|<br>)*</p>\s*)*")


def as_html(text: str) -> str:
    """What somebody typed, as clean HTML. Without tags it is plain text: blank lines part it.

    :raises TooComplex: if it is beyond what a story needs.
    """
    return clean(text) if _TAG.search(text) else paragraphs(text)


def as_typed(html: str) -> str:
    """Clean HTML as somebody would type it: plain text if there are but paragraphs."""
    if not _PLAIN.fullmatch(html):
        return html
    text = unescape(
        html.replace("<br>", "\n").replace("</p>", "\n\n").replace("<p>", "")
    )
    # What would be read as a tag again must stay what it is.
    return html if _TAG.search(text) else re.sub(r"\n{3,}", "\n\n", text).strip()
