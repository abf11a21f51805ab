"""Reads of what allauth keeps."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import now

from fascicle.accounts.models import User


def passkeys_of(user: User) -> "QuerySet[Authenticator]":
    of_type = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN)
    keys: QuerySet[Authenticator] = of_type.filter(user=user)
    return keys


def sessions_of(user: User) -> "QuerySet[UserSession]":
    """Where somebody is logged in, the latest first."""
    lasting = Session.objects.filter(
        session_key=OuterRef("session_key"), expire_date__gt=now()
    )
    sessions: QuerySet[UserSession] = UserSession.objects.filter(
        Exists(lasting), user=user
    )
    return sessions.order_by("-created_at", "-pk")


def never_confirmed() -> "QuerySet[User]":
    """Accounts that gave an address, confirmed none, and so were never logged in to."""
    without = User.objects.filter(last_login=None, emailaddress__verified=False)
    return without.exclude(emailaddress__verified=True).distinct()
