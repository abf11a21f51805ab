"""What a way of writing cannot hold, in a person's words."""

import re
from collections.abc import Iterator
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


class Loss(StrEnum):
    """Something in a text that would be lost; ``sentence`` says it to its writer."""

    UNDERLINE = "underline"
    STRIKE = "strike"
    RAISED = "raised"
    TABLE = "table"
    RUBY = "ruby"
    VERSE = "verse"
    LANGUAGE = "language"
    FORMATTING = "formatting"

    @property
    def sentence(self) -> StrOrPromise:
        return _SENTENCES[self]


_SENTENCES: dict[Loss, StrOrPromise] = {
    Loss.UNDERLINE: _("Underlining is lost; the words stay."),
    Loss.STRIKE: _("Words struck through lose their line."),
    Loss.RAISED: _("Raised and lowered letters come down to the line."),
    Loss.TABLE: _("Tables become lines of text."),
    Loss.RUBY: _("Readings above characters move behind them, in brackets."),
    Loss.VERSE: _("Verses and letters lose their own layout; the lines stay."),
    Loss.LANGUAGE: _("The language of single passages is forgotten."),
    Loss.FORMATTING: _("Some formatting is lost; the words stay."),
}


#: What of clean HTML plain text cannot hold.
_SIGNS = {
    Loss.UNDERLINE: re.compile(r"<u\b|<ins\b|class=\"underline"),
    Loss.STRIKE: re.compile(r"<(?:s|del)\b"),
    Loss.RAISED: re.compile(r"<su[bp]\b"),
    Loss.TABLE: re.compile(r"<table\b"),
    Loss.RUBY: re.compile(r"<ruby\b"),
    Loss.VERSE: re.compile(r"class=\"(?:verse|letter)"),
    Loss.LANGUAGE: re.compile(r"\slang="),
    Loss.FORMATTING: re.compile(
        r"<(?:em|i|strong|b|h[2-4]|blockquote|a|small|cite|code|pre)\b|class=\"centre"
    ),
}


def losses_of(html: str) -> Iterator[Loss]:
    """What clean HTML would lose as plain text."""
    return (loss for loss, sign in _SIGNS.items() if sign.search(html))
