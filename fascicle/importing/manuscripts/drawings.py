"""The pictures of a file that a story can show, each by the digest of its bytes.

In HTML a picture stands at the address that the archive would give it, so that the one cleaner
lets it through. Its bytes are as hostile as the file: they are made anew elsewhere.
"""

import re
from base64 import b64decode
from binascii import Error as NoBase64
from hashlib import sha256
from html import escape

from fascicle.core.html import picture_address
from fascicle.core.pictures import MOST_BYTES

#: A file of more shows the first.
MOST = 100
_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")
_IN_THE_PAGE = re.compile(
    r"""\bsrc\s*=\s*(["'])data:image/[a-z]{3,4};base64,([A-Za-z0-9+/=\s]*)\1""",
    re.IGNORECASE,
)


class Drawings:
    """Gathers the pictures of one file."""

    def __init__(self) -> None:
        self.data: dict[str, bytes] = {}
        self.left_out = 0

    def address(self, data: bytes | None) -> str | None:
        """Where a picture stands; None for what no story can show, which is counted."""
        digest = sha256(data or b"").hexdigest()
        if data is None or not _can_be_shown(data):
            self.left_out += 1
            return None
        if digest not in self.data and len(self.data) >= MOST:
            self.left_out += 1
            return None
        self.data[digest] = data
        return picture_address(digest)

    def element(self, data: bytes | None, words: str) -> str:
        """A picture as HTML; in the place of one that cannot be shown stand its words."""
        address = self.address(data)
        if address is None:
            return escape(words, quote=False)
        return f'<img src="{address}" alt="{escape(words)}">'

    def taken_out_of(self, page: str) -> str:
        """HTML whose pictures stand in it as ``data:`` addresses, which the cleaner refuses."""
        return _IN_THE_PAGE.sub(self._source, page)

    def _source(self, found: "re.Match[str]") -> str:
        try:
            data = b64decode(found[2])
        except NoBase64:
            data = None
        return f'src="{self.address(data) or ""}"'


def _can_be_shown(data: bytes) -> bool:
    """Whether it is of a kind and a size that the archive makes anew."""
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return len(data) <= MOST_BYTES and (is_webp or data.startswith(_BEGINNINGS))
