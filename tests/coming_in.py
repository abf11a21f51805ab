"""Somebody comes in by the page for it, in a browser."""

from django.urls import reverse

from tests.factories import PASSWORD


def log_in(page, name):
    page.goto(reverse("accounts:login"))
    page.locator("input[name=username], input[name=login]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "log-in" not in address)
