"""What every way to sign up asks beyond a name. allauth builds its forms upon this one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fascicle.accounts.forms.preferences import HistoryField
from fascicle.accounts.models import User
from fascicle.core import archive


class JoiningForm(forms.Form):
    """The year of birth and the rules, where the host asks for them; the invitation."""

    field_order = (
        "username", "email", "password1", "birth_year", "keeps_history", "agrees", "invitation",
    )  # fmt: skip
    birth_year = forms.IntegerField(
        label=_("Year of your birth"),
        min_value=1900,
        max_value=2100,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "bday-year"}
        ),
    )
    keeps_history = HistoryField()
    agrees = forms.BooleanField(
        label=_("I have read the rules and keep to them"),
        error_messages={"required": _("Read the rules and tick this if you agree.")},
    )
    invitation = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = archive.current()
        self.minimum_age = (known and known.minimum_age) or 0
        if self.minimum_age:
            self.fields["birth_year"].help_text = _(
                "Asked because this archive is for people of %(age)d and older. Nobody sees it."
            ) % {"age": self.minimum_age}
        else:
            del self.fields["birth_year"]
        if not (known and known.rules):
            del self.fields["agrees"]

    def clean_birth_year(self) -> int:
        year: int = self.cleaned_data["birth_year"]
        if timezone.localdate().year - year < self.minimum_age:
            raise ValidationError(
                _(
                    "This archive is for people of %(age)d and older. You are welcome to read what "
                    "is open to everybody, and to come back when you are of age."
                ),
                params={"age": self.minimum_age},
            )
        return year

    def signup(self, request: HttpRequest, user: User) -> None:
        """What allauth calls once the account stands. ``AccountAdapter.save_user`` did it all."""
