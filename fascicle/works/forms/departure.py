"""Leaving: a wish for all of one's works, and others for some."""

from collections import Counter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.accounts.models import PenName, User
from fascicle.works.actions import Wish
from fascicle.works.models import LastWish, Work, WorkQuerySet, last_wishes

#: As many works can be given a wish of their own; the others go the way of all.
MOST_WISHES = 800


def wishes_for_all() -> list[tuple[str, StrOrPromise]]:
    return [
        (LastWish.ORPHAN, _("Leave them here without my name")),
        (LastWish.HAND_OVER, _("Hand them over to somebody")),
        (LastWish.DELETE, _("Delete them")),
    ]


class WorkWish(forms.Form):
    """What is to become of one work; nothing is what was said for all."""

    wish = forms.ChoiceField(required=False, choices=())
    heir = forms.CharField(
        label=_("To whom"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    def __init__(self, *args: Any, work: Work, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.work = work
        self.fields["heir"].label = _("To whom “%(title)s” goes") % {"title": work}
        self.fields["wish"] = forms.ChoiceField(
            label=str(work),
            required=False,
            choices=[("", _("as for all")), *last_wishes()],
        )


class DepartureForm(forms.Form):
    """What is to become of all works, and that it is really meant."""

    wish = forms.ChoiceField(
        label=_("What shall become of your works?"),
        widget=forms.RadioSelect,
        choices=wishes_for_all,
        initial=LastWish.ORPHAN,
    )
    heir = forms.CharField(
        label=_("Hand them over to"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        help_text=_(
            "The pen name of somebody here. They are asked at once; what they have not accepted "
            "when your account goes stays here without your name."
        ),
    )
    username = forms.CharField(
        label=_("Your user name, to show that you mean it"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self, data: Any = None, *, user: User, works: WorkQuerySet, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.user = user
        self.for_some: dict[int, Wish] = {}
        self.for_all = Wish(LastWish.ORPHAN)
        wishes = _wishes_of(user)
        self.more = max(0, len(works) - MOST_WISHES)
        common = _most_common(wishes)
        self.initial = {**self.initial, **common}
        self.works = [
            _wish_form(
                data, work, kept if (kept := wishes.get(work.pk)) != common else {}
            )
            for work in works[:MOST_WISHES]
        ]

    @property
    def is_split(self) -> bool:
        """Whether some work has a wish of its own, or one that will not do."""
        return any(one["wish"].value() or one.errors for one in self.works)

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if username != self.user.username:
            raise ValidationError(
                _("This is not the user name you are logged in with.")
            )
        return username

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if "wish" in answers:
            self.for_all = self._wish(self, answers, None)
        for form in self.works:
            if form.is_valid() and form.cleaned_data["wish"]:
                wish = self._wish(form, form.cleaned_data, self.for_all.heir)
                self.for_some[form.work.pk] = wish
        if any(form.errors for form in self.works):
            message = _("Look at what you chose for single works below.")
            raise ValidationError(message)
        return answers

    def _wish(
        self, form: forms.Form, answers: dict[str, Any], heir: PenName | None
    ) -> Wish:
        wish = LastWish(answers["wish"])
        if wish != LastWish.HAND_OVER:
            return Wish(wish)
        if name := answers.get("heir"):
            heir = self._heir(form, name)
        elif heir is None:
            form.add_error("heir", _("Say to whom, by their pen name."))
        return Wish(wish, heir)

    def _heir(self, form: forms.Form, name: str) -> PenName | None:
        heir = PenName.objects.taking_offers().named(name).first()
        if heir is None or heir.user_id == self.user.pk:
            message = _(
                "Nobody of this name can be offered a work. Look at how it is spelt."
            )
            form.add_error("heir", message)
            return None
        return heir


def _wishes_of(user: User) -> dict[int, dict[str, str]]:
    """What was wished before, as the fields of a form, by the keys of works."""
    farewells = user.farewells.select_related("heir")
    return {
        one.work_id: {"wish": one.wish, "heir": one.heir.name if one.heir else ""}
        for one in farewells
    }


def _most_common(wishes: dict[int, dict[str, str]]) -> dict[str, str]:
    """What was wished of most works: that is, for all."""
    counts = Counter((one["wish"], one["heir"]) for one in wishes.values())
    if not counts:
        return {}
    ((wish, heir), _n), *_rest = counts.most_common(1)
    return {"wish": wish, "heir": heir}


def _wish_form(data: Any, work: Work, kept: dict[str, str] | None) -> WorkWish:
    return WorkWish(data, work=work, initial=kept or {}, prefix=f"work-{work.pk}")
