"""What happens to a guest's choices when they log in, and to sessions when a password is lost."""

from allauth.account.signals import password_reset
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from fascicle.accounts import actions
from fascicle.accounts.looking import take_in_look_of_browser
from fascicle.accounts.models import User


@receiver(user_logged_in)
def bring_the_shield(user: User, request: HttpRequest, **_: object) -> None:
    actions.take_in_guest_shield(user, request.session)


@receiver(user_logged_in)
def bring_the_look(user: User, request: HttpRequest, **_: object) -> None:
    take_in_look_of_browser(user, request)


@receiver(password_reset)
def log_out_everywhere(user: User, **_: object) -> None:
    actions.end_all_sessions(user)
