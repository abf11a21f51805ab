"""The pictures of a file that a writer brings: shown to them first, then sent as theirs."""

from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from html import escape

from django.core import signing
from django.db import transaction

from fascicle.accounts.models import User
from fascicle.core import pictures, storage
from fascicle.core.html import place_pictures
from fascicle.importing.actions.manuscripts import KEPT_FOR, SHELF, Forgotten
from fascicle.importing.manuscripts.manuscript import Manuscript
from fascicle.works import actions as works
from fascicle.works.models import Picture

_SALT = "fascicle.manuscript.picture"
_LOST = (signing.BadSignature, OSError, storage.DamagedFile, ValueError)
_NO_PICTURE = (pictures.NoPicture, pictures.PictureTooLarge)


def picture_token(digest: str, *, by: User) -> str:
    """By this only ``by`` finds a picture of their file again."""
    return signing.dumps([by.pk, digest], salt=_SALT)


def picture_brought(token: str, *, by: User) -> pictures.Illustration:
    """A picture of a file that ``by`` brought, made anew.

    :raises Forgotten: if it is not there, not theirs, or not a picture after all.
    """
    try:
        owner, digest = signing.loads(token, salt=_SALT, max_age=KEPT_FOR)
        if owner != by.pk:
            raise Forgotten
        return pictures.illustration(storage.fetch(digest, shelf=SHELF))
    except (*_LOST, *_NO_PICTURE) as error:
        raise Forgotten from error


@transaction.atomic
def send_pictures(
    manuscript: Manuscript, words: Mapping[str, str], *, by: User, at: datetime
) -> dict[str, Picture]:
    """Send those of a file's pictures for which there are words, by digest, as their writer's own.

    By the digest in the manuscript comes each that could be read.

    :raises TooManyPictures: if they are too many for a day; none is sent then.
    """
    sent: dict[str, Picture] = {}
    if not works.takes_pictures():
        return sent
    for one in manuscript.pictures:
        said = words.get(one.digest, "")
        if said.strip():
            try:
                sent[one.digest] = works.send_picture(
                    b64decode(one.data), words=said, by=by, at=at
                )
            except _NO_PICTURE:
                continue
    return sent


def with_sent(html: str, sent: Mapping[str, Picture], words: Mapping[str, str]) -> str:
    """HTML with those of a manuscript's pictures that were sent, and the words of its others.

    ``words`` are as for ``send_pictures``; other pictures stay as they are.
    """

    def place(digest: str, said: str) -> str | None:
        picture = sent.get(digest)
        if picture is None:
            return said if digest in words else None
        return (
            f'<img src="{picture.get_absolute_url()}" alt="{escape(words[digest])}"'
            f' width="{picture.width}" height="{picture.height}">'
        )

    return place_pictures(html, place)
