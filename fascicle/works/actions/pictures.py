"""Pictures that writers send, and show in their stories."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction

from fascicle.accounts.models import User
from fascicle.core import archive, pictures
from fascicle.core.html import (
    has_undescribed_pictures,
    pictures_in,
    place_pictures,
)
from fascicle.core.names import one_line
from fascicle.core.pictures import Illustration
from fascicle.works.models import Picture, Work
from fascicle.works.models.pictures import MOST_WORDS

#: As many may be sent by one writer within a day.
MOST_A_DAY = 100


class NoPictures(Exception):
    """This archive's host wants no pictures in stories."""


class TooManyPictures(Exception):
    """The writer has sent very many today."""


class UndescribedPicture(Exception):
    """A picture has no words for whoever cannot see it."""


def takes_pictures() -> bool:
    current = archive.current()
    return current is not None and current.images


def send_picture(data: bytes, *, words: str, by: User, at: datetime) -> Picture:
    """Keep a picture, made anew, for its writer to show. Sending it twice keeps it once.

    :raises NoPictures: if the archive has none.
    :raises TooManyPictures: if it is one too many for a day.
    :raises UndescribedPicture: if no words come with it.
    :raises core.pictures.NoPicture: if it is none that we can read.
    :raises core.pictures.PictureTooLarge: if it is beyond all measure.
    """
    if not takes_pictures():
        raise NoPictures
    words = one_line(words)[:MOST_WORDS]
    if not words:
        raise UndescribedPicture
    if _sent_today(by, at) >= MOST_A_DAY:
        raise TooManyPictures
    return _keep(pictures.illustration(data), words, by=by, at=at)


def send_pictures(
    described: Mapping[str, tuple[bytes, str]], *, by: User, at: datetime
) -> dict[str, Picture]:
    """Keep several pictures, each with its words, by the SHA-256 of their bytes.

    One that the writer has sent already stays as it is. Those that cannot be read are not among
    what is returned. Nothing is locked while they are made anew.

    :raises NoPictures: if the archive has none.
    :raises TooManyPictures: if they are too many for a day; none is kept then.
    """
    if not takes_pictures():
        raise NoPictures
    own = Picture.objects.filter(sent_by=by)
    sent = {one.digest: one for one in own.filter(digest__in=described)}
    made: dict[str, Illustration] = {}
    for digest, (data, _words) in described.items():
        if digest not in sent:
            with suppress(pictures.NoPicture, pictures.PictureTooLarge):
                made[digest] = pictures.illustration(data)
    known = own.filter(digest__in=[one.digest for one in made.values()])
    if len(made) - known.count() > MOST_A_DAY - _sent_today(by, at):
        raise TooManyPictures
    for digest, one in made.items():
        words = one_line(described[digest][1])[:MOST_WORDS]
        sent[digest] = _keep(one, words, by=by, at=at)
    return sent


def _sent_today(by: User, at: datetime) -> int:
    today = Picture.objects.filter(sent_by=by, sent_at__gt=at - timedelta(days=1))
    return today.count()


def _keep(made: Illustration, words: str, *, by: User, at: datetime) -> Picture:
    picture, _ = Picture.objects.get_or_create(
        digest=pictures.keep(made.data),
        sent_by=by,
        defaults={
            "media_type": made.media_type,
            "width": made.width,
            "height": made.height,
            "size": len(made.data),
            "words": words,
            "sent_at": at,
        },
    )
    return picture


def own_pictures_alone(
    html: str, work: Work | None, *, by: User | None, unsent: Collection[str] = ()
) -> str:
    """A story's clean HTML with those pictures alone that its writer sent, or that it had before.

    ``unsent`` are the digests of those that its writer is about to send.

    :raises UndescribedPicture: if one of them has no words.
    """
    digests = pictures_in(html)
    if not digests:
        return html
    sent = Picture.objects.filter(digest__in=digests, sent_by=by) if by else []
    shown = work.pictures.filter(digest__in=digests) if work and work.pk else []
    own = {*unsent, *(one.digest for one in [*sent, *shown])}
    if own != set(digests):
        html = _without_others(html, own)
    if has_undescribed_pictures(html):
        raise UndescribedPicture
    return html


def _without_others(html: str, own: set[str]) -> str:
    """In the place of a picture that is somebody else's stand its words."""
    return place_pictures(html, lambda digest, words: None if digest in own else words)


@transaction.atomic
def show_pictures(work: Work, html: str) -> None:
    """Let whoever may read the work see the pictures in this text of it."""
    if digests := pictures_in(html):
        work.pictures.add(*Picture.objects.filter(digest__in=digests))


def forget_picture(picture: Picture) -> bool:
    """Forget a picture that no work has ever shown; whether that was so."""
    with transaction.atomic():
        if picture.works.exists():
            return False
        picture.delete()
    if not Picture.objects.filter(digest=picture.digest).exists():
        pictures.discard(picture.digest)
    return True


def forget_nobodys_pictures() -> None:
    """Forget those whose sender and whose works are gone."""
    for picture in Picture.objects.filter(sent_by=None, works=None):
        forget_picture(picture)
