"""A text parted at its headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from lxml import html as lxml_html

from fascicle.core.html import BLOCKS, clean_story, has_text
from fascicle.core.wordcount import count_words_in_html
from fascicle.importing.manuscripts.manuscript import Section

_LEVELS = {"h2": 2, "h3": 3, "h4": 4}
_BLOCKS = BLOCKS | {"hr", "ul", "ol", "dl", "table"}
#: A work of more chapters is brought in parts.
MOST_SECTIONS = 200
#: A heading of more characters is no title, whatever it is marked up as.
MOST_TITLE = 255
#: A line by itself that begins a chapter, where a text has no headings at all.
_CHAPTER_LINE = re.compile(
    r"^(?:chapter|part|prologue|epilogue|kapitel|chapitre|capítulo|capitolo)\b.{0,60}$",
    re.IGNORECASE,
)


_NOTE = re.compile(r'<p class="footnote"><sup><a href="#fnref-(\d+)"')
_NUMBER = re.compile(r'href="#fn-(\d+)"')


@dataclass(slots=True)
class _Draft:
    title: str = ""
    level: int = 0
    blocks: list[str] = field(default_factory=list)

    @property
    def html(self) -> str:
        return "".join(self.blocks)

    def trim(self) -> None:
        """A scene that ends with the section needs no sign."""
        while self.blocks and self.blocks[-1].startswith("<hr"):
            self.blocks.pop()


def sections_of(html: str) -> tuple[str, tuple[Section, ...]]:
    """The title of clean HTML, if it begins with one, and its sections in order.

    A lone heading above all others at the beginning is the title of the whole.
    """
    drafts = _few_enough(html)
    for draft in drafts:
        draft.trim()
    _share_out_notes(drafts)
    title = ""
    if len(drafts) > 1 and _is_title(drafts):
        title, drafts = drafts[0].title, drafts[1:]
    sections = (_section(draft) for draft in drafts)
    return title, tuple(one for one in sections if one.title or _shows(one.html))


def _section(draft: _Draft) -> Section:
    """As a section, in the cleaner's way of writing HTML, which is not lxml's."""
    html = clean_story(draft.html)
    return Section(draft.title, html, count_words_in_html(html), draft.level)


def _few_enough(html: str) -> list[_Draft]:
    """Parted at every heading, or at the highest ones only if there are very many."""
    blocks = _blocks(html)
    drafts: list[_Draft] = []
    for lowest in (4, 3, 2, 1):
        drafts = list(_drafts(blocks, lowest))
        if len(drafts) <= MOST_SECTIONS:
            break
    return drafts


def _share_out_notes(drafts: Sequence[_Draft]) -> None:
    """Footnotes stand at the end of a file: each goes with the section that has its number."""
    notes = {
        found[1]: block
        for draft in drafts
        for block in draft.blocks
        if (found := _NOTE.match(block))
    }
    if not notes:
        return
    for draft in drafts:
        draft.blocks = [one for one in draft.blocks if not _NOTE.match(one)]
        asked = _NUMBER.findall(draft.html)
        draft.blocks += [notes.pop(number) for number in asked if number in notes]
    drafts[-1].blocks += notes.values()


def _shows(html: str) -> bool:
    """Whether there is anything to see: words, or a picture."""
    return has_text(html) or "<img" in html


def _is_title(drafts: Sequence[_Draft]) -> bool:
    first, *rest = drafts
    is_alone = all(one.level > first.level for one in rest)
    return bool(first.title) and is_alone and not _shows(first.html)


def _drafts(blocks: Sequence[tuple[str, str, str]], lowest: int) -> Iterator[_Draft]:
    has_headings = any(tag in _LEVELS for tag, _text, _html in blocks)
    current = _Draft()
    for tag, text, block in blocks:
        may_begin = not has_headings and tag == "p" and lowest > 1
        is_line = may_begin and _CHAPTER_LINE.match(text)
        is_heading = _LEVELS.get(tag, 9) <= lowest and len(text) <= MOST_TITLE
        if is_heading or is_line:
            if current.title or _shows(current.html):
                yield current
            current = _Draft(text, _LEVELS.get(tag, 2), _pictures_of(block))
        else:
            current.blocks.append(block)
    yield current


def _pictures_of(heading: str) -> list[str]:
    """A chapter's title is words: pictures in its heading begin its text."""
    found = lxml_html.fragment_fromstring(heading, create_parent="div").iter("img")
    pictures = "".join(_written(one) for one in found)
    return [f"<p>{pictures}</p>"] if pictures else []


def _blocks(html: str) -> list[tuple[str, str, str]]:
    """The name, the text and the HTML of each outermost block.

    Words and elements that stand beside blocks, and not in one, are a paragraph.
    """
    found: list[tuple[str, str, str]] = []
    beside: list[str] = []

    def gather() -> None:
        line = "".join(beside).strip()
        if _shows(line):
            found.append(_block(lxml_html.fromstring(f"<p>{line}</p>")))
        beside.clear()

    for part in lxml_html.fragments_fromstring(html):
        if isinstance(part, str):
            beside.append(escape(part, quote=False))
            continue
        if next(part.iter(*_BLOCKS), None) is not None:
            gather()
            found.append(_block(part))
        else:
            beside.append(_written(part))
        beside.append(escape(part.tail or "", quote=False))
    gather()
    return found


def _block(element: lxml_html.HtmlElement) -> tuple[str, str, str]:
    text = " ".join("".join(map(str, element.itertext())).split())
    return str(element.tag), text, _written(element)


def _written(element: lxml_html.HtmlElement) -> str:
    """Without what follows it."""
    return str(lxml_html.tostring(element, encoding="unicode", with_tail=False))
