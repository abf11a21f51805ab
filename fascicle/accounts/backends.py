"""How accounts are looked up for a request."""

from allauth.account.auth_backends import AuthenticationBackend

from fascicle.accounts.models import User
from fascicle.core.prepared import Prepared

_KEPT = ("kept_shield", "kept_look", "departure", "preferences")
_ACCOUNT = Prepared(lambda pk: User.objects.select_related(*_KEPT).filter(pk=pk), int)


class MemberBackend(AuthenticationBackend):  # type: ignore[misc]
    """Brings along with the account what nearly every page asks for."""

    def get_user(self, user_id: int) -> User | None:
        user = _ACCOUNT.first(user_id)
        return user if user and self.user_can_authenticate(user) else None
