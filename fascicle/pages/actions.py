"""Setting up an archive."""

import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from fascicle.accounts import actions as accounts
from fascicle.accounts.models import Role, User
from fascicle.core.models import Archive
from fascicle.pages.presets import NewKind, Preset
from fascicle.tags.actions import tags_named
from fascicle.tags.models import Kind
from fascicle.works.models import Rating


class AlreadySetUp(Exception):
    """The archive has been set up before."""


@transaction.atomic
def set_up(
    *,
    name: str,
    tagline: str = "",
    preset: Preset,
    username: str,
    password: str,
    email: str = "",
) -> User:
    """Name the archive, lay in its vocabulary, and make its first host.

    :raises AlreadySetUp: if there is an archive already.
    :raises accounts.NameTaken: if the host's name is in use.
    """
    if Archive.objects.exists():
        raise AlreadySetUp
    Archive.objects.create(pk=1, name=name, tagline=tagline, preset=preset.slug)
    for position, kind in enumerate(preset.kinds):
        _lay_in(kind, position)
    Rating.objects.bulk_create(
        Rating(
            name=gettext(rating.name),
            description=gettext(rating.description),
            position=position,
            is_adult=rating.is_adult,
        )
        for position, rating in enumerate(preset.ratings)
    )
    host = accounts.create_user(
        username, password=password, email=email, role=Role.HOST
    )
    _link_file().unlink(missing_ok=True)
    return host


def _lay_in(new: NewKind, position: int) -> None:
    kind = Kind.objects.create(
        slug=new.slug,
        name=gettext(new.name),
        plural=gettext(new.plural),
        position=position,
        is_content_note=new.is_content_note,
        coinable=new.coinable,
        makes_crossovers=new.makes_crossovers,
    )
    tags_named(kind, (gettext(tag) for tag in new.tags))


def set_up_token() -> str:
    """The secret of the one-time set-up link, made when first asked for."""
    path = _link_file()
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(24), encoding="ascii")
    return path.read_text(encoding="ascii")


def _link_file() -> Path:
    return Path(settings.DATA) / "set-up-link"
