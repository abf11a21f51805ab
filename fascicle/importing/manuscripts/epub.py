"""E-books: the pages of an EPUB in the order they are read."""

import posixpath
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any
from urllib.parse import unquote

from lxml import etree
from lxml import html as lxml_html

from fascicle.importing.manuscripts.drawings import Drawings
from fascicle.importing.manuscripts.packages import Damaged, parsed, parts_of

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
#: An element that the cleaner takes away, and leaves what is in it.
_WRAPPER = "picture"
_PAGES = {"application/xhtml+xml", "text/html"}


def html_of(data: bytes, drawings: Drawings) -> str:
    """The bodies of its pages, one after the other; the table of contents is left out.

    :raises Damaged: if it is no such book.
    """
    parts = parts_of(data)
    container = parsed(parts.get("META-INF/container.xml"))
    rootfile = container.find(f".//{_CONTAINER}rootfile")
    path = rootfile.get("full-path", "") if rootfile is not None else ""
    package = parsed(parts.get(path))
    names = [name for name in _spine(package, path) if name in parts]
    if not names:
        raise Damaged
    return "".join(_body(name, parts, drawings) for name in names)


def _make_ours(image: lxml_html.HtmlElement, address: str | None) -> None:
    """A picture at its new address, in a drawing or not; its words in the place of one without."""
    words = image.get("alt", "")
    image.attrib.clear()
    for drawing in image.iterancestors("svg"):
        drawing.tag = _WRAPPER
    if address is None:
        image.tag, image.text = _WRAPPER, words + (image.text or "")
    elif image.tag == "img":
        image.set("src", address)
        image.set("alt", words)
    else:  # what is in it stays
        image.tag = _WRAPPER
        image.insert(0, lxml_html.Element("img", src=address, alt=words))


def _spine(package: Any, path: str) -> Iterator[str]:
    items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
    for reference in package.iter(f"{_OPF}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES:
            continue
        if "nav" in item.get("properties", "").split():
            continue
        if reference.get("linear") != "no":
            yield _resolved(item.get("href", ""), path)


def _resolved(address: str, base: str) -> str:
    """The name of the part that an address in ``base`` leads to."""
    path = address.partition("#")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(path)))


def _body(name: str, parts: Mapping[str, bytes], drawings: Drawings) -> str:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True)
    try:
        body = lxml_html.document_fromstring(parts[name], parser=parser).find("body")
    except etree.ParserError:
        return ""
    if body is None:
        return ""
    for image in list(body.iter("img", "image")):
        source = image.get("src") or image.get("xlink:href") or image.get("href") or ""
        _make_ours(image, drawings.address(parts.get(_resolved(source, name))))
    lead = escape(body.text or "", quote=False)
    return lead + "".join(
        str(lxml_html.tostring(one, encoding="unicode")) for one in body
    )
