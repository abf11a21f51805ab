"""What stands between giving a password and being logged in."""

from typing import Any

from allauth.account.stages import EmailVerificationStage
from django.conf import settings


class ConfirmAddress(EmailVerificationStage):  # type: ignore[misc]
    """Whoever gave an address confirms it. Who gave none is asked for none.

    Accounts made by the host, and those from a time when no mail was sent, have none to confirm.
    """

    def handle(self) -> tuple[Any, bool]:
        user = self.login.user
        has_none = user is not None and not user.emailaddress_set.exists()
        if has_none or not settings.SENDS_MAIL:
            return None, True
        answer: tuple[Any, bool] = super().handle()
        return answer
