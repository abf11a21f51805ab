"""Pictures that people send: made anew, so that nothing of the file they came in is left.

What is kept has not a word of metadata: no place, no camera, no trick. Of a person, it is a small
square WebP; in a story, a JPEG, or a PNG where something shines through, which every e-reader has.
"""

import hashlib
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import TypeVar

from PIL import Image, ImageOps, UnidentifiedImageError

from fascicle.core import storage

SHELF = "pictures"
#: As much may be sent, and as many pixels be in it.
MOST_BYTES = 8 * 1024**2
MOST_PIXELS = 25_000_000
SIDE = 400
#: The longer side of a picture in a story: as wide as a page of text on the sharpest screens.
LONGEST = 1600
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITY = 82
#: What Pillow raises over files that are damaged, or lie about what is in them.
_BROKEN = (
    *(UnidentifiedImageError, OSError, EOFError, struct.error, zlib.error),
    *(ValueError, SyntaxError, TypeError, LookupError, ArithmeticError),
)

Made = TypeVar("Made")


class NoPicture(Exception):
    """What was sent is no picture of a kind that we read."""


class PictureTooLarge(Exception):
    """The file, or the picture in it, is beyond all measure."""


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture as a story shows it; sizes in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int

    @property
    def digest(self) -> str:
        """What it is kept under."""
        return hashlib.sha256(self.data).hexdigest()


def square(data: bytes) -> bytes:
    """The middle of a picture as a square WebP, its first frame if it moves.

    :raises NoPicture: if it is none that we can read.
    :raises PictureTooLarge: if it is beyond all measure; nothing was unpacked then.
    """
    return _from_opened(data, _as_square)


def pixels_of(data: bytes) -> int | None:
    """How many a picture has by its head, which alone is read; None for one that is not taken."""
    try:
        return _from_opened(data, lambda sent: sent.width * sent.height)
    except (NoPicture, PictureTooLarge):
        return None


def illustration(data: bytes, longest: int = LONGEST) -> Illustration:
    """The whole of a picture, no longer than ``longest`` pixels; its first frame if it moves.

    :raises NoPicture: if it is none that we can read.
    :raises PictureTooLarge: if it is beyond all measure; nothing was unpacked then.
    """
    return _from_opened(data, partial(_as_illustration, longest))


def _from_opened(data: bytes, make: Callable[[Image.Image], Made]) -> Made:
    if len(data) > MOST_BYTES:
        raise PictureTooLarge
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as sent:
            if sent.width * sent.height > MOST_PIXELS:
                raise PictureTooLarge
            return make(sent)
    except Image.DecompressionBombError as bomb:
        raise PictureTooLarge from bomb
    except _BROKEN as broken:
        raise NoPicture from broken


def _as_square(sent: Image.Image) -> bytes:
    sent.draft("RGB", (SIDE * 2, SIDE * 2))
    upright = ImageOps.exif_transpose(sent).convert("RGBA")
    side = min(SIDE, *upright.size)
    bare = _bare(ImageOps.fit(upright, (side, side), Image.Resampling.LANCZOS))
    out = BytesIO()
    bare.save(out, "WEBP", quality=_QUALITY, method=4)
    return out.getvalue()


def _as_illustration(longest: int, sent: Image.Image) -> Illustration:
    sent.draft("RGB", (longest * 2, longest * 2))
    upright = ImageOps.exif_transpose(sent).convert("RGBA")
    upright.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    bare = _bare(upright)
    out = BytesIO()
    if bare.mode == "RGB":
        bare.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
        return Illustration(out.getvalue(), "image/jpeg", *bare.size)
    bare.save(out, "PNG", optimize=True)
    return Illustration(out.getvalue(), "image/png", *bare.size)


def _bare(picture: Image.Image) -> Image.Image:
    """A picture of its own, which no profile, comment or EXIF block came along with."""
    bare = Image.frombytes("RGBA", picture.size, picture.tobytes())
    if bare.getchannel("A").getextrema() == (255, 255):
        return bare.convert("RGB")
    return bare


def keep(data: bytes) -> str:
    return storage.keep(data, shelf=SHELF)


def fetch(digest: str) -> bytes:
    return storage.fetch(digest, shelf=SHELF)


def discard(digest: str) -> None:
    storage.discard(digest, shelf=SHELF)
