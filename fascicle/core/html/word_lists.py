"""Lists as Word writes them: paragraphs that begin with a sign of their own."""

import re

from lxml import html as lxml_html
from lxml.html import HtmlElement

_COUNTS = re.compile(r"^\W*[0-9a-z]{1,4}[.)]", re.IGNORECASE)


def translate_word_lists(root: HtmlElement) -> None:
    """Runs of ``mso-list`` paragraphs become lists; deeper levels stay in the one list."""
    current: HtmlElement | None = None
    last: HtmlElement | None = None
    for paragraph in list(root.iter("p")):
        if "mso-list" not in paragraph.get("style", "").lower():
            continue
        sign = _take_sign(paragraph)
        if sign is None:
            continue
        name = "ol" if _COUNTS.match(sign) else "ul"
        if current is None or last is None or _follows(paragraph, last, current, name):
            current = lxml_html.Element(name)
            paragraph.addprevious(current)
        item = last = paragraph
        current.tail = item.tail
        item.tail = None
        item.tag = "li"
        item.attrib.clear()
        current.append(item)


def _follows(
    paragraph: HtmlElement, last: HtmlElement, current: HtmlElement, name: str
) -> bool:
    """Whether a paragraph begins a new list: another kind, or something stands between."""
    before = paragraph.getprevious()
    return before is not current or current.tag != name


def _take_sign(paragraph: HtmlElement) -> str | None:
    for span in paragraph.iter("span"):
        if "mso-list:ignore" in span.get("style", "").lower().replace(" ", ""):
            sign = "".join(span.itertext()).strip()
            span.drop_tree()
            return sign
    return None
