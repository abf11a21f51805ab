"""Claims to the pen names of imported writers: made, shown to be true, decided, undone."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.db import transaction

from fascicle.accounts.actions.pen_names import forget_picture
from fascicle.accounts.models import Claim, PenName, Proof, User
from fascicle.accounts.models.claims import UNDO_WITHIN
from fascicle.core import letters
from fascicle.core.lookalikes import skeleton
from fascicle.core.names import name_key

LINK_HOLDS = timedelta(hours=1)
MOST_OPEN_CLAIMS = 10
#: So often a day somebody who is thought to have written something is written to.
MOST_LETTERS_A_DAY = 3
#: And so many letters a day anybody has sent, to whomever.
MOST_LETTERS_OF_ONE_A_DAY = 10
BETWEEN_LETTERS = timedelta(minutes=5)
_SALT = "fascicle.accounts.claims"
_SIGNS = "23456789abcdefghjkmnpqrstvwxyz"


class ClaimRefused(Exception):
    """The name is not to be claimed, or this claim is not open any more."""


class TooManyClaims(Exception):
    """Somebody has as many open claims as one may have."""


class TooManyLetters(Exception):
    """Enough letters went to this writer for now."""


class TooLate(Exception):
    """A grant stands for good after a while."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How somebody wants to show that a name is theirs."""

    proof: Proof
    statement: str = ""
    place: str = ""


@transaction.atomic
def set_contact(pen_name: PenName, contact: str) -> None:
    """Say where the writer of an unclaimed name can be asked; nothing is nowhere.

    :raises ClaimRefused: if the name is somebody's by now.
    """
    pen_name = _unclaimed(pen_name)
    pen_name.contact = contact
    pen_name.save(update_fields=["contact"])


def code_for(pen_name: PenName, user: User) -> str:
    """What this person places where only the writer can: the same whenever they ask."""
    message = f"{pen_name.pk}:{user.pk}".encode()
    digest = hmac.digest(settings.SECRET_KEY.encode(), _SALT.encode() + message, sha256)
    signs = [_SIGNS[byte % len(_SIGNS)] for byte in digest[:12]]
    return "-".join("".join(signs[at : at + 4]) for at in (0, 4, 8))


@transaction.atomic
def claim(pen_name: PenName, evidence: Evidence, *, by: User, at: datetime) -> Claim:
    """Say that an unclaimed pen name is one's own. It takes the place of an open claim of theirs.

    For proof by e-mail a letter goes out to the address that the import kept.

    :raises ClaimRefused: if the name is somebody's, nobody's for good, or has no address.
    :raises TooManyClaims: if they have enough open ones.
    :raises TooManyLetters: if enough letters went out.
    """
    User.objects.select_for_update().get(pk=by.pk)
    pen_name = _unclaimed(pen_name)
    if evidence.proof == Proof.EMAIL:
        _refuse_letter(pen_name, by=by, at=at)
    # The former claim stays as a withdrawn one, for its letter counts.
    if former := pen_name.claims.open().filter(user=by).first():
        withdraw_claim(former, at=at)
    elif by.claims.open().count() >= MOST_OPEN_CLAIMS:
        raise TooManyClaims
    made = Claim.objects.create(
        pen_name=pen_name,
        user=by,
        proof=evidence.proof,
        statement=evidence.statement,
        place=evidence.place,
        code=code_for(pen_name, by),
        made_at=at,
    )
    if evidence.proof == Proof.EMAIL:
        context = {"claim": made, "pen_name": pen_name, "token": token_of(made)}
        letters.post("accounts/letters/proof.txt", to=pen_name.contact, context=context)
    return made


def _unclaimed(pen_name: PenName) -> PenName:
    pen_name = PenName.objects.select_for_update().get(pk=pen_name.pk)
    if pen_name.user_id is not None or pen_name.purpose:
        raise ClaimRefused
    return pen_name


def _refuse_letter(pen_name: PenName, *, by: User, at: datetime) -> None:
    if not pen_name.contact:
        raise ClaimRefused
    sent, a_day_ago = pen_name.claims.by_letter(), at - timedelta(days=1)
    caused = by.claims.by_letter().made_since(a_day_ago)
    if (
        sent.made_since(at - BETWEEN_LETTERS).exists()
        or sent.made_since(a_day_ago).count() >= MOST_LETTERS_A_DAY
        or caused.count() >= MOST_LETTERS_OF_ONE_A_DAY
    ):
        raise TooManyLetters


def token_of(claim: Claim) -> str:
    """What the link in a letter holds. A later letter makes it void."""
    return signing.dumps([claim.pk, claim.made_at.isoformat()], salt=_SALT)


def claim_in(token: str, *, of: User) -> Claim | None:
    """The open claim of this person that a link is for; None if it is too old or not theirs."""
    try:
        pk, made_at = signing.loads(token, salt=_SALT, max_age=LINK_HOLDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = of.claims.open().select_related("pen_name").filter(pk=pk).first()
    return found if found and found.made_at.isoformat() == made_at else None


@transaction.atomic
def grant_claim(
    claim: Claim, *, at: datetime, by: User | None = None, answer: str = ""
) -> None:
    """The name is the claimant's, and its works with it. ``by`` is the host, or a letter's link.

    Other open claims to it are declined.

    :raises ClaimRefused: if it is not open any more, or the name is somebody's by now.
    """
    claim = _open(claim)
    pen_name = _unclaimed(claim.pen_name)
    claim.granted_at, claim.decided_by, claim.answer = at, by, answer
    claim.save(update_fields=["granted_at", "decided_by", "answer"])
    pen_name.user = claim.user
    pen_name.is_default = not claim.user.pen_names.filter(is_default=True).exists()
    pen_name.is_linked = False
    pen_name.save(update_fields=["user", "is_default", "is_linked"])
    _tell("accounts/letters/granted.txt", claim)
    for other in pen_name.claims.open().select_related("user", "pen_name"):
        _decline(other, at=at, by=by)


@transaction.atomic
def decline_claim(claim: Claim, *, at: datetime, by: User, answer: str = "") -> None:
    """Say no, with a reason if there is one to give.

    :raises ClaimRefused: if it is not open any more.
    """
    _decline(_open(claim), at=at, by=by, answer=answer)


def _decline(claim: Claim, *, at: datetime, by: User | None, answer: str = "") -> None:
    claim.declined_at, claim.decided_by, claim.answer = at, by, answer
    claim.save(update_fields=["declined_at", "decided_by", "answer"])
    _tell("accounts/letters/declined.txt", claim)


@transaction.atomic
def withdraw_claim(claim: Claim, *, at: datetime) -> None:
    """The claimant thought better of it.

    :raises ClaimRefused: if it is not open any more.
    """
    claim = _open(claim)
    claim.declined_at, claim.decided_by = at, claim.user
    claim.save(update_fields=["declined_at", "decided_by"])


@transaction.atomic
def undo_grant(claim: Claim, *, at: datetime, by: User, answer: str = "") -> None:
    """Take back that a name was given to somebody: it is unclaimed again, as it was called.

    What they wrote of themselves under it goes.

    :raises ClaimRefused: if it was not granted, or is undone already.
    :raises TooLate: if it was granted too long ago.
    """
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    if claim.granted_at is None or claim.declined_at:
        raise ClaimRefused
    if at - claim.granted_at > UNDO_WITHIN:
        raise TooLate
    pen_name = PenName.objects.select_for_update().get(pk=claim.pen_name_id)
    if pen_name.user_id == claim.user_id:
        _take_back(pen_name, since=claim.granted_at)
    claim.declined_at, claim.decided_by, claim.answer = at, by, answer
    claim.save(update_fields=["declined_at", "decided_by", "answer"])
    _tell("accounts/letters/undone.txt", claim)


def _take_back(pen_name: PenName, *, since: datetime) -> None:
    picture = pen_name.picture
    renamed = pen_name.former_names.filter(given_up_at__gte=since)
    if first := renamed.order_by("given_up_at", "pk").first():
        pen_name.name, pen_name.key = first.name, name_key(first.name)[:150]
        pen_name.skeleton = skeleton(first.name)[:150]
        renamed.delete()
    pen_name.user, pen_name.is_default, pen_name.is_linked = None, False, False
    pen_name.profile, pen_name.picture, pen_name.picture_alt = "", "", ""
    pen_name.save()
    transaction.on_commit(lambda: forget_picture(picture))


def _open(claim: Claim) -> Claim:
    found = Claim.objects.open().select_for_update().filter(pk=claim.pk).first()
    if found is None:
        raise ClaimRefused
    return found


def _tell(letter: str, claim: Claim) -> None:
    context = {"claim": claim, "pen_name": claim.pen_name}
    letters.post(letter, to=claim.user.email, context=context)
