"""Finding works at the desk, and what is done with many at once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.core.languages import choices as language_choices
from fascicle.tags.models import Kind, Tag
from fascicle.works.actions.bulk import BulkChange
from fascicle.works.forms.tags import TagsAtForm, TagsField, offered_tags
from fascicle.works.glance import Order, State, Wanted
from fascicle.works.models import CommentsPolicy, Rating, Series, SeriesQuerySet
from fascicle.works.models.states import statuses

AS_IT_IS = ("", _("as it is"))
#: A form's word for an empty value that is meant.
NOTHING = "-"
#: As many tags are offered to be taken away.
MOST_TO_TAKE = 80


class GlanceForm(forms.Form):
    """Which works the desk shows. What cannot be read is as if it were not there."""

    q = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=255,
        widget=forms.TextInput({"type": "search", "dir": "auto"}),
    )
    state = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=lambda: [("", _("all")), *State.choices],
    )
    order = forms.ChoiceField(label=_("First"), required=False, choices=Order.choices)

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            words=given.get("q", ""),
            state=given.get("state", ""),
            order=given.get("order") or Order.CHANGED,
        )


class BulkForm(forms.Form):
    """What is to be otherwise with all chosen works. Empty leaves things as they are."""

    rating = forms.ModelChoiceField(
        label=_("Rating"),
        queryset=Rating.objects.in_order(),
        required=False,
        empty_label=AS_IT_IS[1],
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=lambda: [AS_IT_IS, (NOTHING, _("not said")), *statuses()],
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    members_only = forms.ChoiceField(
        label=_("Who sees them"),
        required=False,
        choices=[AS_IT_IS, ("no", _("everybody")), ("yes", _("members only"))],
    )
    unlisted = forms.ChoiceField(
        label=_("Lists, search and feeds"),
        required=False,
        choices=[AS_IT_IS, ("no", _("listed")), ("yes", _("unlisted"))],
    )
    comments = forms.ChoiceField(
        label=_("Who may comment"),
        required=False,
        choices=[AS_IT_IS, *CommentsPolicy.choices],
    )
    series = forms.ModelChoiceField(
        label=_("Put them into the series"),
        queryset=Series.objects.none(),
        required=False,
        empty_label=AS_IT_IS[1],
    )
    take = forms.MultipleChoiceField(
        label=_("Tags to take away"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    delete = forms.BooleanField(
        label=_("Put them into the bin"),
        required=False,
        help_text=_("With all their chapters. Nothing goes from there by itself."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        kinds: Sequence[Kind],
        series: SeriesQuerySet,
        tags: Sequence[Tag],
    ) -> None:
        super().__init__(data)
        self.kinds = kinds
        self.borne = {str(tag.pk): tag for tag in tags[:MOST_TO_TAKE]}
        offered = offered_tags(kinds)
        for kind in kinds:
            self.fields[f"add_{kind.pk}"] = TagsField(kind, offered.get(kind.pk, ()))
        _choose(self.fields["take"], [(pk, t.name) for pk, t in self.borne.items()])
        languages = language_choices()
        named = [(code or NOTHING, name) for code, name in languages]
        _choose(self.fields["language"], [AS_IT_IS, *named])
        field = self.fields["series"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the types
        field.queryset = series

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if not self.errors and not self.change:
            raise ValidationError(_("Say first what is to be otherwise."))
        return answers

    def tag_fields(self) -> list[TagsAtForm]:
        return [TagsAtForm(self[f"add_{kind.pk}"]) for kind in self.kinds]

    @property
    def change(self) -> BulkChange:
        given = self.cleaned_data
        fields: dict[str, Any] = {}
        for name in ("status", "language", "comments"):
            if given[name]:
                fields[name] = "" if given[name] == NOTHING else given[name]
        for name in ("members_only", "unlisted"):
            if given[name]:
                fields[name] = given[name] == "yes"
        if given["rating"]:
            fields["rating_id"] = given["rating"].pk
        return BulkChange(
            fields=fields,
            add=[(kind, given[f"add_{kind.pk}"]) for kind in self.kinds],
            take=[self.borne[key] for key in given["take"]],
            series=given["series"],
            delete=given["delete"],
        )


def _choose(field: forms.Field, choices: list[tuple[str, StrOrPromise]]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
    field.choices = choices
