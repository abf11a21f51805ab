"""Somebody at the keyboard, who looks closely at each page that they pass."""

import os
import re
from pathlib import Path

from django.urls import reverse
from playwright.sync_api import expect

from tests.coming_in import keep_passkeys
from tests.factories import PASSWORD
from tests.looking import faults
from tests.walking import PUT_DOWN, press, walk_to

#: A folder for pictures of all pages; none are taken where it is not named.
SCREENS = os.environ.get("SOAK_SCREENS")
ZONE = "Europe/Berlin"
EDITOR = "Text"
#: What a browser says of an answer that is no page, as of one that does not come.
UNANSWERED = "Failed to load resource"


class Person:
    """A browser of their own, and what they do in it by keys alone."""

    def __init__(self, browser, site, name, *, size, scheme):
        self.name = name
        self.is_narrow = size["width"] < 600
        self.folder = SCREENS and Path(SCREENS) / f"{size['width']}-{scheme}"
        self.passed = 0
        self.errors = []
        self.context = browser.new_context(
            base_url=site,
            viewport=size,
            color_scheme=scheme,
            timezone_id=ZONE,
            locale="en-GB",
            user_agent=f"{name} {size['width']} {scheme}",
            reduced_motion="reduce",
        )
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.context.on("console", self._hear)
        self.page = self.context.new_page()
        self.passkeys = keep_passkeys(self.page)

    def _hear(self, message):
        if message.type == "error" and UNANSWERED not in message.text:
            self.errors.append(message.text)

    # ---------------------------------------------------------------- looking

    def is_at(self, heading):
        """A page of this heading has come; nothing is wrong with it."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        self.look()

    def look(self):
        self.passed += 1
        if self.folder:
            heading = self.page.get_by_role("heading", level=1).inner_text()
            slug = re.sub(r"\W+", "-", heading.lower()).strip("-")
            picture = self.folder / f"{self.name}-{self.passed:03}-{slug}.png"
            self.page.screenshot(path=picture, full_page=True)
        assert faults(self.page) == []
        assert self.errors == []

    def reads(self, words):
        found = self.page.get_by_text(words).filter(visible=True)
        expect(found.first).to_be_visible()

    # ---------------------------------------------------------------- tabs

    def close_tab(self):
        """Without a word; the next address is opened in another."""
        known, closed = self.passkeys(), self.page
        self.page = self.context.new_page()
        self.passkeys = keep_passkeys(self.page, *known)
        closed.close()

    # ---------------------------------------------------------------- keys

    def go(self, address):
        """To an address out of a letter, or known by heart."""
        self.page.goto(address)

    def walk_to(self, name):
        walk_to(self.page, f"{re.escape(name)}$")

    def press(self, name, key="Enter"):
        """Walk to a link, a button or a fold, and press it."""
        self.walk_to(name)
        press(self.page, key)

    def tick(self, name):
        self.press(name, "Space")

    def write(self, field, words):
        """Into an empty field, or in place of what stands there."""
        self.walk_to(field)
        if field == EDITOR:
            self.page.evaluate(PUT_DOWN)
        press(self.page, "Control+a")
        self.page.keyboard.type(words)

    def walk_to_any(self, names):
        """To the first whose name begins so: an expression."""
        walk_to(self.page, names)

    def fill(self, field, keys):
        """A field that takes no selection of all: a date, a time, a list to choose from."""
        self.walk_to(field)
        self.page.keyboard.type(keys)

    def choose(self, field, choice):
        """In a list that opens: its first letters choose, as on any keyboard."""
        self.fill(field, choice)
        chosen = "one => one.selectedOptions[0].innerText.trim()"
        one = self.page.locator("select:focus")
        assert one.evaluate(chosen).startswith(choice), one.evaluate(chosen)

    def go_by_menu(self, name):
        """By the head of every page; on a small screen it is folded into a menu."""
        if self.is_narrow:
            self.press("Menu")
        self.press(name)

    # ---------------------------------------------------------------- coming in

    def log_in_by_password(self):
        self.go(reverse("accounts:login"))
        self.is_at("Log in")
        self.write("Username or e-mail address", self.name)
        self.write("Password", PASSWORD)
        press(self.page, "Enter")
        self.page.wait_for_url(lambda address: "log-in" not in address)

    def log_in_by_passkey(self):
        self.go(reverse("accounts:login"))
        self.is_at("Log in")
        self.press("Use a passkey")
        self.page.wait_for_url(lambda address: "log-in" not in address)

    # ---------------------------------------------------------------- at the desk

    def open_desk(self):
        self.go_by_menu("Write")
        self.is_at("My works")

    def open_room(self, work, room):
        self.open_desk()
        self.press(work)
        self.is_at(work)
        self.press(room)
        self.is_at(room)

    def open_chapter(self, work, name):
        self.open_room(work, "Chapters")
        self.press(name)
        self.is_at(name)

    def download(self, name):
        """What comes of pressing a link."""
        with self.page.expect_download() as coming:
            self.press(name)
        return Path(coming.value.path()).read_bytes()
