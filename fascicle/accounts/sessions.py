"""Sessions in the database, found by a query that is made once."""

from typing import TYPE_CHECKING

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from fascicle.core.prepared import Prepared

if TYPE_CHECKING:
    from django.db.models import QuerySet


def _with_key(key: str) -> "QuerySet[Session]":
    return Session.objects.filter(session_key=key)


_WITH_KEY = Prepared(_with_key, str)


class SessionStore(db.SessionStore):
    """Django's, which builds its query anew for each request."""

    def _get_session_from_db(self) -> Session | None:
        found = _WITH_KEY.first(self.session_key or "")
        if found and found.expire_date > timezone.now():
            return found
        self._session_key = None
        return None
