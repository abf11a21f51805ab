"""The one cleaner of untrusted HTML, and the only place that may call text safe.

nh3 is safe but takes quadratic time on deep nesting and on many ampersands, and a second
pass can change what the first one left. So: a linear scan before it, then nh3 to a fixed point.
"""

import re
from collections import Counter
from html import escape, unescape

import nh3
from django.utils.safestring import SafeString, mark_safe

#: Raise when the rules below change, so that stored text can be cleaned again.
CLEANER_VERSION = 1

TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "blockquote", "q", "cite"),
    *(
        "em",
        "strong",
        "i",
        "b",
        "u",
        "s",
        "del",
        "ins",
        "small",
        "sub",
        "sup",
        "abbr",
        "code",
    ),
    *(
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "caption",
    ),
    *("a", "span", "ruby", "rt", "rp", "bdi", "bdo", "div", "pre"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "bdo": {"dir"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "*": {"lang", "dir"},
}
CLASSES = {
    "p": {"centre", "verse"},
    "div": {"centre", "verse", "letter"},
    "span": {"underline"},
}

MAX_DEPTH = 256
MAX_TAGS = 50_000
MAX_AMPERSANDS = 20_000
MAX_PASSES = 3

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_ANY_TAG = re.compile(r"<[^<>]*>")
_VOID = {
    "br",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "col",
    "wbr",
    "area",
    "base",
    "source",
}
#: Characters that XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets) and lone surrogates.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class TooComplex(Exception):
    """The HTML is nested or marked up beyond anything a story needs."""


def strip_illegal(text: str) -> str:
    """The text without characters that no XML or HTML document may hold."""
    return _NOT_XML.sub("", text)


def clean(html: str) -> SafeString:
    """Untrusted HTML cut down to what a story needs, safe to show.

    Cleaning clean text changes nothing.

    :raises TooComplex: if it is beyond the limits, before any costly work.
    """
    html = strip_illegal(html)
    _refuse_if_too_complex(html)
    for _ in range(MAX_PASSES):
        cleaned = nh3.clean(
            html,
            tags=TAGS,
            attributes=ATTRIBUTES,
            allowed_classes=CLASSES,
            url_schemes={"http", "https", "mailto"},
            link_rel="nofollow ugc noopener",
        )
        if cleaned == html:
            return mark_safe(cleaned)  # noqa: S308 - this is the cleaner
        html = cleaned
    raise TooComplex


def has_text(html: str) -> bool:
    """Whether anything would show of clean HTML."""
    return bool(unescape(_ANY_TAG.sub("", html)).strip())


def trusted(html: str) -> SafeString:
    """Mark HTML that ``clean`` made before it was stored."""
    return mark_safe(html)  # noqa: S308 - stored text is clean by construction


def paragraphs(text: str) -> SafeString:
    """Plain text as HTML paragraphs: blank lines part them, other line ends stay."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    html = "".join(
        f"<p>{'<br>'.join(escape(block).split(chr(10)))}</p>"
        for block in blocks
        if block
    )
    return clean(html)


def _refuse_if_too_complex(html: str) -> None:
    if html.count("&") > MAX_AMPERSANDS:
        raise TooComplex
    depth = 0
    opened: Counter[str] = Counter()
    for tags, match in enumerate(_TAG.finditer(html)):
        name = match[2].lower()
        if match[1]:
            # An end of what was never begun ends nothing.
            closes = opened[name] > 0
            opened[name] -= closes
            depth -= closes
        elif name not in _VOID:
            opened[name] += 1
            depth += 1
        # Unclosed paragraphs nest in this count but not in a browser's, hence the wide margin.
        if depth > MAX_DEPTH * 40 or tags > MAX_TAGS:
            raise TooComplex
