"""Somebody comes in by the page for it, in a browser."""

from django.urls import reverse

from fascicle.accounts.models import PenName
from tests.factories import PASSWORD, make_archive, make_user, make_work


def log_in(page, name):
    page.goto(reverse("accounts:login"))
    page.locator("input[name=username], input[name=login]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "log-in" not in address)


def keep_passkeys(page, *known):
    """The browser of this page keeps passkeys from now on, as a telephone does.

    What is returned gives those that it keeps, for another page to know.
    """
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    keeper = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    for one in known:
        session.send("WebAuthn.addCredential", {**keeper, "credential": one})
    return lambda: session.send("WebAuthn.getCredentials", keeper)["credentials"]


def come_in_to_write(page, *args, **kwargs):
    """A writer of a new archive logs in, and has a work."""
    make_archive()
    writer = make_user("writer")
    log_in(page, "writer")
    return make_work(*args, by=PenName.objects.get(user=writer), **kwargs)
