"""E-books: the pages of an EPUB in the order they are read."""

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lxml import etree
from lxml import html as lxml_html

from fascicle.importing.manuscripts.packages import Damaged, parsed, parts_of

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_PAGES = {"application/xhtml+xml", "text/html"}


def html_of(data: bytes) -> str:
    """The bodies of its pages, one after the other; the table of contents is left out.

    :raises Damaged: if it is no such book.
    """
    parts = parts_of(data)
    container = parsed(parts.get("META-INF/container.xml"))
    rootfile = container.find(f".//{_CONTAINER}rootfile")
    path = rootfile.get("full-path", "") if rootfile is not None else ""
    package = parsed(parts.get(path))
    pages = [parts[name] for name in _spine(package, path) if name in parts]
    if not pages:
        raise Damaged
    return "".join(filter(None, map(_body, pages)))


def _spine(package: Any, path: str) -> Iterator[str]:
    items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
    for reference in package.iter(f"{_OPF}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES:
            continue
        if "nav" in item.get("properties", "").split():
            continue
        if reference.get("linear") != "no":
            href = unquote(item.get("href", ""))
            yield posixpath.normpath(posixpath.join(posixpath.dirname(path), href))


def _body(page: bytes) -> str:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True)
    try:
        body = lxml_html.document_fromstring(page, parser=parser).find("body")
    except etree.ParserError:
        return ""
    if body is None:
        return ""
    return "".join(str(lxml_html.tostring(one, encoding="unicode")) for one in body)
