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


def come_in_to_write(page, *args, **kwargs):
    """A writer of a new archive logs in, and has a work."""
    make_archive()
    writer = make_user("writer")
    log_in(page, "writer")
    return make_work(*args, by=PenName.objects.get(user=writer), **kwargs)
