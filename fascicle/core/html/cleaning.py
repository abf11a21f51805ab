"""The one cleaner of untrusted HTML, and the only place that may call text safe.

nh3 is safe but takes quadratic time on deep nesting and on many ampersands, and a second
pass can change what the first one left. So: a linear scan before it, then nh3 to a fixed point.
"""

import re
from html import escape, unescape

import nh3
from django.utils.safestring import SafeString, mark_safe

from fascicle.core.html.complexity import TooComplex, refuse_if_too_complex
from fascicle.core.html.dialects import is_spoken, translate
from fascicle.core.html.pictures import (
    kept_attribute,
    without_pictures,
    without_strangers,
)

#: Raise when the rules below change, so that stored text can be cleaned again.
CLEANER_VERSION = 3

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
    *("a", "span", "ruby", "rt", "rp", "bdi", "bdo", "div", "pre", "img"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "bdo": {"dir"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "*": {"lang", "dir"},
}
CLASSES = {
    "p": {"centre", "verse", "footnote"},
    "div": {"centre", "verse", "letter"},
    "span": {"underline"},
}

MAX_PASSES = 3

_ANY_TAG = re.compile(r"<[^<>]*>")
#: Characters that XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets) and lone surrogates.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Stands for a no-break space on its way through nh3; no document may hold it.
_NO_BREAK = "\ufdd0"
#: What turns letters around against their nature (https://www.unicode.org/reports/tr9/); ``bdo``
#: says the same, where it is meant.
_OVERRIDE = re.compile("[\u202d\u202e]")


def strip_illegal(text: str) -> str:
    """The text without characters that no XML or HTML document may hold."""
    return _NOT_XML.sub("", text)


def clean(html: str) -> SafeString:
    """Untrusted HTML cut down to what words need, safe to show: all that a story may hold but
    pictures.

    Cleaning clean text changes nothing.

    :raises TooComplex: if it is beyond the limits, before any costly work.
    """
    return mark_safe(without_pictures(clean_story(html)))  # noqa: S308 - this is the cleaner


def clean_story(html: str) -> SafeString:
    """Untrusted HTML cut down to what a chapter needs: as ``clean``, with the archive's pictures.

    :raises TooComplex: if it is beyond the limits, before any costly work.
    """
    html = _without_tricks(html)
    refuse_if_too_complex(html)
    if is_spoken(html):
        html = translate(html)
    for _ in range(MAX_PASSES):
        cleaned = _pass(html)
        if cleaned == html:
            refuse_if_too_complex(cleaned)  # so that it can be cleaned again
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


def _pass(html: str) -> str:
    """Once through nh3, which takes ages over many no-break spaces, and writes references."""
    for written in ("&nbsp;", "\u00a0"):
        html = html.replace(written, _NO_BREAK)
    has_pictures = "<img" in html
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
        # Asked of every attribute, so not where nothing comes of it.
        attribute_filter=kept_attribute if has_pictures else None,
    )
    cleaned = without_strangers(cleaned)
    cleaned = cleaned.replace(_NO_BREAK, "\u00a0").replace("&nbsp;", "\u00a0")
    return _without_tricks(cleaned)  # references may have named them


def _without_tricks(html: str) -> str:
    return _OVERRIDE.sub("", strip_illegal(html))
