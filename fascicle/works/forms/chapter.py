"""A chapter as it is written."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fascicle.core.html import has_text
from fascicle.works.actions import ChapterInput
from fascicle.works.forms.prose import as_html, as_typed
from fascicle.works.models import Autosave, Chapter, Mode, Revision

#: Characters of HTML, mark-up included; as long as a short novel.
MOST_TEXT = 500_000
MOST_NOTES = 20_000
MOST_SUMMARY = 5_000


class ProseField(forms.CharField):
    """A text of some length. What no document may hold is left out by the cleaner, not refused."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(strip=False, widget=forms.Textarea({"rows": rows}), **kwargs)
        self.validators = [
            one for one in self.validators if hasattr(one, "limit_value")
        ]


class TellField(forms.BooleanField):
    """Whether followers of a posted chapter hear of a change."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Tell followers of this change"),
            help_text=_("Mending a slip needs no news; a new scene may."),
            required=False,
        )


class RestoringForm(forms.Form):
    """An earlier text becomes the chapter's own again."""

    tell = TellField()


class ChapterForm(forms.Form):
    """A chapter as it is written. ``slot`` names what is kept of it while it is typed."""

    # An editor stands before the text's field: what a browser says of that, nobody would see.
    use_required_attribute = False

    title = forms.CharField(label=_("Chapter title"), max_length=255, required=False)
    number = forms.CharField(
        label=_("Number"),
        max_length=20,
        required=False,
        help_text=_("Only if it is not its place: “12½”, “Prologue”."),
    )
    text = ProseField(label=_("Text"), max_length=MOST_TEXT, rows=24)
    mode = forms.ChoiceField(label=_("Written as"), choices=Mode.choices)
    summary = ProseField(
        label=_("Summary"), max_length=MOST_SUMMARY, rows=3, required=False
    )
    notes_before = ProseField(
        label=_("Note before the chapter"),
        max_length=MOST_NOTES,
        rows=4,
        required=False,
    )
    notes_after = ProseField(
        label=_("Note after the chapter"), max_length=MOST_NOTES, rows=4, required=False
    )
    base_version = forms.IntegerField(
        min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, required=False
    )
    slot = forms.UUIDField(widget=forms.HiddenInput, required=False)
    tell = TellField()

    @classmethod
    def of(cls, chapter: Chapter, newest: Revision | None) -> "ChapterForm":
        """The form of a chapter with its text, as it was last typed."""
        text, mode = chapter.text.html, Mode.RICH
        if newest is not None:
            mode = Mode(newest.mode)
            # The editor gets what was cleaned; only a plain field shows what was typed as it was.
            if mode != Mode.RICH and newest.source:
                text = newest.source
        return cls(
            initial={
                "title": chapter.title,
                "number": chapter.number,
                "text": text,
                "mode": mode,
                "summary": as_typed(chapter.summary),
                "notes_before": as_typed(chapter.notes_before),
                "notes_after": as_typed(chapter.notes_after),
                "base_version": chapter.version,
                "slot": uuid4(),
            }
        )

    @classmethod
    def typed(cls, kept: Autosave) -> "ChapterForm":
        """The form as somebody left it."""
        hidden = {"base_version": kept.base_version, "slot": kept.slot}
        return cls(initial={"mode": Mode.RICH, **kept.fields, **hidden})

    @classmethod
    def empty(cls) -> "ChapterForm":
        return cls(initial={"mode": Mode.RICH, "base_version": 0, "slot": uuid4()})

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not has_text(text):
            raise ValidationError(_("Write something first: a chapter needs a text."))
        return text

    @property
    def input(self) -> ChapterInput:
        """What was entered. The form is valid."""
        data = self.cleaned_data
        return ChapterInput(
            title=data["title"],
            number=data["number"],
            summary=as_html(data["summary"]),
            notes_before=as_html(data["notes_before"]),
            notes_after=as_html(data["notes_after"]),
            text=data["text"],
            mode=Mode(data["mode"]),
        )

    @property
    def typed_slot(self) -> UUID | None:
        """What is kept of it under this name is saved by now."""
        return self.cleaned_data.get("slot")
