"""Paragraphs with nothing in them: the space between all others, or the end of a scene."""

import re

from lxml import html as lxml_html
from lxml.html import HtmlElement

#: Lines that end a scene, alone in a paragraph.
_ORNAMENT = re.compile(r"^(?:\*{3,}|(?:[*⁂✻❦◆•~#–—-] *){3,}|⁂|❦|#)$")
#: Where fewer than one paragraph in so many is empty, an empty one means something.
_SELDOM = 4
_SOMETHING = {"img", "hr", "table", "svg"}


def translate_spacing(root: HtmlElement) -> None:
    paragraphs = list(root.iter("p"))
    empty = [one for one in paragraphs if _is_empty(one)]
    are_seldom = len(empty) * _SELDOM <= len(paragraphs) - len(empty)
    for paragraph in empty:
        if (_stands_between(paragraph) and are_seldom) or _has_line(paragraph):
            _end_scene(paragraph)
        else:
            paragraph.drop_tree()
    for paragraph in root.iter("p"):
        if _ORNAMENT.match("".join(paragraph.itertext()).strip()):
            _end_scene(paragraph)


def _is_empty(paragraph: HtmlElement) -> bool:
    has_words = any(text.strip() for text in paragraph.itertext())
    return not has_words and not any(one.tag in _SOMETHING for one in paragraph.iter())


def _has_line(paragraph: HtmlElement) -> bool:
    return paragraph.get("data-line") is not None


def _stands_between(paragraph: HtmlElement) -> bool:
    before, after = paragraph.getprevious(), paragraph.getnext()
    return (
        before is not None and after is not None and before.tag == after.tag == "p"
    ) and not _is_empty(before)


def _end_scene(paragraph: HtmlElement) -> None:
    line = lxml_html.Element("hr")
    line.tail = paragraph.tail
    parent = paragraph.getparent()
    if parent is not None:
        parent.replace(paragraph, line)
