"""Pictures in a story: those the archive keeps, each by its own address, and no others.

No page ever asks another site for anything, so a picture from elsewhere goes.
"""

import re
from collections.abc import Callable
from html import unescape

#: Before the digest in a picture's address.
ADDRESS = "/images/"
_ADDRESS = re.compile(rf"{ADDRESS}([0-9a-f]{{64}})\Z")
#: An element as nh3 writes it: every value in double quotes, which it never holds.
_PICTURE = re.compile(r'<img((?:\s+[a-z:]+="[^"]*")*)\s*/?>', re.IGNORECASE)
_SOURCE = re.compile(rf'\ssrc="{ADDRESS}([0-9a-f]{{64}})"')
_WORDS = re.compile(r'\salt="([^"]*)"')
_SIZE = re.compile(r"[0-9]{1,5}\Z")


def is_address(value: str) -> bool:
    """Whether it is where the archive shows a picture."""
    return bool(_ADDRESS.match(value))


def kept_attribute(tag: str, name: str, value: str) -> str | None:
    """An attribute as it is, or None for one of a picture that makes no sense."""
    if tag != "img":
        return value
    if name == "src":
        return value if is_address(value) else None
    if name in {"width", "height"}:
        return value if _SIZE.match(value) else None
    return value


def picture_address(digest: str) -> str:
    """Where the archive shows a picture."""
    return f"{ADDRESS}{digest}"


def without_strangers(html: str) -> str:
    """HTML as nh3 wrote it, without the pictures that are not the archive's."""
    if "<img" not in html:
        return html
    return _PICTURE.sub(lambda one: one[0] if _SOURCE.search(one[1]) else "", html)


def without_pictures(html: str) -> str:
    return _PICTURE.sub("", html) if "<img" in html else html


def pictures_in(html: str) -> list[str]:
    """The digests of the pictures in clean HTML, in their order."""
    if "<img" not in html:
        return []
    found = (_SOURCE.search(one[1]) for one in _PICTURE.finditer(html))
    return list(dict.fromkeys(one[1] for one in found if one))


def has_undescribed_pictures(html: str) -> bool:
    """Whether clean HTML has a picture that says nothing to whoever cannot see it."""
    if "<img" not in html:
        return False
    described = (_WORDS.search(one[1]) for one in _PICTURE.finditer(html))
    return not all(one and unescape(one[1]).strip() for one in described)


def place_pictures(html: str, place: Callable[[str, str], str | None]) -> str:
    """Each picture as ``place`` has it, which is given its digest and its words as HTML.

    Where it has None, the picture stays as it is.
    """
    if "<img" not in html:
        return html

    def placed(one: re.Match[str]) -> str:
        source, words = _SOURCE.search(one[1]), _WORDS.search(one[1])
        put = place(source[1], words[1] if words else "") if source else None
        return one[0] if put is None else put

    return _PICTURE.sub(placed, html)
