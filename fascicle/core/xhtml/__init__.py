"""Clean HTML as XHTML that every reader accepts: well-formed, and valid by the content model.

Clean HTML is safe, but may still nest as no schema allows (a paragraph in emphasis, a
list item without a list) or hold an address no validator takes. Nothing a reader can
see is lost by mending it.
"""

from lxml import etree

from fascicle.core.html import strip_illegal
from fascicle.core.xhtml.tree import parse
from fascicle.core.xhtml.writer import Writer


def to_xhtml(html: str, *, xml: bool = True) -> str:
    """A run of block elements, ready to stand in a body.

    ``xml`` says languages in XML's way too, as EPUB asks.
    """
    root = parse(strip_illegal(html))
    if root is None:
        return ""
    writer = Writer(xml=xml)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element is root:
            writer.text(root.text if event == "start" else None)
        elif event == "start":
            writer.start(element)
        else:
            writer.end(element)
    return writer.finish()
