"""How accounts are looked up for a request."""

from django.contrib.auth.backends import ModelBackend

from fascicle.accounts.models import User


class MemberBackend(ModelBackend):
    """Brings a member's shield along with the account: nearly every page asks for both."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("kept_shield").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
