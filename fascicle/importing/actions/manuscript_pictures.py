"""The pictures of a file that a writer brings: shown to them first, then sent as theirs."""

from base64 import b64decode
from collections.abc import Callable, Mapping
from datetime import datetime
from html import escape

from django.core import signing
from django.urls import reverse

from fascicle.accounts.models import User
from fascicle.core import pictures, storage
from fascicle.core.html import picture_address, place_pictures
from fascicle.importing.actions.manuscripts import SHELF, Forgotten
from fascicle.importing.manuscripts.manuscript import Manuscript
from fascicle.works import actions as works
from fascicle.works.models import Picture

#: Pixels of the longer side of a picture that is looked at before it is sent.
LOOKED_AT = 400
_SIGNER = signing.Signer(salt="fascicle.manuscript.picture")
_LOST = (signing.BadSignature, OSError, storage.DamagedFile, ValueError)
_NO_PICTURE = (pictures.NoPicture, pictures.PictureTooLarge)


def picture_token(digest: str, *, by: User) -> str:
    """By this only ``by`` finds a picture of their file again. It is always the same."""
    return _SIGNER.sign_object([by.pk, digest])


def picture_brought(token: str, *, by: User) -> pictures.Illustration:
    """A picture of a file that ``by`` brought, made anew and small.

    :raises Forgotten: if it is not there, not theirs, or not a picture after all.
    """
    try:
        owner, digest = _SIGNER.unsign_object(token)
        if owner != by.pk:
            raise Forgotten
        data = storage.fetch(digest, shelf=SHELF)
        return pictures.illustration(data, LOOKED_AT)
    except (*_LOST, *_NO_PICTURE) as error:
        raise Forgotten from error


def send_described(
    manuscript: Manuscript, said: Mapping[str, str], *, by: User, at: datetime
) -> dict[str, Picture]:
    """Send those of a file's pictures of which something is said, as their writer's own.

    ``said`` and what is returned go by the digests in the manuscript. One that cannot be read is
    not returned, and none where the archive shows no pictures.

    :raises TooManyPictures: if they are too many for a day; none is sent then.
    """
    if not works.takes_pictures():
        return {}
    described = {
        one.digest: (b64decode(one.data), said[one.digest])
        for one in manuscript.pictures
        if said.get(one.digest)
    }
    return works.send_pictures(described, by=by, at=at) if described else {}


def with_described(html: str, said: Mapping[str, str]) -> str:
    """A manuscript's HTML with those of its pictures of which something is said, and no others.

    Each stands there by the digest that it has in the manuscript, as if it were sent.
    """

    def shown(digest: str) -> str:
        words = escape(said[digest])
        return f'<img src="{picture_address(digest)}" alt="{words}">' if words else ""

    return _with_own(html, said, shown)


def with_brought(html: str, said: Mapping[str, str], *, by: User) -> str:
    """The same HTML, cleaned, with the pictures as only ``by`` may see them until they are sent."""

    def shown(digest: str) -> str:
        address = reverse("manuscripts:picture", args=[picture_token(digest, by=by)])
        return f'<img src="{address}" alt="{escape(said[digest])}">'

    return _with_own(html, said, shown)


def with_sent(html: str, sent: Mapping[str, Picture], said: Mapping[str, str]) -> str:
    """A manuscript's HTML with the pictures that were sent.

    In the place of another of the file's stands what is said of it.
    """

    def shown(digest: str) -> str:
        words, picture = escape(said[digest]), sent.get(digest)
        if picture is None:
            return words
        return (
            f'<img src="{picture.get_absolute_url()}" alt="{words}"'
            f' width="{picture.width}" height="{picture.height}">'
        )

    return _with_own(html, said, shown)


def _with_own(html: str, said: Mapping[str, str], shown: Callable[[str], str]) -> str:
    """Each of the file's own pictures as ``shown`` has it; the others stay."""
    return place_pictures(
        html, lambda digest, _words: shown(digest) if digest in said else None
    )
