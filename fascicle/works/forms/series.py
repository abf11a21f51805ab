"""Series as their owners describe them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from fascicle.core.html import TooComplex
from fascicle.core.names import one_line, title_key
from fascicle.works.actions import PlaceInSeries
from fascicle.works.forms.chapter import MOST_SUMMARY, ProseField
from fascicle.works.forms.prose import as_html
from fascicle.works.forms.work import too_complex
from fascicle.works.models import Series, SeriesQuerySet


class PlacingForm(forms.Form):
    """Into which series a work goes: one there is, or a new one."""

    series = forms.ModelChoiceField(
        label=_("One of your series"),
        queryset=Series.objects.none(),
        required=False,
        empty_label=_("a new one"),
    )
    title = forms.CharField(
        label=_("Title of the new series"),
        max_length=255,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )
    number = forms.CharField(
        label=_("Number"),
        max_length=20,
        required=False,
        help_text=_("Only if it is not its place: “2½”, “Prelude”."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, choices: SeriesQuerySet, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["series"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the types
        field.queryset = choices

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        is_new = "series" not in self.errors and answers.get("series") is None
        if is_new and "title" not in self.errors and not _title_of(answers):
            self.add_error("title", _("Choose a series, or give the new one a title."))
        return answers

    @property
    def place(self) -> PlaceInSeries:
        given = self.cleaned_data
        return PlaceInSeries(given["series"], _title_of(given), given["number"])


def _title_of(answers: dict[str, Any]) -> str:
    title = one_line(answers.get("title", ""))
    return title if title_key(title) else ""


class SeriesForm(forms.Form):
    """What is said of a series."""

    title = forms.CharField(
        label=_("Title"), max_length=255, widget=forms.TextInput({"dir": "auto"})
    )
    summary = ProseField(
        label=_("What it is about"), max_length=MOST_SUMMARY, rows=4, required=False
    )
    complete = forms.BooleanField(
        label=_("Complete"),
        required=False,
        help_text=_("No more works are to come."),
    )

    def clean_title(self) -> str:
        title = one_line(self.cleaned_data["title"])
        if not title_key(title):
            raise ValidationError(_("Give it a title."))
        return title

    def clean_summary(self) -> str:
        try:
            return as_html(self.cleaned_data["summary"])
        except TooComplex as error:
            raise ValidationError(too_complex()) from error


class AskForm(forms.Form):
    """Who is asked to own a series too."""

    pen_name = forms.CharField(
        label=_("Pen name"),
        max_length=150,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
