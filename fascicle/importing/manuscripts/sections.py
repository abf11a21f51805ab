"""A text parted at its headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import html as lxml_html

from fascicle.core.html import has_text, pictures_in
from fascicle.core.wordcount import count_words_in_html
from fascicle.importing.manuscripts.manuscript import Section

_LEVELS = {"h2": 2, "h3": 3, "h4": 4}
#: A work of more chapters is brought in parts.
MOST_SECTIONS = 200
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
    return title, tuple(
        Section(draft.title, draft.html, count_words_in_html(draft.html), draft.level)
        for draft in drafts
        if draft.title or _shows(draft.html)
    )


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
    return has_text(html) or bool(pictures_in(html))


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
        if _LEVELS.get(tag, 9) <= lowest or is_line:
            if current.title or _shows(current.html):
                yield current
            current = _Draft(text[:255], _LEVELS.get(tag, 2))
        else:
            current.blocks.append(block)
    yield current


def _blocks(html: str) -> list[tuple[str, str, str]]:
    """The name, the text and the HTML of each outermost element."""
    found = []
    for part in lxml_html.fragments_fromstring(html):
        if isinstance(part, str):
            if part.strip():
                found.append(("", part, part))
            continue
        part.tail = None
        text = " ".join("".join(map(str, part.itertext())).split())
        block = str(lxml_html.tostring(part, encoding="unicode"))
        found.append((str(part.tag), text, block))
    return found
