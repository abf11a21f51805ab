"""Clean HTML as a tree."""

from lxml import etree


def parse(html: str) -> etree._Element | None:
    """The ``div`` that holds it all, or None if there is nothing."""
    if not html.strip():
        return None
    parser = etree.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        no_network=True,
        huge_tree=True,  # clean HTML may be nested deeply; the writer flattens it
    )
    page = f"<html><body><div>{html}</div></body></html>".encode()
    document = etree.fromstring(page, parser)
    return document.find("body/div")
