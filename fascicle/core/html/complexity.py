"""Whether reading a text would cost more than any story is worth, told in linear time."""

import re
from collections import Counter

MAX_DEPTH = 256
MAX_TAGS = 50_000
MAX_LINKS = 5_000
MAX_AMPERSANDS = 20_000
#: Of one element: the time that nh3 takes grows with their square.
MAX_ATTRIBUTES = 500

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
#: What stands between tags and may look like one, and the beginning of a tag with attributes.
_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?/][^>]*+>?|<([a-zA-Z][^\s/>]*+)(?!>)", re.DOTALL
)
_ATTRIBUTE = re.compile(
    r"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s>]*+))?+"
)
#: Elements whose content is no mark-up, whatever it looks like.
_RAW = {
    *("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"),
}
_VOID = {
    *("br", "hr", "img", "input", "link", "meta", "col", "wbr", "area", "base"),
    "source",
}


class TooComplex(Exception):
    """The HTML is nested or marked up beyond anything a story needs."""


def refuse_if_too_complex(html: str) -> None:
    """Look before the cleaner does.

    :raises TooComplex: if it is beyond the limits.
    """
    if html.count("&") > MAX_AMPERSANDS:
        raise TooComplex
    _refuse_depth(html)
    _refuse_attributes(html)


def _refuse_depth(html: str) -> None:
    depth = links = 0
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
            links += name == "a"
        # Unclosed paragraphs nest in this count but not in a browser's, hence the wide margin.
        if depth > MAX_DEPTH * 20 or tags > MAX_TAGS or links > MAX_LINKS:
            raise TooComplex


def _refuse_attributes(html: str) -> None:
    at = 0
    while token := _TOKEN.search(html, at):
        at = token.end()
        if token[1] is None:
            continue
        at = _after_attributes(html, at)
        if (name := token[1].lower()) in _RAW:
            at = _after_raw(html, at, name)


def _after_attributes(html: str, at: int) -> int:
    for _count in range(MAX_ATTRIBUTES):
        found = _ATTRIBUTE.match(html, at)
        if found is None:
            return at
        at = found.end()
    raise TooComplex


def _after_raw(html: str, at: int, name: str) -> int:
    end = re.compile(f"</{name}", re.IGNORECASE).search(html, at)
    return end.start() if end else len(html)
