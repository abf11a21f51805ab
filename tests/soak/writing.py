"""A person at a browser who writes a chapter, is interrupted, and comes back."""

import os
import random
import re
import signal
import time
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import (
    BrowserContext,
    CDPSession,
    Error,
    Page,
    Playwright,
    TimeoutError,
)

from tests.browser.conftest import ARGUMENTS, BROWSER
from tests.factories import PASSWORD

WORD = re.compile(r"\bw\d{6}\b")
PATIENCE = 120_000  # milliseconds: the machine may be busy
HELD_UP = 10  # times that going to a page may fail
SHOWN = 1000  # characters of a page, where it is not the one that should be there
SAVED = re.compile("^(Saved|Nothing had changed)")
IN_BETWEEN = "Somebody saved in between"
SAVED_OR_NOT = re.compile(f"{SAVED.pattern}|^{IN_BETWEEN}")
LINES = "the tide had turned before anyone on the quay looked up from the nets".split()


def arguments(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ")
    except OSError:  # it has ended
        return ""


def parent(process: int) -> int:
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return 0
    return int(status.rpartition(")")[2].split()[1])


class Writer:
    """Types numbered words, so that it can be said which of them were lost, and how old."""

    def __init__(
        self, playwright: Playwright, folder: Path, site: str, chapter: str, seed: int
    ) -> None:
        self.playwright, self.folder, self.site = playwright, folder, site
        self.address = site + chapter
        self.dice = random.Random(seed)
        self.typed: list[tuple[str, float]] = []
        self.count = 0
        self.context: BrowserContext
        self.page: Page
        self.open()

    # ------------------------------------------------------------ the browser

    def open(self) -> None:
        self.context = self.playwright.chromium.launch_persistent_context(
            self.folder, executable_path=BROWSER, args=ARGUMENTS
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.context.pages[0].close()

    def close(self) -> None:
        with suppress(Error):
            self.context.close()

    @property
    def cdp(self) -> CDPSession:
        return self.context.new_cdp_session(self.page)

    def limit_disk(self, size: int | None) -> None:
        limit = {"origin": self.site} | ({} if size is None else {"quotaSize": size})
        self.cdp.send("Storage.overrideQuotaForOrigin", limit)

    # ------------------------------------------------------------ writing

    def arrive(self) -> None:
        """To the chapter, logging in on the way if need be."""
        self.go()
        if "log-in" in self.page.url:
            name = self.page.locator("input[name=username], input[name=login]")
            name.fill("writer")
            self.page.locator("input[name=password]").fill(PASSWORD)
            self.page.keyboard.press("Enter")
            self.page.wait_for_url(lambda url: "log-in" not in url)
            self.go()
        self.page.locator(".ProseMirror").wait_for()

    def go(self) -> None:
        """To the address; again for as long as something holds it up.

        What failed before may be ending only now. Or the page asks whether to leave it, since
        nobody keeps its words yet: they stay, and by the next time it has found somebody.
        """
        for _ in range(HELD_UP):
            try:
                self.page.goto(self.address, timeout=PATIENCE / HELD_UP)
            except TimeoutError:
                continue
            except Error as error:
                if "interrupted by another navigation" not in error.message:
                    raise
            else:
                return
        # Whoever's browser hangs starts it anew, with what it had on the disk.
        self.close()
        self.open()
        self.page.goto(self.address)

    def begin(self) -> None:
        self.page.locator(".ProseMirror").focus()
        self.page.wait_for_timeout(100)
        self.page.keyboard.press("Control+End")
        self.page.keyboard.press("Enter")
        self.typed = []

    def type_for(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.count += 1
            word = f"w{self.count:06}"
            self.page.keyboard.type(f"{word} {self.dice.choice(LINES)} ")
            self.typed.append((word, time.monotonic()))
            if self.count % 15 == 0:
                self.page.keyboard.press("Enter")
            self.page.wait_for_timeout(self.dice.uniform(20, 200))

    # ------------------------------------------------------------ interruptions

    def close_tab(self) -> None:
        self.page.close()
        self.page = self.context.new_page()

    def crash_tab(self) -> None:
        """The process of every page, and what it had not written down."""
        for process in self._processes():
            if "--type=renderer" in arguments(process):
                os.kill(process, signal.SIGKILL)
        with suppress(Error):
            self.page.close()
        self.page = self.context.new_page()

    def kill_browser(self) -> None:
        for process in self._processes():
            with suppress(OSError):
                os.kill(process, signal.SIGKILL)
        self.close()
        (self.folder / "SingletonLock").unlink(missing_ok=True)
        self.open()

    def _processes(self) -> list[int]:
        """The browser's, itself first."""
        mine = f"--user-data-dir={self.folder} "
        running = sorted(int(one.name) for one in Path("/proc").glob("[0-9]*"))
        found: list[int] = []
        for process in running:
            is_browser = mine in arguments(process)
            if is_browser or parent(process) in found:
                found.append(process)
        return found

    def reload(self) -> None:
        with suppress(Error):
            self.page.reload(wait_until="commit", timeout=3000)

    def leave(self) -> None:
        with suppress(Error):
            self.page.goto(self.site, wait_until="commit", timeout=3000)

    def save(self) -> None:
        """Which may fail."""
        button = self.page.get_by_role("button", name="Save for readers")
        with suppress(Error):
            button.click(no_wait_after=True, timeout=3000)
            self.page.wait_for_timeout(self.dice.uniform(0, 2000))

    # ------------------------------------------------------------ coming back

    def found(self) -> dict[str, set[str]]:
        """Which words each place that the page offers has: the text, this browser, the archive."""
        places = {"text": self._words(self.page.locator(".ProseMirror").inner_text())}
        for at, offer in enumerate(self.page.locator("[data-words]:is(pre)").all()):
            places[f"browser {at}"] = self._words(offer.text_content() or "")
        for link in self.page.get_by_role("link", name="See what differs").all():
            href = link.get_attribute("href") or ""
            page = self.context.request.get(self.site + href)
            places[href] = self._words(page.text())
        return places

    def _words(self, text: str) -> set[str]:
        return set(WORD.findall(text))

    def take(self, place: str) -> None:
        """Save what one place has."""
        if place.startswith("/"):
            self.page.goto(self.site + place)
            self.page.get_by_role("button", name="Save this text").click()
        else:
            if place.startswith("browser"):
                takers = self.page.get_by_role("button", name="Put them into the form")
                takers.nth(int(place.split()[1])).click()
            self.page.get_by_role("button", name="Save for readers").click()
        try:
            self.page.get_by_text(SAVED_OR_NOT).first.wait_for()
            if self.page.get_by_text(IN_BETWEEN).count():
                # A save that was sent before came through only now; what was typed is in the form.
                self.page.get_by_role("button", name="Save this text").click()
            self.page.get_by_text(SAVED).first.wait_for()
        except Error as error:
            shown = self.page.locator("body").inner_text()[:SHOWN]
            raise AssertionError(
                f"{place} is not saved; {self.page.url} shows: {shown}"
            ) from error

    def throw_rest_away(self) -> int:
        thrown = self.page.get_by_role("button", name="Throw them away")
        count = 0
        while thrown.count():
            thrown.first.click()
            self.page.wait_for_load_state()
            if "/chapters/" not in self.page.url:
                self.arrive()
            self.page.wait_for_timeout(200)
            count += 1
        return count
