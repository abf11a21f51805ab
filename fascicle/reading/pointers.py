"""Places as KOReader says them, and as we do: a page of the spine and a path in it.

``/body/DocFragment[4]/body/section/div/p[12]/text().35`` is letter 35 of the twelfth paragraph
on the fourth page of an EPUB of ours. The page is made of a chapter's text by ``core.xhtml``, and
stands in ``body/section/div``; a heading and notes may stand before it, notes after it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from fascicle.core.html import BLOCKS, one_line, paragraph_texts
from fascicle.core.xhtml import to_xhtml

_POINTER = re.compile(
    r"/body/DocFragment(?:\[(\d{1,6})\])?((?:/[^/.]{1,80})*?)(?:\.(\d{1,9}))?\Z"
)
_STEP = re.compile(r"([A-Za-z][\w-]*|text\(\))(?:\[(\d{1,6})\])?\Z")
_TEXT = "text()"
_BEFORE = ("body", "section")


@dataclass(frozen=True, slots=True)
class Step:
    """One element on the way; ``number`` counts those of its name, from 1."""

    name: str
    number: int = 1


@dataclass(frozen=True, slots=True)
class Pointer:
    """A place in an EPUB. ``page`` counts from 1; ``offset`` is in letters of a text."""

    page: int
    steps: tuple[Step, ...] = ()
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a chapter's text: a paragraph, by its number and words, and how far in it."""

    paragraph: int = 0
    words: str = ""
    within: float = 0.0
    is_at_end: bool = False


def end_of(html: str) -> Spot:
    """The end of a chapter's text."""
    texts = paragraph_texts(html)
    words = texts[-1] if texts else ""
    return Spot(max(len(texts) - 1, 0), words, within=1.0, is_at_end=True)


def read_pointer(said: str) -> Pointer | None:
    """The place that KOReader means; None for what is none in an EPUB."""
    match = _POINTER.match(said)
    if match is None:
        return None
    page, path, offset = match.groups()
    steps = []
    for part in filter(None, path.split("/")):
        step = _STEP.match(part)
        if step is None:
            break
        steps.append(Step(step[1], int(step[2] or 1)))
    return Pointer(int(page or 1), tuple(steps), int(offset or 0))


def spot_at(pointer: Pointer, html: str, *, notes_before: int = 0) -> Spot:
    """Where in a chapter's text a pointer to its page leads, or the nearest place to that.

    ``notes_before`` is how many notes stand between the page's heading and the text.
    """
    texts = paragraph_texts(html)
    if not texts:
        return Spot()
    steps = pointer.steps[len(_BEFORE) :]
    if not steps or steps[0].name == "header":
        return Spot(words=texts[0])
    if steps[0].name != "div":
        is_after = steps[0].name == "aside" and steps[0].number > notes_before
        return end_of(html) if is_after else Spot(words=texts[0])
    page = _Page(html)
    number, within = page.find(steps[1:], pointer.offset)
    at = _alike(page.texts, number, texts)
    return Spot(at, texts[at], within, is_at_end=at == len(texts) - 1 and within > 0.9)


def pointer_to(page_number: int, html: str, paragraph: int, within: float = 0.0) -> str:
    """The pointer to a paragraph of a chapter whose page has this number in the spine."""
    start = f"/body/DocFragment[{page_number}]/body"
    texts, page = paragraph_texts(html), _Page(html)
    is_at_start = paragraph <= 0 and within <= 0
    if not texts or not page.texts or is_at_start:
        return f"{start}.0"
    number = _alike(texts, min(paragraph, len(texts) - 1), page.texts)
    return start + page.path(number, within)


class _Page:
    """The part of a page that is a chapter's text, as a tree."""

    def __init__(self, html: str) -> None:
        self.root = etree.fromstring(f"<div>{to_xhtml(html)}</div>".encode())
        blocks = [one for one in self.root.iter() if one.tag in BLOCKS]
        said = [(one, one_line(_words(one))) for one in blocks]
        self.blocks = [one for one, text in said if text]
        self.texts = [text for _one, text in said if text]

    def find(self, steps: Sequence[Step], offset: int) -> tuple[int, float]:
        """The paragraph at the end of a path, and how far in it the letter is."""
        here, text = self.root, 0
        for step in steps:
            if step.name == _TEXT:
                text = step.number
                break
            found = [one for one in here if one.tag == step.name]
            if not found:
                break
            here = found[min(step.number, len(found)) - 1]
        around = [here, *here.iterancestors()]
        block = next((one for one in around if one.tag in BLOCKS), self.root)
        if block not in self.blocks:
            return self._first_from(here), 0.0
        before = _letters_before(block, here, text) + offset
        within = before / max(len(_words(block)), 1)
        return self.blocks.index(block), min(max(within, 0.0), 1.0)

    def path(self, number: int, within: float) -> str:
        """The way to a paragraph, and to a letter of it if its text is in one piece."""
        block = self.blocks[number]
        names: list[str] = []
        one: etree._Element | None = block
        while one is not None and one is not self.root:
            names.append(_named(one))
            one = one.getparent()
        way = "".join(f"/{name}" for name in reversed(names))
        letter = int(within * len(block.text or "")) if len(block) == 0 else 0
        end = f"/{_TEXT}.{letter}" if letter else ".0"
        return f"/section/div{way}{end}"

    def _first_from(self, here: etree._Element) -> int:
        """The first paragraph in or after an element without words of its own."""
        order = {one: number for number, one in enumerate(self.root.iter())}
        later = (n for n, one in enumerate(self.blocks) if order[one] >= order[here])
        return next(later, max(len(self.blocks) - 1, 0))


def _words(block: etree._Element) -> str:
    return "".join(piece for _owner, piece in _pieces(block))


def _pieces(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The texts of a block outside any block in it, each with the element right around it."""
    if element.text:
        yield element, element.text
    for child in element:
        if child.tag in BLOCKS or child.tag == "br":
            yield child, " "
        else:
            yield from _pieces(child)
        if child.tail:
            yield element, child.tail


def _letters_before(block: etree._Element, here: etree._Element, text: int) -> int:
    """How many letters of a block come before a text of an element in it, or before it all."""
    letters = seen = 0
    within = {here, *here.iterdescendants()}
    for owner, piece in _pieces(block):
        seen += owner is here
        if owner in within and (text == 0 or (owner is here and seen >= text)):
            break
        letters += len(piece)
    return letters


def _named(element: etree._Element) -> str:
    parent = element.getparent()
    alike = (
        [one for one in parent if one.tag == element.tag] if parent is not None else []
    )
    if len(alike) < 2:
        return str(element.tag)
    return f"{element.tag}[{alike.index(element) + 1}]"


def _alike(texts: Sequence[str], number: int, others: Sequence[str]) -> int:
    """The place of a text among others: the nearest with the same words, or the same number."""
    if not others:
        return 0
    number = min(number, len(texts) - 1) if texts else 0
    nearest = min(number, len(others) - 1)
    if not texts or others[nearest] == texts[number]:
        return nearest
    same = (n for n, other in enumerate(others) if other == texts[number])
    return min(same, key=lambda n: abs(n - nearest), default=nearest)
