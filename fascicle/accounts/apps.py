from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "fascicle.accounts"
    label = "accounts"
    #: See ``core.public.changes``.
    off_public_pages = frozenset(
        {
            "Claim",
            "Device",
            "Invitation",
            "KeptLook",
            "KeptShield",
            "SignUpRequest",
            "Submission",
            "User.last_login",
            "User.password",
            "User_groups",
            "User_user_permissions",
        }
    )

    def ready(self) -> None:
        import_module("fascicle.accounts.receivers")
