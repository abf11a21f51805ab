"""What allauth asks of us: who may sign up, under which name, and how letters go out."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fascicle.accounts import actions, joining
from fascicle.accounts.models import User
from fascicle.core import archive

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. The host can tell you why."),
        "email_password_mismatch": _("The address or the password is not right."),
        "username_password_mismatch": _("The name or the password is not right."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password."),
        "incorrect_code": _("This code is not right, or no longer good."),
        "too_many_login_attempts": _(
            "That was tried too often. Wait a quarter of an hour, then try again."
        ),
        "rate_limited": _("That was tried too often. Wait a little, then try again."),
        "username_taken": _("Somebody goes by this name already. Choose another."),
        "duplicate_email": _("This is one of your addresses already."),
        "max_email_addresses": _("%d addresses are the most an account may have."),
        "email_taken": _("Another account has this address."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return joining.is_open_to(request)

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """A name to log in with is the first pen name too, so it keeps to the rules for those."""
        if "@" in username:
            raise ValidationError(
                _("Your name is shown in public. Choose one that is no address.")
            )
        name: str = super().clean_username(username, shallow=shallow)
        if not shallow:
            try:
                actions.refuse_taken(name, by=None, at=timezone.now())
            except actions.NameRefused as refused:
                raise ValidationError(refused.refusal.sentence) from refused
        return name

    def save_user(
        self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True
    ) -> User:
        form.cleaned_data.setdefault("email", "")
        super().save_user(request, user, form, commit=False)
        if commit:
            actions.let_in(
                user,
                invitation=joining.invitation_of(request),
                birth_year=form.cleaned_data.get("birth_year"),
                at=timezone.now(),
            )
            if (keeps := form.cleaned_data.get("keeps_history")) is not None:
                actions.keep_history(user, keeps=keeps)
        return user

    def get_login_stages(self) -> list[str]:
        return [
            "fascicle.accounts.stages.ConfirmAddress",
            "allauth.mfa.stages.AuthenticateStage",
            "allauth.mfa.webauthn.stages.PasskeySignupStage",
        ]

    def get_reauthentication_methods(
        self, user: User | AnonymousUser
    ) -> list[dict[str, Any]]:
        said = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**way, "description": said[way["id"]]} for way in ways]

    def post_login(
        self, request: HttpRequest, user: User, **kwargs: Any
    ) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        actions.forget_place(request)
        return response

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the archive's own address, whatever name the request came under."""
        uid, _dash, token = key.partition("-")
        path = reverse(
            "account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}
        )
        return f"{settings.SITE_URL}{path}"

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """A letter that the mail server does not take is noted and lost; there can be another."""
        if not settings.SENDS_MAIL:
            return
        around = {
            "archive": archive.current(),
            "site_url": settings.SITE_URL,
            **context,
        }
        with translation.override(settings.LANGUAGE_CODE):
            try:
                super().send_mail(template_prefix, email, around)
            except (OSError, SMTPException):
                logger.exception("A letter could not be sent: %s", template_prefix)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Authenticator apps, passkeys, recovery codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or no longer good."),
        "unverified_email": _(
            "Confirm your address first, under “E-mail”; then come back here."
        ),
        "add_email_blocked": _(
            "While a second step guards your account, addresses cannot be added."
        ),
        "cannot_delete_authenticator": _("This is your last way to log in. Keep it."),
    }

    def _get_site_name(self) -> str:
        known = archive.current()
        return known.name if known else super()._get_site_name()

    def generate_authenticator_name(self, user: User, type: str) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}


class ElsewhereAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Accounts that people have elsewhere."""

    def is_open_for_signup(
        self, request: HttpRequest, sociallogin: SocialLogin
    ) -> bool:
        """As for everybody, unless the host trusts whoever the provider knows."""
        return settings.OIDC_SIGN_UP or joining.is_open_to(request)
