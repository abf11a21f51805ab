"""A work as its writers describe it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fascicle.accounts.models import PenName, User
from fascicle.accounts.viewer import Viewer
from fascicle.core.html import TooComplex, has_text
from fascicle.core.languages import choices as language_choices
from fascicle.tags.models import Kind
from fascicle.works.actions import ChapterInput, WorkDetails
from fascicle.works.actions.keeping import CHOICES
from fascicle.works.forms.chapter import MOST_NOTES, MOST_SUMMARY, MOST_TEXT, ProseField
from fascicle.works.forms.prose import as_html, as_typed
from fascicle.works.forms.tags import TagsAtForm, TagsField, Typed, offered_tags
from fascicle.works.models import Autosave, CommentsPolicy, Mode, Rating, Work
from fascicle.works.models.states import statuses

PROSE = ("summary", "notes_before", "notes_after")
#: The fields that ``WorkDetails`` takes as they are.
PLAIN = (
    *("title", "dedication", "language", "status", "planned_chapters"),
    *("rating", "members_only", "unlisted", "comments"),
)

NO_TEXT = _("Write something first: a story begins with a text.")


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
        min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, required=False
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


class NewWorkForm(WorkForm):
    """The same with the text of a first chapter, and under which name it comes out."""

    text = ProseField(
        label=_("Text"),
        max_length=MOST_TEXT,
        rows=20,
        error_messages={"required": NO_TEXT},
    )
    mode = forms.ChoiceField(label=_("Written as"), choices=Mode.choices)
    pen_name = forms.ModelChoiceField(
        label=_("Pen name"), queryset=PenName.objects.none(), empty_label=None
    )
    dated = forms.DateField(
        label=_("Posted before, on"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=_("If it first came out elsewhere. Empty is today."),
    )
    slot = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        kinds: Sequence[Kind],
        writer: User,
        typed: Autosave | None = None,
    ) -> None:
        initial = {"mode": Mode.RICH, "slot": uuid4(), "base_version": 0}
        initial["language"] = _usual_language(writer)
        if typed:
            chosen = _chosen(typed.fields.get(CHOICES, {}), kinds)
            initial = {**initial, **typed.fields, **chosen, "slot": typed.slot}
        super().__init__(data, kinds=kinds, initial=initial)
        names = writer.pen_names.order_by("-is_default", "key")
        field = self.fields["pen_name"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the types
        field.queryset = names

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not has_text(text):
            raise ValidationError(NO_TEXT)
        return text

    def clean_dated(self) -> datetime | None:
        return past_noon(self.cleaned_data["dated"])

    @property
    def chapter(self) -> ChapterInput:
        given = self.cleaned_data
        return ChapterInput(text=given["text"], mode=Mode(given["mode"]))

    @property
    def typed_slot(self) -> UUID | None:
        return self.cleaned_data.get("slot")


def _chosen(choices: dict[str, list[str]], kinds: Sequence[Kind]) -> dict[str, object]:
    """The form's values for what was ticked and chosen; a box of which nothing is kept is empty."""
    found: dict[str, object] = {name: one[0] for name, one in choices.items() if one}
    for kind in kinds:
        name = kind_field(kind)
        more = "".join(choices.get(f"{name}_more", ()))
        found[name] = Typed(tuple(choices.get(name, ())), more)
    return found


def _usual_language(writer: User) -> str:
    """The language somebody wrote in last, or else reads the archive in."""
    last = Work.objects.editable_by(Viewer(writer)).newest_first().first()
    return last.language if last else get_language() or ""


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
