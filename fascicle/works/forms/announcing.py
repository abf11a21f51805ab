"""What writers tell their readers, and the notes they keep."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fascicle.core.html import TooComplex, has_text
from fascicle.works.forms.chapter import MOST_NOTES, ProseField
from fascicle.works.forms.prose import as_html
from fascicle.works.forms.work import too_complex
from fascicle.works.models.states import statuses

MOST_WORDS = 5_000
AS_IT_IS = "as-it-is"


class SaidForm(forms.Form):
    """A form with one text that must say something."""

    NOTHING = _("Write something first.")

    def said(self, name: str) -> str:
        """What was typed in a field, as HTML.

        :raises ValidationError: if it says nothing, or is beyond measure.
        """
        try:
            html = as_html(self.cleaned_data[name])
        except TooComplex as error:
            raise ValidationError(too_complex()) from error
        if not has_text(html):
            raise ValidationError(self.NOTHING)
        return html


class AnnouncementForm(SaidForm):
    """A word to readers, and how the work stands from now on."""

    words = ProseField(
        label=_("What do you want to tell your readers?"),
        max_length=MOST_WORDS,
        rows=5,
        error_messages={"required": SaidForm.NOTHING},
    )
    status = forms.ChoiceField(
        label=_("From now on the story is"),
        required=False,
        choices=lambda: [
            (AS_IT_IS, _("what it was")),
            ("", _("not said")),
            *statuses(),
        ],
        initial=AS_IT_IS,
    )
    quietly = forms.BooleanField(
        label=_("Quietly"), required=False, help_text=_("Followers are not told.")
    )

    def clean_words(self) -> str:
        return self.said("words")

    @property
    def new_status(self) -> str | None:
        status: str = self.cleaned_data["status"]
        return None if status == AS_IT_IS or "status" not in self.data else status


class NoteForm(SaidForm):
    """A note to be used again."""

    name = forms.CharField(
        label=_("Name of the note"),
        max_length=80,
        help_text=_("For you alone. A note of the same name gives way."),
    )
    words = ProseField(
        label=_("Note"),
        max_length=MOST_NOTES,
        rows=5,
        error_messages={"required": SaidForm.NOTHING},
    )

    def clean_words(self) -> str:
        return self.said("words")

    def clean_name(self) -> Any:
        name = " ".join(self.cleaned_data["name"].split())
        if not name:
            raise ValidationError(_("Give it a name."))
        return name
