"""Everything that changes the pen names of an account."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.deletion import ProtectedError

from fascicle.accounts.models import FormerName, PenName, User
from fascicle.accounts.naming import Refusal, refusal_of
from fascicle.core import pictures
from fascicle.core.archive import current
from fascicle.core.formats import Mode, read
from fascicle.core.lookalikes import skeleton
from fascicle.core.names import name_key, one_line

#: So long nobody else may take a name that somebody has given up.
KEPT_FREE = timedelta(days=365)
MOST_PEN_NAMES = 50


class NameRefused(Exception):
    """A name cannot be had; ``refusal`` says why, in a sentence."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class TooManyPenNames(Exception):
    """An account has as many pen names as one may have."""


class PenNameInUse(Exception):
    """A pen name stands on works, or is the one its owner goes by."""


class ProfileChanged(Exception):
    """Somebody has changed the profile since; ``now`` is the name as it is."""

    def __init__(self, now: PenName) -> None:
        super().__init__(now.pk)
        self.now = now


@dataclass(frozen=True, slots=True)
class Profile:
    """What somebody says of themselves under a name; the text is untrusted.

    ``base`` is the ``profile_version`` that they began with; empty overwrites whatever is there.
    """

    text: str
    mode: Mode = Mode.PLAIN
    is_linked: bool = False
    picture_alt: str = ""
    base: str = ""


@transaction.atomic
def new_pen_name(
    user: User, name: str, *, at: datetime, is_default: bool = False
) -> PenName:
    """Give an account another pen name. Its first is the one it goes by.

    :raises NameRefused: if the name cannot be had.
    :raises TooManyPenNames: if it has enough of them.
    """
    User.objects.select_for_update().get(pk=user.pk)
    names = user.pen_names.count()
    if names >= MOST_PEN_NAMES:
        raise TooManyPenNames
    refuse_taken(name, by=user, at=at)
    if is_default:
        user.pen_names.update(is_default=False)
    shown = one_line(name)
    with _taken_meanwhile():
        return PenName.objects.create(
            name=shown,
            key=name_key(shown)[:150],
            skeleton=skeleton(shown)[:150],
            user=user,
            is_default=is_default or not names,
        )


@transaction.atomic
def rename(pen_name: PenName, name: str, *, at: datetime) -> PenName:
    """Change a pen name. Links by the old one lead on, and nobody else may have it for a year.

    :raises NameRefused: if the new name cannot be had.
    """
    pen_name = PenName.objects.select_for_update().get(pk=pen_name.pk)
    shown = one_line(name)
    if shown == pen_name.name:
        return pen_name
    refuse_taken(shown, by=pen_name.user, at=at, instead_of=pen_name)
    key = name_key(shown)[:150]
    if key != pen_name.key:
        FormerName.objects.create(
            pen_name=pen_name,
            name=pen_name.name,
            key=pen_name.key,
            skeleton=pen_name.skeleton,
            given_up_at=at,
        )
        pen_name.former_names.filter(key=key).delete()
    pen_name.name, pen_name.key = shown, key
    pen_name.skeleton = skeleton(shown)[:150]
    with _taken_meanwhile():
        pen_name.save(update_fields=["name", "key", "skeleton"])
    return pen_name


@contextmanager
def _taken_meanwhile() -> Iterator[None]:
    """Somebody else may have taken the name since we looked: the database knows."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as taken:
        raise NameRefused(Refusal.TAKEN) from taken


def refuse_taken(
    name: str, *, by: User | None, at: datetime, instead_of: PenName | None = None
) -> None:
    """Refuse a name that is no good, taken, kept free, or looks like somebody else's.

    :raises NameRefused: then.
    """
    archive = current()
    refusal = refusal_of(name, archive=archive.name if archive else "")
    if refusal := refusal or _conflict(name, by=by, at=at, instead_of=instead_of):
        raise NameRefused(refusal)


def _conflict(
    name: str, *, by: User | None, at: datetime, instead_of: PenName | None
) -> Refusal | None:
    key, looks = name_key(name)[:150], skeleton(name)[:150]
    others = PenName.objects.exclude(pk__in=[instead_of.pk] if instead_of else [])
    same = others.filter(key=key).first()
    if same:
        is_unclaimed = same.user_id is None and not same.purpose
        return Refusal.UNCLAIMED if is_unclaimed else Refusal.TAKEN
    if others.filter(~_owned_by(by), skeleton=looks).exists():
        return Refusal.ALIKE
    lately = FormerName.objects.filter(
        Q(key=key) | Q(skeleton=looks), given_up_at__gt=at - KEPT_FREE
    )
    theirs = Q(pen_name__user=by) if by else Q(pk__in=())
    return Refusal.GIVEN_UP if lately.exclude(theirs).exists() else None


def _owned_by(user: User | None) -> Q:
    # A name without an owner is nobody's, so not theirs either: NULL would be neither.
    return Q(user__isnull=False, user=user) if user else Q(pk__in=())


@transaction.atomic
def go_by(pen_name: PenName) -> None:
    """Make this the pen name that its owner goes by where they choose none."""
    owner = User.objects.select_for_update().get(pen_names=pen_name)
    PenName.objects.filter(user=owner).update(is_default=False)
    PenName.objects.filter(pk=pen_name.pk).update(is_default=True)


@transaction.atomic
def describe(pen_name: PenName, profile: Profile) -> None:
    """Set what a pen name says of itself.

    :raises TooComplex: if the text is beyond what a profile needs.
    :raises ProfileChanged: if another tab has changed it meanwhile.
    """
    now = PenName.objects.select_for_update().get(pk=pen_name.pk)
    if profile.base not in ("", now.profile_version):
        raise ProfileChanged(now)
    pen_name.profile = read(profile.text, profile.mode)
    pen_name.is_linked = profile.is_linked
    pen_name.picture_alt = one_line(profile.picture_alt)[:250]
    pen_name.save(update_fields=["profile", "is_linked", "picture_alt"])


def show_picture(pen_name: PenName, data: bytes, *, alt: str) -> None:
    """Give a pen name a picture, made anew from what was sent; with nothing, other words for it.

    :raises NoPicture: if it is none that we can read.
    :raises PictureTooLarge: if it is beyond all measure.
    """
    former = pen_name.picture
    kept = pictures.keep(pictures.square(data)) if data or not former else former
    pen_name.picture, pen_name.picture_alt = kept, one_line(alt)[:250]
    pen_name.save(update_fields=["picture", "picture_alt"])
    if former != kept:
        forget_picture(former)


def take_picture_away(pen_name: PenName) -> None:
    former, pen_name.picture, pen_name.picture_alt = pen_name.picture, "", ""
    pen_name.save(update_fields=["picture", "picture_alt"])
    forget_picture(former)


def forget_picture(digest: str) -> None:
    """Delete a picture's file, unless it is some other name's too."""
    if digest and not PenName.objects.filter(picture=digest).exists():
        pictures.discard(digest)


@transaction.atomic
def drop_pen_name(pen_name: PenName) -> None:
    """Delete a pen name that stands on nothing; its name is free for others at once.

    :raises PenNameInUse: if it stands on works, or is the one its owner goes by.
    """
    pen_name = PenName.objects.select_for_update().get(pk=pen_name.pk)
    if pen_name.is_default:
        raise PenNameInUse
    digest = pen_name.picture
    try:
        pen_name.delete()
    except ProtectedError as stands:
        raise PenNameInUse from stands
    transaction.on_commit(lambda: forget_picture(digest))
