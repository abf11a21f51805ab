"""What happens to a guest's choices when they log in."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from fascicle.accounts import actions
from fascicle.accounts.models import User


@receiver(user_logged_in)
def bring_the_shield(user: User, request: HttpRequest, **_: object) -> None:
    actions.take_in_guest_shield(user, request.session)
