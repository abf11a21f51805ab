"""From any way of writing to any other."""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.utils.safestring import SafeString

from fascicle.core.formats.losses import Loss, losses_of
from fascicle.core.formats.markdown import read_markdown, write_markdown
from fascicle.core.formats.plain import read_plain, write_plain
from fascicle.core.html import clean_story

_TAG = re.compile(r"<[a-zA-Z/!]")


class Mode(StrEnum):
    """A way of writing a text."""

    HTML = "html"
    MARKDOWN = "markdown"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Converted:
    """A text in its new form, and what that form could not hold."""

    text: str
    losses: tuple[Loss, ...] = ()


def read(text: str, mode: Mode) -> SafeString:
    """What a person wrote, as clean HTML.

    HTML without a single tag is plain text: whoever typed it meant the line ends.

    :raises TooComplex: if it is beyond what a story needs.
    """
    if mode is Mode.MARKDOWN:
        return clean_story(read_markdown(text))
    if mode is Mode.PLAIN or not _TAG.search(text):
        return clean_story(read_plain(text))
    return clean_story(text)


def write(html: str, mode: Mode) -> Converted:
    """Clean HTML as a person would write it in this mode."""
    if mode is Mode.MARKDOWN:
        return Converted(write_markdown(html))
    if mode is Mode.PLAIN:
        return Converted(write_plain(html), tuple(losses_of(html)))
    return Converted(html)


def convert(text: str, *, source: Mode, target: Mode) -> Converted:
    """A text from one mode in another, with what is lost on the way.

    :raises TooComplex: if it is beyond what a story needs.
    """
    if source is target and source is not Mode.HTML:
        return Converted(text)
    return write(read(text, source), target)
