"""Shapes of input: set-up and vocabulary."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from fascicle.accounts.models import User
from fascicle.core.keys import keys
from fascicle.core.models import Archive
from fascicle.core.names import name_key
from fascicle.pages.presets import PRESETS, preset
from fascicle.tags.models import Kind
from fascicle.works.models import Rating, Work


class SetUpForm(forms.Form):
    """Names the archive, picks a vocabulary, makes the first host."""

    name = forms.CharField(label=_("Name of the archive"), max_length=120)
    tagline = forms.CharField(
        label=_("In a few words"),
        max_length=200,
        required=False,
        help_text=_("Shown on the front page: what is here, and for whom."),
    )
    preset = forms.ChoiceField(
        label=_("What will it hold?"),
        widget=forms.RadioSelect,
        choices=lambda: [(p.slug, _(p.name)) for p in PRESETS],
        initial="original",
        help_text=_(
            "Sets up kinds of tag, ratings and content notes. You can change all of it later."
        ),
    )
    username = forms.CharField(
        label=_("Your name here"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Letters, digits and @ . + - _ only. You log in with it."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("Only to reach you if you forget your password."),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. A sentence is good."),
    )

    def presets(self) -> list[tuple[BoundWidget, str]]:
        """Each choice of vocabulary beside what it is about."""
        about = [str(_(preset.description)) for preset in PRESETS]
        return list(zip(self["preset"], about, strict=True))

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not name_key(name):
            raise ValidationError(_("Give the archive a name."))
        return name

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if password := answers.get("password"):
            try:
                validate_password(password, User(username=answers.get("username", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return answers

    def answers(self) -> dict[str, Any]:
        """What ``actions.set_up`` takes."""
        return {**self.cleaned_data, "preset": preset(self.cleaned_data["preset"])}


class ArchiveForm(forms.ModelForm[Archive]):
    """What the archive says of itself."""

    class Meta:
        model = Archive
        fields = ("name", "tagline", "requires_rating", "images")
        labels = {
            "name": _("Name of the archive"),
            "tagline": _("In a few words"),
            "requires_rating": _("Writers rate a work before they post it"),
            "images": _("Writers may put pictures into their stories"),
        }
        help_texts = {
            "requires_rating": "",
            "images": _("Each is made anew and needs a description in words."),
        }


class RatingForm(forms.ModelForm[Rating]):
    """A step of the rating scale."""

    class Meta:
        model = Rating
        fields = ("name", "description", "position", "is_adult")
        labels = {
            "name": _("Name"),
            "description": _("What it means"),
            "position": _("Place on the scale"),
            "is_adult": _("For adults: shown only behind the adult gate"),
        }


class KindForm(forms.ModelForm[Kind]):
    """A kind of tag."""

    class Meta:
        model = Kind
        fields = (
            "name", "plural", "slug", "position", "is_content_note", "coinable", "is_facet",
            "limit_per_work", "makes_crossovers",
        )  # fmt: skip
        labels = {
            "name": _("Name"),
            "plural": _("Plural"),
            "slug": _("Short name in addresses"),
            "position": _("Place among the kinds"),
            "is_content_note": _("Its tags are content notes: they warn"),
            "coinable": _("Writers may add new tags"),
            "is_facet": _("Readers can narrow lists down by it"),
            "limit_per_work": _("At most this many on a work"),
            "makes_crossovers": _("Works with several of them are crossovers"),
        }
        help_texts = {
            "is_content_note": _("Shown even at the adult gate."),
            "coinable": "",
            "is_facet": "",
            "limit_per_work": _("Empty for as many as its writer likes."),
            "makes_crossovers": _(
                "For kinds such as fandoms. Tags of which one is broader don't count as several."
            ),
        }


class TagForm(forms.Form):
    """A tag of some kind."""

    name = forms.CharField(label=_("Name"), max_length=150)
    description = forms.CharField(
        label=_("What it means"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown to readers beside the tag, and to whoever chooses it."),
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not name_key(name):
            raise ValidationError(_("Give it a name."))
        return name


class NewTagsForm(forms.Form):
    """Tags to add, one a line."""

    names = forms.CharField(
        label=_("Add"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line."),
    )

    def clean_names(self) -> list[str]:
        lines: list[str] = self.cleaned_data["names"].splitlines()
        names = [line for line in lines if name_key(line)]
        if too_long := next((name for name in names if len(name.strip()) > 150), None):
            raise ValidationError(
                _("“%(name)s…” is too long for a tag: 150 letters at most."),
                params={"name": too_long.strip()[:40]},
            )
        return names


class WorksField(forms.ModelMultipleChoiceField[Work]):
    """Works by their keys; what is none is passed over, as databases choke on it."""

    def clean(self, value: Any) -> Any:
        return super().clean(keys(value or ()))


class RateForm(forms.Form):
    """A rating for the works that are ticked, or for all that have none."""

    everything = forms.BooleanField(required=False)
    works = WorksField(Work.objects.unrated(), required=False)
    rating = forms.ModelChoiceField(
        Rating.objects.in_order(),
        label=_("Rating"),
        empty_label=_("Choose a rating"),
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("everything"):
            answers["works"] = Work.objects.unrated()
        elif not self.errors and not answers["works"]:
            raise ValidationError(_("Tick the works to rate."))
        return answers
