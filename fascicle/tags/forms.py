"""Shapes of input at the curators' desk."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fascicle.core.names import name_key


class WordsForm(forms.Form):
    """What a tag is called, and what readers are told of it."""

    name = forms.CharField(label=_("Name"), max_length=150)
    description = forms.CharField(
        label=_("What it means"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Readers see it on the tag’s page."),
    )

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if not name_key(name):
            raise ValidationError(_("A name needs a letter, a digit or a sign."))
        return name


class NoteForm(forms.Form):
    """What curators tell one another about a tag."""

    note = forms.CharField(
        label=_("Note"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only curators see it."),
    )


class ThesaurusForm(forms.Form):
    """A thesaurus as a file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or JSON, 1 MB at most. Nothing changes yet."),
        widget=forms.FileInput(attrs={"accept": ".csv,.json,text/csv"}),
    )
