"""Footnotes of word processors as the archive writes them.

A number in the text is ``<sup><a href="#fn-1">1</a></sup>``; the note is a paragraph of the class
``footnote`` that begins with ``<sup><a href="#fnref-1">1</a></sup>``.
"""

import re

from lxml import html as lxml_html
from lxml.html import HtmlElement

#: Links to a note, in the ways of Word, Google Docs, LibreOffice, Pandoc and our own.
_TO_NOTE = re.compile(
    r"^#(?:_(?:ftn|edn)|ftnt|sd(?:foot|end)note|fn:?-?|footnote-?)(\d+)(?:sym)?$"
)
#: Links from a note back to its number.
_TO_NUMBER = re.compile(
    r"^#(?:_(?:ftn|edn)ref|ftnt_ref|sd(?:foot|end)note|fnref:?-?)(\d+)(?:anc)?$"
)
_BARE = re.compile(r"^\d{1,3}$")


def translate_footnotes(root: HtmlElement) -> None:
    for link in list(root.iter("a")):
        href = link.get("href", "").rpartition("#")
        target = f"#{href[2]}"
        if (found := _TO_NOTE.match(target)) and not target.endswith("anc"):
            _set_number(link, f"fn-{found[1]}", found[1])
        elif found := _TO_NUMBER.match(target):
            _mark_note(_set_number(link, f"fnref-{found[1]}", found[1]))
    _translate_bare(root)


def _translate_bare(root: HtmlElement) -> None:
    """Raised numbers that no program linked, where a paragraph begins with the same one."""
    notes: dict[str, HtmlElement] = {}
    numbers: dict[str, HtmlElement] = {}
    for raised in root.iter("sup"):
        number = raised.text_content().strip("[] ")
        if not _BARE.match(number) or raised.find(".//a") is not None:
            continue
        (notes if _begins_paragraph(raised) else numbers).setdefault(number, raised)
    for number in numbers.keys() & notes.keys():
        _set_bare(numbers[number], f"fn-{number}", number)
        _mark_note(_set_bare(notes[number], f"fnref-{number}", number))


def _begins_paragraph(raised: HtmlElement) -> bool:
    parent = raised.getparent()
    is_first = parent is not None and parent.tag == "p" and parent[0] is raised
    return is_first and not (parent.text or "").strip()


def _set_bare(raised: HtmlElement, target: str, number: str) -> HtmlElement:
    for child in list(raised):
        raised.remove(child)
    raised.text = None
    anchor = lxml_html.Element("a")
    anchor.set("href", f"#{target}")
    anchor.text = number
    raised.append(anchor)
    return raised


def _set_number(link: HtmlElement, target: str, number: str) -> HtmlElement:
    """A footnote's number in place of what the program made of it."""
    outer = link
    while (parent := outer.getparent()) is not None and parent.tag in {"sup", "span"}:
        if "".join(parent.itertext()).strip() != "".join(outer.itertext()).strip():
            break
        outer = parent
    raised = lxml_html.Element("sup")
    anchor = lxml_html.Element("a")
    anchor.set("href", f"#{target}")
    anchor.text = number
    raised.append(anchor)
    raised.tail = outer.tail
    outer.tail = None
    if (parent := outer.getparent()) is not None:
        parent.replace(outer, raised)
    return raised


def _mark_note(raised: HtmlElement) -> None:
    paragraph = raised.getparent()
    while paragraph is not None and paragraph.tag not in {"p", "li", "div", "body"}:
        paragraph = paragraph.getparent()
    if paragraph is None or paragraph.tag == "body":
        return
    if paragraph.tag == "div":
        paragraph.tag = "p"
    paragraph.set("class", "footnote")
    if raised.tail and not raised.tail.startswith((" ", "\u00a0")):
        raised.tail = f" {raised.tail}"


#: The footnotes of clean HTML, as they are written above.
_NUMBER = re.compile(r'<sup><a href="#fn-(\d+)"')
_NOTE = re.compile(r'<p class="footnote"><sup><a href="#fnref-(\d+)"')


def with_anchors(html: str, place: str) -> str:
    """Clean HTML whose footnotes lead to one another.

    ``place`` tells several texts on one page apart. Stored text has no such names: they would
    stand twice where two texts stand.
    """
    if 'href="#fn' not in html:
        return html
    html = _NOTE.sub(
        rf'<p class="footnote" id="{place}-fn-\1"><sup><a href="#{place}-fnref-\1"',
        html,
    )
    return _NUMBER.sub(rf'<sup id="{place}-fnref-\1"><a href="#{place}-fn-\1"', html)


_ANY = re.compile(r'(<sup><a href="#fn(?:ref)?-)(\d+)("[^>]*>)\d+</a>')


def followed_by(html: str, more: str) -> str:
    """Two clean texts in one: the footnotes of the second are numbered on from the first's."""
    last = max((int(found[2]) for found in _ANY.finditer(html)), default=0)

    def numbered_on(found: re.Match[str]) -> str:
        number = int(found[2]) + last
        return f"{found[1]}{number}{found[3]}{number}</a>"

    return html + (_ANY.sub(numbered_on, more) if last else more)
