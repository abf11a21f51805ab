"""allauth's forms in our words: logging in, signing up, passwords, addresses."""

from typing import Any

from allauth.account import forms as theirs
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PASSWORD_HELP = _("At least 12 characters. A sentence is good.")


def say(form: forms.Form, **labels: StrOrPromise) -> None:
    """Label fields; what allauth writes inside them says the same once more, and goes."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        if name in labels:
            field.label = labels[name]


def help_with(form: forms.Form, **helps: StrOrPromise) -> None:
    for name, text in helps.items():
        if name in form.fields:
            form.fields[name].help_text = text


class LogInForm(theirs.LoginForm):  # type: ignore[misc]
    """By name or address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_address = settings.SENDS_MAIL
        both = _("Username or e-mail address") if by_address else _("Username")
        say(self, login=both, password=_("Password"))
        help_with(self, password="")
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"

    def add_prefix(self, field_name: str) -> str:
        """The name by which password managers know this field."""
        return "username" if field_name == "login" else super().add_prefix(field_name)


class SignUpForm(theirs.SignupForm):  # type: ignore[misc]
    """A new account. Where no mail is sent, no address is asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_of_joining(self)


def speak_of_joining(form: forms.Form) -> None:
    if not settings.SENDS_MAIL:
        del form.fields["email"]
    say(
        form,
        username=_("Name"),
        email=_("E-mail address"),
        password1=_("Password"),
    )
    help_with(
        form,
        username=_(
            "You log in with it, and it is your first pen name. You can have others later, which "
            "nobody can tell are yours."
        ),
        email=_("To confirm your account and to find back into it. Nobody sees it."),
        password1=PASSWORD_HELP,
    )


class PasswordForm(theirs.ChangePasswordForm):  # type: ignore[misc]
    """A new password in place of the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(
            self,
            oldpassword=_("Your password until now"),
            password1=_("New password"),
            password2=_("New password, again"),
        )
        help_with(self, oldpassword="", password1=PASSWORD_HELP)


class FirstPasswordForm(theirs.SetPasswordForm):  # type: ignore[misc]
    """A password for an account that had none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, password1=_("Password"), password2=_("Password, again"))
        help_with(self, password1=PASSWORD_HELP)


class ForgottenForm(theirs.ResetPasswordForm):  # type: ignore[misc]
    """Where to send the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, email=_("E-mail address"))


class AnewForm(theirs.ResetPasswordKeyForm):  # type: ignore[misc]
    """The password anew."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, password1=_("New password"), password2=_("New password, again"))
        help_with(self, password1=PASSWORD_HELP)


class ConfirmForm(theirs.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, password=_("Password"))
        help_with(self, password="")


class CodeForm(theirs.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code that came by letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, code=_("The code from the letter"))


class AddressForm(theirs.AddEmailForm):  # type: ignore[misc]
    """Another address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, email=_("E-mail address"))
