"""A work as it is begun: described, with its first chapter, and what it has to do with others."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fascicle.accounts.models import PenName, User
from fascicle.accounts.viewer import Viewer
from fascicle.core.html import has_text
from fascicle.tags.models import Kind
from fascicle.works.actions import ChapterInput, Named, PlaceInSeries
from fascicle.works.actions.keeping import CHOICES
from fascicle.works.forms.chapter import MOST_TEXT, ProseField
from fascicle.works.forms.company import GiftForm, RelationForm
from fascicle.works.forms.series import PlacingForm
from fascicle.works.forms.tags import Typed
from fascicle.works.forms.work import WorkForm, kind_field, past_noon
from fascicle.works.models import Autosave, Mode, RelationKind, Series, Work

NO_TEXT = _("Write something first: a story begins with a text.")


class Bonds:
    """A series, another story, somebody it is for: forms that may each stay empty."""

    def __init__(
        self, data: QueryDict | None, *, viewer: Viewer, typed: Mapping[str, object]
    ) -> None:
        mine = Series.objects.editable_by(viewer).by_title()
        self.place = PlacingForm(data, choices=mine, **_optional("series", typed))
        self.named = RelationForm(data, viewer=viewer, **_optional("other", typed))
        self.gift = GiftForm(data, **_optional("gift", typed))
        self.every = (self.place, self.named, self.gift)
        self.is_said = any(any(one.initial.values()) for one in self.every)

    def is_valid(self) -> bool:
        """Each is asked, so that everything that is wrong is said at once."""
        self.is_said = any(one.has_changed() for one in self.every)
        return not any(one.errors for one in self.every)

    @property
    def to_place(self) -> PlaceInSeries | None:
        return self.place.place if self.place.cleaned_data else None

    @property
    def to_name(self) -> Named | None:
        given, form = self.named.cleaned_data, self.named
        if not given:
            return None
        kind = RelationKind(given["kind"])
        return Named(kind, form.title, given["author"], form.url, form.to)

    @property
    def to_give(self) -> str:
        return str(self.gift.cleaned_data.get("name", ""))


def _optional(prefix: str, typed: Mapping[str, object]) -> dict[str, Any]:
    """How a form is made that is nothing to complain of while nobody has touched it."""
    start = f"{prefix}-"
    initial = {
        name.removeprefix(start): value
        for name, value in typed.items()
        if name.startswith(start)
    }
    return {
        "prefix": prefix,
        "initial": initial,
        "empty_permitted": True,
        "use_required_attribute": False,
    }


class NewWorkForm(WorkForm):
    """The form of a work with the text of a first chapter, and under which name it comes out."""

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
    anonymous = forms.BooleanField(
        label=_("Hide my name"),
        required=False,
        help_text=_(
            "Readers see that it is anonymous. Your name stands nowhere: in no list, "
            "file, feed or search."
        ),
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
        chosen: dict[str, object] = {}
        if typed:
            chosen = _chosen(typed.fields.get(CHOICES, {}), kinds)
            initial = {**initial, **typed.fields, **chosen, "slot": typed.slot}
        super().__init__(data, kinds=kinds, initial=initial)
        names = writer.pen_names.order_by("-is_default", "key")
        field = self.fields["pen_name"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the types
        field.queryset = names
        self.bonds = Bonds(data, viewer=Viewer(writer), typed=chosen)

    def is_valid(self) -> bool:
        are_bonds_valid = self.bonds.is_valid()
        return super().is_valid() and are_bonds_valid

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
