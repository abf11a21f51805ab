"""The pages that allauth makes, at our addresses and under the names that it knows them by."""

from allauth.account import views as account
from allauth.mfa.base import views as steps
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as apps
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as elsewhere
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import URLPattern, path

from fascicle.accounts.views import joining, letters, passwords, second_step

ANEW = "password/forgotten/"
STEPS = "two-step/"
CODES = f"{STEPS}codes/"
KEYS = f"{STEPS}passkeys/"

urlpatterns: list[URLPattern] = [
    path("log-in/", account.login, name="account_login"),
    path("log-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("log-in/second-step/", steps.authenticate, name="mfa_authenticate"),
    path("log-out/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("sign-up/", joining.sign_up, name="account_signup"),
    path(
        "sign-up/passkey/", joining.sign_up_by_passkey, name="account_signup_by_passkey"
    ),
    path("sign-up/passkey/key/", passkeys.signup_webauthn, name="mfa_signup_webauthn"),
    path("email/", letters.addresses, name="account_email"),
    path(
        "email/code/",
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path("password/", passwords.password, name="account_change_password"),
    path("password/first/", passwords.first_password, name="account_set_password"),
    path(ANEW, letters.forgotten, name="account_reset_password"),
    path(
        f"{ANEW}sent/", account.password_reset_done, name="account_reset_password_done"
    ),
    path(
        f"{ANEW}done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path(
        f"{ANEW}<slug:uidb36>/<str:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("confirm/code/", steps.reauthenticate, name="mfa_reauthenticate"),
    path(
        "confirm/passkey/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(STEPS, steps.index, name="mfa_index"),
    path(KEYS, steps.index, name="mfa_list_webauthn"),
    path(f"{KEYS}new/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(f"{KEYS}<number:pk>/", second_step.passkey, name="mfa_edit_webauthn"),
    path(
        f"{KEYS}<number:pk>/removal/",
        second_step.passkey_removal,
        name="mfa_remove_webauthn",
    ),
    path(f"{STEPS}app/", apps.activate_totp, name="mfa_activate_totp"),
    path(f"{STEPS}app/removal/", apps.deactivate_totp, name="mfa_deactivate_totp"),
    path(CODES, codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        f"{CODES}new/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        f"{CODES}file/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("elsewhere/", elsewhere.connections, name="socialaccount_connections"),
    path("elsewhere/sign-up/", elsewhere.signup, name="socialaccount_signup"),
    path(
        "elsewhere/cancelled/",
        elsewhere.login_cancelled,
        name="socialaccount_login_cancelled",
    ),
    path("elsewhere/trouble/", elsewhere.login_error, name="socialaccount_login_error"),
    path("elsewhere/<slug:provider_id>/", oidc.login, name="openid_connect_login"),
    path(
        "elsewhere/<slug:provider_id>/callback/",
        oidc.callback,
        name="openid_connect_callback",
    ),
]
