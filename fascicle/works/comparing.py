"""What differs between two states of a chapter, part by part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.core.differences import Row, differences
from fascicle.works.actions.saving import Content

_LABELS = {
    "title": _("Chapter title"),
    "number": _("Number"),
    "summary": _("Summary"),
    "notes_before": _("Note before the chapter"),
    "notes_after": _("Note after the chapter"),
    "html": _("Text"),
}
_IS_TEXT = ("title", "number")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a chapter whose two states are not the same."""

    label: StrOrPromise
    rows: Sequence[Row]


def differing_parts(left: Content, right: Content) -> list[Part]:
    """Those that differ; always the text, which is what somebody compares for."""
    return list(_parts(left, right))


def _parts(left: Content, right: Content) -> Iterator[Part]:
    for name, label in _LABELS.items():
        old, new = getattr(left, name), getattr(right, name)
        if old == new and name != "html":
            continue
        if name in _IS_TEXT:
            old, new = escape(old), escape(new)
        yield Part(label, differences(old, new))
