"""Accounts from elsewhere: signing up with one, and taking it off."""

from typing import Any

from allauth.socialaccount import forms as theirs
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fascicle.accounts.forms.entrance import speak_of_joining
from fascicle.accounts.queries import passkeys_of


class SignUpForm(theirs.SignupForm):  # type: ignore[misc]
    """A name here, for somebody whom the provider knows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_of_joining(self)


class TakeOffForm(theirs.DisconnectForm):  # type: ignore[misc]
    """Which to take off: never the last way in."""

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = forms.Form.clean(self) or self.cleaned_data
        user = self.request.user
        is_last = self.accounts.count() == 1
        if is_last and not (user.has_usable_password() or passkeys_of(user).exists()):
            raise ValidationError(
                _("This is your only way in. Set a password or make a passkey first.")
            )
        return answers
