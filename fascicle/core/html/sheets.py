"""Style sheets that come with a paste: their classes as the styles of each element."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_SELECTOR = re.compile(r"^([a-z][a-z0-9]*)?\.([\w-]+)$", re.IGNORECASE)
_MOST_RULES = 1_000
_LONGEST_RULE = 3_000
#: What of a style has a meaning; the rest is left where it is.
_MEANT = re.compile(r"font|text-align|text-decoration|vertical-align|display")

Sheet = dict[tuple[str, str], str]


def take_sheets(root: HtmlElement) -> Sheet:
    """The declarations of each element and class, by ``p.p2 { … }`` and ``.s1 { … }``."""
    sheet: Sheet = {}
    for style in root.iter("style"):
        for selector, declarations in _rules(style.text_content()):
            if found := _SELECTOR.match(selector.strip()):
                place = ((found[1] or "").lower(), found[2])
                sheet[place] = f"{sheet.get(place, '')};{declarations}"
    return sheet


def _rules(text: str) -> Iterator[tuple[str, str]]:
    for rule in text.split("}", _MOST_RULES)[:_MOST_RULES]:
        selectors, _brace, declarations = rule.rpartition("{")
        if _MEANT.search(declarations) and len(rule) < _LONGEST_RULE:
            for selector in selectors.split(","):
                yield selector, declarations.strip()


def apply_sheets(root: HtmlElement, sheet: Sheet) -> None:
    """Say in each element what the sheet says of it; what it says itself comes after."""
    if not sheet:
        return
    for element in root.iter("p", "span", "div", "h1", "h2", "h3", "h4", "li", "font"):
        for name in element.get("class", "").split()[:5]:
            said = sheet.get((element.tag, name), sheet.get(("", name)))
            if said:
                element.set("style", f"{said};{element.get('style', '')}")


def shorthand(value: str) -> dict[str, str]:
    """What ``font: italic bold 13px Palatino`` says of slant and weight."""
    words = value.split()
    said = {}
    if "italic" in words or "oblique" in words:
        said["font-style"] = "italic"
    if "bold" in words:
        said["font-weight"] = "bold"
    return said
