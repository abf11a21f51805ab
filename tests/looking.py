"""What is wrong with a page in the browser, for whoever cannot see it or has a small screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

NARROW = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}

#: axe would fetch the style sheets again, and what they import from the wrong place. What it
#: finds to be well, it need not describe.
OPTIONS = {"preload": False, "resultTypes": ["violations"]}


def looked_at_both_ways(test):
    """Wide and light, narrow and dark."""
    each = pytest.mark.parametrize(
        ("scheme", "size"), [("light", WIDE), ("dark", NARROW)], ids=["light", "dark"]
    )
    return pytest.mark.appearance(each(test))


def complaints(page, rules=None):
    """What axe finds, by all of its rules or by some."""
    only = {"runOnly": {"type": "rule", "values": rules}} if rules else {}
    page.wait_for_load_state()  # a click has led here, perhaps, and waits for no whole page
    response = Axe().run(page, options=OPTIONS | only).response
    return [
        f"{page.url} {one['id']}: {node['html'][:200]} {node['failureSummary']}"
        for one in response["violations"]
        for node in one["nodes"]
    ]


def faults(page):
    """The same, and whether one has to scroll sideways."""
    found = complaints(page)
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return found + (["wider than the screen"] if is_wide else [])
