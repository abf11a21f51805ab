"""A work as its writers describe it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fascicle.core.html import TooComplex
from fascicle.core.languages import choices as language_choices
from fascicle.tags.models import Kind
from fascicle.works.actions import WorkDetails
from fascicle.works.forms.chapter import MOST_NOTES, MOST_SUMMARY, ProseField
from fascicle.works.forms.prose import as_html, as_typed
from fascicle.works.forms.tags import TagsAtForm, TagsField, Typed, offered_tags
from fascicle.works.models import CommentsPolicy, Rating, Work
from fascicle.works.models.states import statuses

PROSE = ("summary", "notes_before", "notes_after")
#: The fields that ``WorkDetails`` takes as they are.
PLAIN = (
    *("title", "dedication", "language", "status", "planned_chapters"),
    *("rating", "members_only", "unlisted", "comments"),
)


class WorkForm(forms.Form):
    """All that is said of a work. It has a field of tags for each kind that the archive has."""

    # An editor stands before the field of a text: what a browser says of that, nobody would see.
    use_required_attribute = False

    title = forms.CharField(
        label=_("Title"),
        max_length=255,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )
    summary = ProseField(
        label=_("Summary"), max_length=MOST_SUMMARY, rows=4, required=False
    )
    rating = forms.ModelChoiceField(
        label=_("Rating"),
        queryset=Rating.objects.in_order(),
        required=False,
        empty_label=_("not rated"),
        help_text=_("Until it is rated, a work counts as one for adults."),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=lambda: [("", _("not said")), *statuses()],
    )
    planned_chapters = forms.IntegerField(
        label=_("Chapters in the end"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("If you know. Readers then see “3 of 12”."),
    )
    notes_before = ProseField(
        label=_("Note before the story"), max_length=MOST_NOTES, rows=4, required=False
    )
    notes_after = ProseField(
        label=_("Note after the story"), max_length=MOST_NOTES, rows=4, required=False
    )
    dedication = forms.CharField(
        label=_("Dedication"),
        max_length=255,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("A line at its front, such as “for my sister”."),
    )
    members_only = forms.BooleanField(
        label=_("For members only"),
        required=False,
        help_text=_("Guests find no trace of it."),
    )
    unlisted = forms.BooleanField(
        label=_("Unlisted"),
        required=False,
        help_text=_("In no list, search or feed. Whoever has its address can read it."),
    )
    comments = forms.ChoiceField(
        label=_("Who may comment"), choices=CommentsPolicy.choices
    )
    base_version = forms.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        widget=forms.HiddenInput(attrs={"data-with-words": True}),
        required=False,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        kinds: Sequence[Kind],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(
            data, initial={"comments": CommentsPolicy.MEMBERS, **(initial or {})}
        )
        self.kinds = kinds
        codes = {str(self.initial.get("language", ""))}
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
        field.choices = language_choices(codes)
        offered = offered_tags(kinds)
        for kind in kinds:
            self.fields[kind_field(kind)] = TagsField(kind, offered.get(kind.pk, ()))

    def clean(self) -> dict[str, Any]:
        """Turn what was typed into HTML, or say where that cannot be."""
        answers = super().clean() or self.cleaned_data
        for name in PROSE:
            try:
                answers[name] = as_html(answers.get(name, ""))
            except TooComplex:
                self.add_error(name, too_complex())
        return answers

    def tag_fields(self) -> list[TagsAtForm]:
        return [TagsAtForm(self[kind_field(kind)]) for kind in self.kinds]

    @property
    def details(self) -> WorkDetails:
        """What was entered. The form is valid."""
        given = self.cleaned_data
        return WorkDetails(
            **{name: given[name] for name in (*PLAIN, *PROSE)},
            tags=[(kind, given[kind_field(kind)]) for kind in self.kinds],
        )

    @staticmethod
    def initial_of(work: Work) -> dict[str, Any]:
        """What the form of a work with its tags loaded holds."""
        held: dict[int, list[str]] = {}
        for tag in work.tags.all():
            held.setdefault(tag.kind_id, []).append(tag.name)
        return {
            **{name: getattr(work, name) for name in PLAIN},
            **{name: as_typed(getattr(work, name)) for name in PROSE},
            **{f"kind_{pk}": Typed(tuple(names)) for pk, names in held.items()},
            "rating": work.rating_id,
            "base_version": work.version,
        }


def kind_field(kind: Kind) -> str:
    return f"kind_{kind.pk}"


def past_noon(day: date | None) -> datetime | None:
    """Noon of a day that has been; None for no day, and for today.

    :raises ValidationError: if it is still to come.
    """
    today = timezone.now().date()
    if day is None or day == today:
        return None
    if day > today:
        raise ValidationError(
            _(
                "That day is still to come. To post it then, save a draft and schedule it."
            )
        )
    return datetime.combine(day, time(12), UTC)


def too_complex() -> str:
    return str(
        _("This is marked up beyond what a note needs. Paste it as plain text instead.")
    )
