"""Letting people in: invitations, requests, and the accounts that come of them."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.urls import reverse

from fascicle.accounts.actions.pen_names import NameRefused, new_pen_name
from fascicle.accounts.models import Invitation, SignUpRequest, User
from fascicle.accounts.models.sign_up import hash_of
from fascicle.accounts.naming import Refusal
from fascicle.accounts.queries import never_confirmed
from fascicle.core import letters
from fascicle.core.archive import current
from fascicle.core.names import one_line

#: So long a link made for somebody who asked to be let in is good.
ANSWER_HOLDS = timedelta(days=30)
MOST_WAITING = 1000


class InvitationVoid(Exception):
    """An invitation was used up or withdrawn just now."""


class NoInvitationsLeft(Exception):
    """A member has given as many invitations as they may."""


class TooManyRequests(Exception):
    """So many people wait to be let in that no more can be taken."""


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """What an invitation says."""

    note: str = ""
    email: str = ""
    most_uses: int = 1
    holds: timedelta | None = ANSWER_HOLDS


@transaction.atomic
def let_in(
    user: User, *, invitation: Invitation | None, birth_year: int | None, at: datetime
) -> None:
    """Keep a new account, with a pen name made from its name; uses up a place of the invitation.

    :raises InvitationVoid: if the invitation no longer holds.
    :raises NameRefused: if the name was taken meanwhile.
    """
    if invitation:
        usable = Invitation.objects.select_for_update().usable(at)
        if not usable.filter(pk=invitation.pk).exists():
            raise InvitationVoid
        Invitation.objects.filter(pk=invitation.pk).update(uses=F("uses") + 1)
    user.birth_year = birth_year
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as taken:
        raise NameRefused(Refusal.TAKEN) from taken
    new_pen_name(user, user.username, at=at, is_default=True)


def invitations_left(user: User) -> int | None:
    """How many more somebody may give; None if as many as they like."""
    if user.is_host:
        return None
    archive = current()
    allowed = archive.invitations_each if archive else 0
    given = user.invitations.filter(revoked_at=None).aggregate(n=Sum("most_uses"))["n"]
    lost = user.invitations.exclude(revoked_at=None).aggregate(n=Sum("uses"))["n"]
    return max(0, allowed - (given or 0) - (lost or 0))


@transaction.atomic
def invite(new: NewInvitation, *, by: User | None, at: datetime) -> Invitation:
    """Make a link by which somebody may sign up; a letter brings it if an address is given.

    :raises NoInvitationsLeft: if a member has none left to give.
    """
    if by is not None:
        User.objects.select_for_update().get(pk=by.pk)
        left = invitations_left(by)
        if left is not None and new.most_uses > left:
            raise NoInvitationsLeft
    invitation = Invitation.objects.create(
        token_hash=hash_of(
            secrets.token_hex()
        ),  # until the key that it is drawn from is known
        made_by=by,
        email=new.email,
        note=one_line(new.note)[:120],
        made_at=at,
        expires_at=at + new.holds if new.holds else None,
        most_uses=new.most_uses,
    )
    invitation.token_hash = hash_of(invitation.draw_token())
    invitation.save(update_fields=["token_hash"])
    if new.email:
        around = {
            "address": address_of(invitation),
            "expires_at": invitation.expires_at,
        }
        letters.post("accounts/letters/invitation.txt", to=new.email, context=around)
    return invitation


def address_of(invitation: Invitation) -> str:
    """The link itself; nothing if it can no longer be told."""
    token = invitation.token
    path = reverse("account_signup", query={"invitation": token})
    return f"{settings.SITE_URL}{path}" if token else ""


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, at: datetime) -> None:
    """Nobody signs up by this link any more. What is left of it is its maker’s to give again."""
    Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=at)


@transaction.atomic
def ask_to_join(email: str, reason: str, *, at: datetime) -> None:
    """Ask to be let in. Who asked before, or has an account, changes nothing and learns nothing.

    :raises TooManyRequests: if too many wait.
    """
    if SignUpRequest.objects.waiting().count() >= MOST_WAITING:
        raise TooManyRequests
    SignUpRequest.objects.get_or_create(
        email=email.lower(), defaults={"reason": reason, "asked_at": at}
    )


@transaction.atomic
def grant_request(
    request: SignUpRequest, *, by: User, at: datetime
) -> Invitation | None:
    """Let in whoever asked: they get a link of their own. None if it was answered already."""
    request = SignUpRequest.objects.select_for_update().get(pk=request.pk)
    if request.answered_at:
        return None
    new = NewInvitation(email=request.email)
    request.invitation = invite(new, by=by, at=at)
    request.answered_at = at
    request.save(update_fields=["invitation", "answered_at"])
    return request.invitation


@transaction.atomic
def decline_request(request: SignUpRequest, *, at: datetime) -> None:
    """Say no. A letter says so, once."""
    request = SignUpRequest.objects.select_for_update().get(pk=request.pk)
    if request.answered_at:
        return
    request.answered_at = at
    request.save(update_fields=["answered_at"])
    letters.post("accounts/letters/not_now.txt", to=request.email, context={})


def forget_unconfirmed(*, before: datetime) -> None:
    """Delete accounts whose address was never confirmed: their names are free again."""
    for user in never_confirmed().filter(date_joined__lt=before):
        with transaction.atomic():
            user.pen_names.filter(bylines=None).delete()
            user.delete()


@transaction.atomic
def forget_answers(*, before: datetime) -> None:
    """Forget who asked and was answered long ago: they may ask again."""
    SignUpRequest.objects.answered().filter(answered_at__lt=before).delete()
