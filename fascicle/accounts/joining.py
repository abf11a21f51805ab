"""Who may have an account: what the host says, and what somebody brings with them."""

from django.http import HttpRequest
from django.utils import timezone

from fascicle.accounts.models import Invitation
from fascicle.core import archive
from fascicle.core.models import SignUp

#: The name under which an invitation's token stands in addresses and forms.
FIELD = "invitation"


def token_of(request: HttpRequest) -> str:
    return request.POST.get(FIELD) or request.GET.get(FIELD, "")


def invitation_of(request: HttpRequest) -> Invitation | None:
    """The invitation that somebody came with, if it still holds."""
    usable = Invitation.objects.usable(timezone.now())
    return usable.with_token(token_of(request)).first()


def is_open_to(request: HttpRequest) -> bool:
    """Whether whoever asks may sign up."""
    known = archive.current()
    if known is None or known.sign_up == SignUp.CLOSED:
        return False
    return known.sign_up == SignUp.OPEN or invitation_of(request) is not None
