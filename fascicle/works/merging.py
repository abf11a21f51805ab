"""Two changes of one text made one, paragraph by paragraph, where they do not meet."""

from collections.abc import Sequence

from lxml import html as lxml_html
from merge3 import Merge3


def merge(base: str, mine: str, theirs: str) -> str | None:
    """What two people made of ``base``, together: clean HTML in, HTML out that is to be cleaned.

    None if both changed the same paragraphs, or neighbouring ones, in different ways, and where
    paragraphs that are alike (scene breaks, a refrain) leave open which of them was changed: read
    from its end, such a text merges into another than read from its beginning, or not at all.
    """
    texts = [blocks_of(base), blocks_of(mine), blocks_of(theirs)]
    merged = _merged_blocks(*texts)
    if merged is None:
        return None
    from_the_end = _merged_blocks(*(blocks[::-1] for blocks in texts))
    return "".join(merged) if from_the_end == merged[::-1] else None


def merge_value(base: str, mine: str, theirs: str) -> str | None:
    """The same for something that is changed as a whole, such as a title."""
    if mine in (base, theirs):
        return theirs
    return mine if theirs == base else None


def _merged_blocks(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> list[str] | None:
    merged: list[str] = []
    for group in Merge3(base, mine, theirs).merge_groups():
        if group[0] == "conflict":
            return None
        merged += group[1]
    return merged


def blocks_of(markup: str) -> list[str]:
    """A text's outermost elements, and what stands between them."""
    if not markup.strip():
        return []
    blocks: list[str] = []
    for part in lxml_html.fragments_fromstring(markup):
        if isinstance(part, str):
            blocks.append(lxml_html.tostring(_bare(part), encoding="unicode")[6:-7])
        else:
            blocks.append(lxml_html.tostring(part, encoding="unicode").strip())
    return [block for block in blocks if block.strip()]


def _bare(text: str) -> lxml_html.HtmlElement:
    element = lxml_html.Element("span")
    element.text = text
    return element
