"""A real browser on a real server. Skipped by name where there is no Chromium."""

import os
import shutil
import threading
from contextlib import contextmanager
from ctypes.util import find_library

import pytest

#: The first, Chromium without windows, takes two thirds of the time.
NAMES = ("chromium-headless-shell", "chromium", "google-chrome", "chromium-browser")
BROWSER = next((path for name in NAMES if (path := shutil.which(name))), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright runs an event loop in this thread; Django would refuse to touch the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@contextmanager
def open_browser():
    """A browser for some tests, if there is one on this machine."""
    if BROWSER is None:
        pytest.skip("needs Chromium: sudo apt-get install chromium-headless-shell")
    if find_library("atomic") is None:
        pytest.skip("needs libatomic: sudo apt-get install libatomic1")
    from playwright.sync_api import expect, sync_playwright

    # How quick a machine is says nothing of the page.
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browser():
    with open_browser() as browser:
        yield browser


@pytest.fixture
def live_server(live_server, browser):
    """The server, with nothing of this test left in its hands when the database is emptied."""
    yield live_server
    for context in browser.contexts:  # a test that failed may have left some open
        context.close()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=30)
            assert not thread.is_alive(), f"{thread.name} is still answering"


@pytest.fixture
def page(browser, live_server):
    """A page whose relative addresses lead to the live server; any script error fails the test."""
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda message: (
            errors.append(message.text) if message.type == "error" else None
        ),
    )
    yield page
    context.close()
    assert errors == []
