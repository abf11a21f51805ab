"""How accounts are looked up for a request."""

from allauth.account.auth_backends import AuthenticationBackend

from fascicle.accounts.models import User


class MemberBackend(AuthenticationBackend):  # type: ignore[misc]
    """Brings along with the account what nearly every page asks for."""

    def get_user(self, user_id: int) -> User | None:
        kept = ("kept_shield", "kept_look", "departure", "preferences")
        user = User.objects.select_related(*kept).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
