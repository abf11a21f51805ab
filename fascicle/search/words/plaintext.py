"""Clean HTML as plain text to look for words in. Quick: no tree is built."""

import re
from html import unescape

_READINGS = re.compile(r"<r[tp]\b[^>]*>.*?</r[tp]>", re.S)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|em|i|ins|q|ruby|s|small|span|strong|sub|sup|u)"
    r'(?:\s[^>"]*(?:"[^"]*"[^>"]*)*)?>'
)
_TAG = re.compile(r'<[^>"]*(?:"[^"]*"[^>"]*)*>')


def plain_text(html: str) -> str:
    """A line for each block. Inline elements part no words; readings beside characters go."""
    if not html:
        return ""
    if "<" in html:
        if "<rt" in html:
            html = _READINGS.sub("", html)
        html = _TAG.sub("\n", _INLINE.sub("", html))
    if "&" in html:
        html = unescape(html)
    return "\n".join(filter(None, map(str.strip, html.split("\n"))))
