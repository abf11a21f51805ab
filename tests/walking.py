"""Going through a page by keys alone, with the focus in sight at every step."""

import re

#: The editor puts the caret where it was 20 ms after it gets the focus; this comes after that.
PUT_DOWN = "() => new Promise((resolve) => setTimeout(resolve, 25))"

MOST = 150  # steps until something must have been reached

#: What has the focus: what it is called, whether it is outlined, and whether it lies in the open.
FOCUSED = """() => {
  const one = document.activeElement;
  const shown = one.closest(one.matches("input") ? "label" : "[data-leaf]") ?? one;
  const outlined = (it) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(it);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  };
  // The browser's own button in such a field, which it outlines by itself.
  const onButton = one.matches("input:is([type=date], [type=time]):not(:focus-visible)");
  const box = shown.getClientRects()[0] ?? shown.getBoundingClientRect();
  const top = Math.max(box.top, 0);
  const line = Math.min(box.bottom - top, 48); // of what is tall, where it begins
  const spot = document.elementFromPoint(box.x + box.width / 2, top + line / 2);
  const by = document.getElementById(one.getAttribute("aria-labelledby"));
  const label = one.ariaLabel || by?.innerText || one.labels?.[0]?.innerText;
  const name = label || one.textContent || one.value;
  return {
    name: (name ?? "").replace(/\\s+/g, " ").trim().slice(0, 80),
    page: one === document.body || one === document.documentElement,
    outlined: outlined(one) || outlined(shown) || onButton,
    open: Boolean(spot) && (shown.contains(spot) || spot.matches("label, details, li, p, form")),
  };
}"""


def focus(page):
    """What has the focus; it is seen to have it."""
    focused = page.evaluate(FOCUSED)
    assert focused["page"] or focused["outlined"], f"not outlined: {focused}"
    assert focused["page"] or focused["open"], f"covered or out of sight: {focused}"
    return focused["name"]


def walk_to(page, name):
    """Press Tab until something has the focus whose name begins so: an expression."""
    met = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        met.append(focus(page))
        if re.match(name, met[-1]):
            return
    raise AssertionError(f"{name} is not among {met}")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
