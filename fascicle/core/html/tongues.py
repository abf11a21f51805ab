"""The language that a program names for every run of words, which says nothing about any."""

from collections import Counter

from lxml.html import HtmlElement


def drop_common_language(root: HtmlElement) -> None:
    """Leave only what is in another language than most of it."""
    named = [one for one in root.iter() if one.get("lang")]
    lengths: Counter[str] = Counter()
    for element in named:
        lengths[element.get("lang", "").lower()] += len(element.text or "") + 1
    if not lengths:
        return
    common = lengths.most_common(1)[0][0]
    for element in named:
        if element.get("lang", "").lower() == common:
            element.attrib.pop("lang")
