"""What readers may ask for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fascicle.works.models import Chapter, Work

FORMATS = [("epub", "EPUB"), ("html", "HTML"), ("txt", "TXT")]


class RangeForm(forms.Form):
    """A run of chapters to take away, as a file of some format."""

    first = forms.TypedChoiceField(label=_("First chapter"), coerce=int)
    last = forms.TypedChoiceField(label=_("Last chapter"), coerce=int)
    format = forms.ChoiceField(label=_("Format"), choices=FORMATS)

    def __init__(self, *args: Any, chapters: Sequence[Chapter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.position, _label(one)) for one in chapters]
        for name in ("first", "last"):
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label, coerce=int, choices=choices
            )
        if choices:
            self.initial = {"first": choices[0][0], "last": choices[-1][0]}

    def address(self, work: Work) -> str:
        """Where the file is. The form is valid."""
        first, last = sorted([self.cleaned_data["first"], self.cleaned_data["last"]])
        return reverse(
            "exporting:chapters_file",
            args=[work.pk, first, last, self.cleaned_data["format"]],
        )


def _label(chapter: Chapter) -> str:
    number = chapter.number or str(chapter.position)
    return f"{number} · {chapter.title[:60]}" if chapter.title else number
