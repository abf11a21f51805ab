"""allauth's forms for second steps, in our words."""

from typing import Any

from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as apps
from allauth.mfa.webauthn import forms as passkeys
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from fascicle.accounts.forms.entrance import help_with, say

_PASSKEY_HELP = _("So that you know which it is: the telephone, the laptop, the key.")

#: What a browser says of a passkey has a few thousand characters.
MOST_CHARACTERS = 50_000
_NO_PASSKEY = _("This is no passkey. Try again, or choose another way.")


class CredentialField(forms.JSONField):
    """What a browser says of a passkey: read here first, as the readers behind trust its shape."""

    widget = forms.HiddenInput

    def __init__(
        self, kind: type[AuthenticationResponse | RegistrationResponse]
    ) -> None:
        super().__init__()
        self.kind = kind

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > MOST_CHARACTERS:
            raise ValidationError(_NO_PASSKEY)
        try:
            said = super().to_python(value)
            if said is not None:
                self.kind.from_dict(said)
        except (
            AttributeError,
            LookupError,
            TypeError,
            ValueError,
            RecursionError,
        ) as bad:
            raise ValidationError(_NO_PASSKEY) from bad
        return said

    def bound_data(self, data: Any, initial: Any) -> None:
        """What was sent is good for once: it is not shown again."""

    def prepare_value(self, value: Any) -> str:
        return ""


class _Using(forms.Form):
    """A passkey that is used."""

    credential = CredentialField(AuthenticationResponse)

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (AttributeError, InvalidSignature) as bad:
            raise ValidationError(_NO_PASSKEY) from bad


class UsePasskeyForm(_Using, passkeys.LoginWebAuthnForm):  # type: ignore[misc]
    """To log in by it alone."""


class PasskeyStepForm(_Using, passkeys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """As a second step."""


class PasskeyAgainForm(_Using, passkeys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Once more, before something that matters."""


class AppForm(apps.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, code=_("The code that the app shows"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class CodeForm(codes.AuthenticateForm):  # type: ignore[misc]
    """A code, to log in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, code=_("Code"))


class CodeAgainForm(codes.ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, code=_("Code"))


class NewPasskeyForm(passkeys.AddWebAuthnForm):  # type: ignore[misc]
    """Another passkey."""

    credential = CredentialField(RegistrationResponse)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(
            self,
            name=_("Name of this passkey"),
            passwordless=_("Log in with it alone, without a password"),
        )
        help_with(
            self,
            name=_PASSKEY_HELP,
            passwordless=_(
                "It asks for your finger, your face or a number of its own then. Without this it "
                "is a second step after the password."
            ),
        )
        self.fields["passwordless"].initial = True


class FirstPasskeyForm(passkeys.SignupWebAuthnForm):  # type: ignore[misc]
    """The passkey that an account begins with."""

    credential = CredentialField(RegistrationResponse)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, name=_("Name of this passkey"))
        help_with(self, name=_PASSKEY_HELP)


class PasskeyForm(passkeys.EditWebAuthnForm):  # type: ignore[misc]
    """What a passkey is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, name=_("Name of this passkey"))
        self.fields["name"].max_length = 80
