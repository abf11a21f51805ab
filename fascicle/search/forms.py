"""What readers may ask of lists beyond one address: their shield, and filters to keep."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fascicle.accounts.shield import UNRATED, Entry, EntryList, Limits
from fascicle.accounts.viewer import Viewer, without_shield
from fascicle.reading.queries import browsing
from fascicle.reading.queries.shield import names
from fascicle.search.lists.kept import is_kept_at
from fascicle.tags.models import Tag
from fascicle.works.models import Rating

MOST_WORDS = 2**31 - 1
#: As many content notes are offered, the most used; any other tag can be looked for.
MOST_NOTES = 30
#: No readable address is longer.
LONGEST_QUERY_STRING = 20_000


class ShieldForm(forms.Form):
    """What of a shield can be ticked or typed. Values are entries, as text."""

    notes = forms.MultipleChoiceField(
        label=_("Content notes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ratings = forms.MultipleChoiceField(
        label=_("Ratings"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    unfinished = forms.BooleanField(
        label=_("Unfinished stories"),
        required=False,
        help_text=_("Ongoing, on hiatus or abandoned, as far as somebody has said."),
    )
    shorter_than = forms.IntegerField(
        label=_("Stories of fewer words than"),
        required=False,
        min_value=0,
        max_value=MOST_WORDS,
    )
    longer_than = forms.IntegerField(
        label=_("Stories of more words than"),
        required=False,
        min_value=0,
        max_value=MOST_WORDS,
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shield = viewer.shield
        self.offered: list[Entry] = []
        limits = self.shield.limits
        self.initial = {
            "unfinished": limits.unfinished,
            "shorter_than": limits.shorter_than or None,
            "longer_than": limits.longer_than or None,
        }
        self._offer("notes", _notes())
        self._offer("ratings", _ratings())
        self._offer("languages", _languages(viewer))

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        least, most = answers.get("shorter_than"), answers.get("longer_than")
        if least and most and least > most:
            raise ValidationError(_("No story is both as long and as short as that."))
        return answers

    @property
    def limits(self) -> Limits:
        """The form is valid."""
        answers = self.cleaned_data
        return Limits(
            answers["unfinished"],
            answers["shorter_than"] or 0,
            answers["longer_than"] or 0,
        )

    @property
    def on(self) -> list[Entry]:
        """What was ticked. The form is valid."""
        ticked = {
            value
            for name in ("notes", "ratings", "languages")
            for value in self.cleaned_data.get(name, ())
        }
        return [entry for entry in self.offered if str(entry) in ticked]

    @property
    def off(self) -> list[Entry]:
        """What was offered and not ticked. The form is valid."""
        ticked = self.on
        return [entry for entry in self.offered if entry not in ticked]

    def _offer(self, name: str, choices: Iterable[tuple[Entry, str]]) -> None:
        offered = dict(choices)
        self.offered += offered
        field = cast("forms.MultipleChoiceField", self.fields[name])
        field.choices = [(str(entry), label) for entry, label in offered.items()]
        self.initial[name] = [str(one) for one in offered if one in self.shield]
        if not offered:
            del self.fields[name]


def _notes() -> list[tuple[Entry, str]]:
    most_used = Tag.objects.content_notes().canonical().by_use()[:MOST_NOTES]
    tags = sorted(most_used, key=lambda tag: tag.key)
    return [(Entry(EntryList.TAGS, tag.pk), tag.name) for tag in tags]


def _ratings() -> list[tuple[Entry, str]]:
    scale = [
        (Entry(EntryList.RATINGS, rating.pk), rating.name)
        for rating in Rating.objects.in_order()
    ]
    return [*scale, (Entry(EntryList.RATINGS, UNRATED), str(_("Not rated")))]


def _languages(viewer: Viewer) -> list[tuple[Entry, str]]:
    """Those of the archive, and those on the shield that nothing is in any more."""
    spoken = {
        Entry(EntryList.LANGUAGES, one.code): one.name
        for one in browsing.languages(without_shield(viewer))
    }
    gone = [
        entry
        for entry in viewer.shield.entries()
        if entry.list is EntryList.LANGUAGES and entry not in spoken
    ]
    return list((spoken | names(gone)).items())


class KeptFilterForm(forms.Form):
    """The name of a filter, and of which list it is; the list and its query come along hidden."""

    name = forms.CharField(label=_("Name"), max_length=80)
    path = forms.CharField(max_length=200, widget=forms.HiddenInput)
    query = forms.CharField(
        max_length=LONGEST_QUERY_STRING, required=False, widget=forms.HiddenInput
    )

    def clean_path(self) -> str:
        path: str = self.cleaned_data["path"]
        if not is_kept_at(path):
            raise ValidationError(_("There is no list there."))
        return path


class NameForm(forms.Form):
    """Another name for a kept filter."""

    name = forms.CharField(label=_("Name"), max_length=80)
