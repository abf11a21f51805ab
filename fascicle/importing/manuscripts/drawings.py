"""The pictures of a file that a story can show, each by the digest of its bytes.

In HTML a picture stands at the address that the archive would give it, so that the one cleaner
lets it through. Its bytes are as hostile as the file: they are made anew elsewhere.
"""

import re
from base64 import b64decode
from binascii import Error as NoBase64
from hashlib import sha256
from html import escape
from urllib.parse import unquote_to_bytes

from lxml import etree
from lxml import html as lxml_html

from fascicle.core import pictures
from fascicle.core.html import is_address, picture_address
from fascicle.importing.manuscripts.manuscript import MOST_BYTES

#: A file of more shows the first.
MOST = 100
#: As many pixels have all of them together: making them anew takes some ten seconds then.
MOST_PIXELS = 8 * pictures.MOST_PIXELS
#: As often may a file show pictures: each costs a look.
_MOST_SHOWN = 3 * MOST
_ELEMENT = re.compile(
    r"""<img(?=[\s/>])(?:[^<>"']|"[^"]*+"|'[^']*+')*+>""", re.IGNORECASE
)
_IN_THE_PAGE = re.compile(
    r"data:image/[\w.+-]{1,40}(?:;[\w-]{1,40}=[^;,]{0,80})*+(;base64)?,", re.IGNORECASE
)


class Drawings:
    """Gathers the pictures of one file."""

    def __init__(self) -> None:
        self.data: dict[str, bytes] = {}
        self.left_out = 0
        self._shown = 0
        self._bytes = self._pixels = 0

    def address(self, data: bytes | None) -> str | None:
        """Where a picture stands; None for what no story can show, which is counted."""
        self._shown += 1
        if data is not None and len(data) <= pictures.MOST_BYTES and not self.is_full:
            digest = sha256(data).hexdigest()
            if digest in self.data or self._takes(digest, data):
                return picture_address(digest)
        self.left_out += 1
        return None

    @property
    def is_full(self) -> bool:
        """Whether no more are looked at."""
        return self._shown > _MOST_SHOWN

    def element(self, data: bytes | None, words: str) -> str:
        """A picture as HTML; in the place of one that cannot be shown stand its words."""
        address = self.address(data)
        if address is None:
            return escape(words, quote=False)
        return f'<img src="{address}" alt="{escape(words)}">'

    def taken_out_of(self, page: str) -> str:
        """HTML whose pictures stand in it as ``data:`` addresses. The archive's own stay."""
        return _ELEMENT.sub(lambda one: self._taken_out(one[0]), page)

    def _taken_out(self, element: str) -> str:
        try:
            image = lxml_html.fragment_fromstring(element)
        except etree.ParserError:
            return element
        source = image.get("src", "").strip()
        if is_address(source):
            return element
        return self.element(_data_in(source), image.get("alt", ""))

    def _takes(self, digest: str, data: bytes) -> bool:
        pixels = pictures.pixels_of(data)
        is_too_much = (
            pixels is None
            or len(self.data) >= MOST
            or self._pixels + pixels > MOST_PIXELS
            or self._bytes + len(data) > MOST_BYTES
        )
        if pixels is None or is_too_much:
            return False
        self.data[digest] = data
        self._bytes += len(data)
        self._pixels += pixels
        return True


def _data_in(source: str) -> bytes | None:
    """What a ``data:`` address holds (RFC 2397); None if it is another."""
    head = _IN_THE_PAGE.match(source)
    if head is None:
        return None
    held = unquote_to_bytes(source[head.end() :])
    try:
        return b64decode(held) if head[1] else held
    except NoBase64:
        return None
