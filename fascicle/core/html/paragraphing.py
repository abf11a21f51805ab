"""What a paragraph of a text is: the unit in which places and passages are kept.

``static/js/paragraphs.js`` has the same rule for the page; ``tests/browser/test_paragraphs.py``
holds the two together. Paragraphs count from 0, their characters as Unicode code points.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

#: Those of these that hold words of their own, outside any other in them, are paragraphs.
BLOCKS: Final = frozenset(
    (
        *("p", "h2", "h3", "h4", "li", "dt", "dd", "pre", "blockquote", "div"),
        *("td", "th", "caption"),
    )
)
#: What ECMAScript's ``\s`` means, so that a script counts as we do.
_SPACES = re.compile(
    "[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+"
)
#: A tag, a reference or plain words of clean HTML, which was written by a parser.
_PIECE = re.compile(
    r'<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?:[^<>"]|"[^"]*")*>|&#?\w+;|[^<&]+|[<&]'
)
_ROOT: Final = ""


@dataclass(slots=True)
class _Paragraph:
    """A block while it is read: where its words begin in the HTML, and what they are."""

    pieces: list[tuple[int, str]] = field(default_factory=list)


def paragraph_texts(html: str) -> list[str]:
    """The words of each paragraph of clean HTML, in order; runs of white space are one space.

    Every word is in one paragraph and no other. Words that stand in no block, or in one beside
    others (an item before the list within it), are the paragraph of what is around them.
    """
    return [text for _block, text in _paragraphs(html)]


def one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" ")


def with_mark(html: str, paragraph: int, offset: int, mark: str) -> str:
    """Clean HTML with a mark before the character of a paragraph, or the nearest there is.

    ``offset`` counts the characters of what ``paragraph_texts`` says.
    """
    found = list(_paragraphs(html))
    if not found:
        return mark + html
    block, text = found[min(paragraph, len(found) - 1)]
    wanted = min(offset, len(text) - 1) if paragraph < len(found) else 0
    at = _position(block.pieces, wanted)
    return html[:at] + mark + html[at:]


def _paragraphs(html: str) -> Iterator[tuple[_Paragraph, str]]:
    for block in _blocks(html):
        if text := one_line("".join(said for _at, said in block.pieces)):
            yield block, text


def _blocks(html: str) -> list[_Paragraph]:
    """All blocks in order, the text itself first."""
    blocks = [_Paragraph()]
    open_ones = [(_ROOT, blocks[0])]
    for piece in _PIECE.finditer(html):
        tag, at = piece["tag"], piece.start()
        if tag is None:
            open_ones[-1][1].pieces.append((at, unescape(piece[0])))
        elif tag == "br":
            open_ones[-1][1].pieces.append((at, " "))
        elif tag not in BLOCKS:
            continue
        elif not piece["end"]:
            open_ones[-1][1].pieces.append((at, " "))
            blocks.append(_Paragraph())
            open_ones.append((tag, blocks[-1]))
        elif open_ones[-1][0] == tag:
            open_ones.pop()
    return blocks


def _position(pieces: list[tuple[int, str]], wanted: int) -> int:
    """Where in the HTML the character of a paragraph's words stands."""
    count = -1  # of the characters of the one line so far, less one
    is_space = True
    for at, said in pieces:
        for i, character in enumerate(said):
            was_space, is_space = is_space, bool(_SPACES.match(character))
            if is_space:
                continue
            count += 2 if was_space and count >= 0 else 1
            if count >= wanted:
                # A reference is one piece of one character, or of two that stand together.
                return at + (i if len(said) > 1 else 0)
    return pieces[-1][0]
