"""What a key costs in the editor, and how long a chapter takes to open: ``python -m bench.typing``.

Real keys in a real Chromium, in chapters of several lengths. What a key costs is all that the
page's thread did while there was typing, divided by the keys: handlers, layout, painting,
counting words and keeping them; in the thread's own time, so that what else the machine does is
left out. ``slow`` are the keys that by the browser took more than two frames to the screen.
"""

import shutil
import time
from typing import Any

from bench.desks import SITE, desk
from bench.machine import describe

LENGTHS = (1_000, 10_000, 50_000)
KEYS = 300
PAUSE = 30  # milliseconds between keys
SENTENCE = "the tide had turned before anyone on the quay looked up from the nets, and so it went. "
BROWSERS = ("chromium", "google-chrome", "chromium-browser")
WATCH = """() => {
  window.slow = 0;
  const seen = (list) => list.getEntries().forEach(({ name, duration }) => {
    if (name === "keydown" && duration > 34) window.slow += 1;
  });
  new PerformanceObserver(seen).observe({ type: "event", durationThreshold: 16 });
}"""
#: The page itself says when its text stands on the screen: asking it from outside takes 0.1 s.
OPENING = """new MutationObserver((_, watch) => {
  if (!document.querySelector(".ProseMirror")) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.opened = performance.now(); }));
}).observe(document, { childList: true, subtree: true });"""
OPENED = """() => {
  const [page] = performance.getEntriesByType("navigation");
  return window.opened - page.responseEnd;
}"""


def measure(page: Any, address: str) -> str:
    """Opens a chapter twice (with scripts to fetch and to compile; without), then types."""
    page.add_init_script(OPENING)
    first, again = opens(page, address), opens(page, address)
    thread = page.context.new_cdp_session(page)
    thread.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.locator(".ProseMirror").focus()
    page.wait_for_timeout(2000)
    page.keyboard.press("Control+Home")
    page.evaluate(WATCH)
    before, began = worked(thread), time.perf_counter()
    for at in range(KEYS):
        page.keyboard.type(SENTENCE[at % len(SENTENCE)])
        page.wait_for_timeout(PAUSE)
    key = (worked(thread) - before) / KEYS
    seconds = time.perf_counter() - began
    slow = page.evaluate("window.slow")
    return (
        f"{first:9.0f} ms{again:9.0f} ms{key:9.1f} ms{slow:8} of {KEYS}"
        f"{KEYS / seconds:9.0f} keys/s"
    )


def opens(page: Any, address: str) -> float:
    """Milliseconds from the page's last byte to a text that can be typed into."""
    page.goto(address)
    page.wait_for_function("window.opened")
    return float(page.evaluate(OPENED))


def worked(thread: Any) -> float:
    """Milliseconds that the page's thread has worked so far."""
    metrics = thread.send("Performance.getMetrics")["metrics"]
    tasks = (one["value"] for one in metrics if one["name"] == "TaskDuration")
    return float(next(tasks)) * 1000


def main() -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    browser = next(path for name in BROWSERS if (path := shutil.which(name)))
    with desk(LENGTHS) as there, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=browser, args=["--no-sandbox"]
        )
        context = chromium.new_context()
        context.add_cookies([{"name": "sid", "value": there.session, "url": SITE}])
        print(describe())
        print(f"{'words':>8}{'opens':>12}{'again':>12}{'a key':>12}{'slow':>15}")
        for words, address in zip(LENGTHS, there.chapters, strict=True):
            page = context.new_page()
            print(f"{words:8,}{measure(page, SITE + address)}")
            page.close()
        chromium.close()


if __name__ == "__main__":
    main()
