"""Where somebody is logged in, and logging them out there; second steps taken off."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from fascicle.accounts.models import User

#: Sessions are told apart by browser and time; where somebody sat is nobody's business.
NOWHERE = "0.0.0.0"  # noqa: S104


def begin_session(request: HttpRequest) -> None:
    """List the session that somebody has just logged in to."""
    UserSession.objects.create_from_request(request)
    forget_place(request)


def forget_place(request: HttpRequest) -> None:
    key = request.session.session_key
    UserSession.objects.filter(session_key=key).update(ip=NOWHERE)


@transaction.atomic
def end_sessions(sessions: Iterable[UserSession]) -> None:
    """Log somebody out there."""
    keys = [session.session_key for session in sessions]
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()


def end_other_sessions(user: User, *, but: str | None) -> None:
    """Log somebody out everywhere but in the session with this key."""
    end_sessions(UserSession.objects.filter(user=user).exclude(session_key=but))


def end_all_sessions(user: User) -> None:
    """Log somebody out everywhere."""
    end_sessions(UserSession.objects.filter(user=user))


def forget_ended_sessions() -> None:
    """Forget what is known of sessions that are over."""
    open_ones = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=open_ones).delete()


@transaction.atomic
def take_second_step_off(user: User) -> int:
    """Let somebody log in by their password alone who lost their telephone and their codes."""
    count: int
    count, _each = Authenticator.objects.filter(user=user).delete()
    end_all_sessions(user)
    return count


@transaction.atomic
def confirm_address(user: User) -> bool:
    """Take the host's word that an account's address is its owner's."""
    if not user.email:
        return False
    EmailAddress.objects.update_or_create(
        user=user,
        email=user.email.lower(),
        defaults={"verified": True, "primary": True},
    )
    return True
