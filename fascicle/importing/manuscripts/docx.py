"""Word's documents, by mammoth, with what it leaves out: centred paragraphs and ends of scenes."""

import lzma
import re
import zlib
from functools import partial
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import mammoth
from lxml import html as lxml_html

from fascicle.core.pictures import MOST_BYTES
from fascicle.importing.manuscripts.drawings import Drawings
from fascicle.importing.manuscripts.packages import Damaged

_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Centred'] => p.centre:fresh
p[style-name='Heading 1'] => h2:fresh
p[style-name='Heading 2'] => h3:fresh
p[style-name='Heading 3'] => h4:fresh
p[style-name='heading 1'] => h2:fresh
p[style-name='heading 2'] => h3:fresh
p[style-name='heading 3'] => h4:fresh
u => u
strike => s
"""
#: Why a picture cannot be had: it is not in the file, is elsewhere, damaged or encrypted.
_LOST = (
    *(LookupError, OSError, ValueError, RuntimeError, EOFError),
    *(BadZipFile, zlib.error, lzma.LZMAError),
)
_NOTE = re.compile(r"^(?:foot|end)note-(\d+)$")


def html_of(data: bytes, drawings: Drawings) -> str:
    """:raises Damaged: if it is no such document."""
    try:
        found = mammoth.convert_to_html(
            BytesIO(data),
            style_map=_STYLES,
            transform_document=mammoth.transforms.paragraph(_with_alignment),
            convert_image=partial(_picture, drawings),
            ignore_empty_paragraphs=False,
            id_prefix="",
        )
    except (BadZipFile, LookupError, ValueError, OSError, SyntaxError) as error:
        raise Damaged from error
    return _with_our_footnotes(found.value)


def _picture(drawings: Drawings, image: Any) -> list[Any]:
    """A picture as mammoth writes HTML; one that is linked from elsewhere cannot be read."""
    words = image.alt_text or ""
    address = drawings.address(None if drawings.is_full else _bytes_of(image))
    if address is None:
        return [mammoth.html.text(words)] if words else []
    return [mammoth.html.element("img", {"src": address, "alt": words})]


def _bytes_of(image: Any) -> bytes | None:
    try:
        with image.open() as opened:
            return bytes(opened.read(MOST_BYTES + 1))
    except _LOST:
        return None


def _with_alignment(paragraph: Any) -> Any:
    if paragraph.alignment == "center" and not (paragraph.style_name or "").startswith(
        ("heading", "Heading", "Title")
    ):
        return paragraph.copy(style_id="Centred", style_name="Centred")
    return paragraph


def _with_our_footnotes(markup: str) -> str:
    root = lxml_html.fragment_fromstring(markup, create_parent="div")
    for item in list(root.iter("li")):
        if found := _NOTE.match(item.get("id", "")):
            _set_note(item, found[1])
    for link in root.iter("a"):
        if found := _NOTE.match(link.get("href", "").lstrip("#")):
            link.set("href", f"#fn-{found[1]}")
            link.text = found[1]
    for listed in list(root.iter("ol")):
        if len(listed) and all(child.tag == "p" for child in listed):
            listed.drop_tag()
    pieces = [str(lxml_html.tostring(child, encoding="unicode")) for child in root]
    return "".join(pieces)


def _set_note(item: lxml_html.HtmlElement, number: str) -> None:
    """An item of mammoth's list of notes, whose link back stands at its end."""
    for link in list(item.iter("a")):
        if "note-ref-" in link.get("href", ""):
            link.drop_tree()
    for paragraph in list(item.iter("p")):
        paragraph.drop_tag()
    raised = lxml_html.fromstring(f'<sup><a href="#fnref-{number}">{number}</a></sup>')
    raised.tail = f" {(item.text or '').lstrip()}"
    item.text = None
    item.insert(0, raised)
    item.tag = "p"
    item.attrib.clear()
    item.set("class", "footnote")
