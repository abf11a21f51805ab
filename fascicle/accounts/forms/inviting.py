"""Invitations, and asking to be let in."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.accounts.actions import NewInvitation
from fascicle.core.formats import Mode, read, write
from fascicle.core.html import TooComplex
from fascicle.core.models import Archive

_DAYS: tuple[tuple[str, StrOrPromise], ...] = (
    ("7", _("a week")),
    ("30", _("a month")),
    ("365", _("a year")),
    ("", _("until it is used up or withdrawn")),
)


class InvitationForm(forms.Form):
    """A link for one person, or for a few."""

    note = forms.CharField(
        label=_("For whom"),
        max_length=120,
        required=False,
        help_text=_("Only you see this."),
    )
    email = forms.EmailField(
        label=_("Send it to"),
        required=False,
        help_text=_("Empty to pass the link on yourself."),
    )
    most_uses = forms.IntegerField(
        label=_("How many may use it"), min_value=1, max_value=1000, initial=1
    )
    days = forms.ChoiceField(
        label=_("It holds"), choices=_DAYS, required=False, initial="30"
    )

    def __init__(self, *args: object, sends_mail: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not sends_mail:
            del self.fields["email"]

    def invitation(self) -> NewInvitation:
        answers = self.cleaned_data
        days = answers["days"]
        return NewInvitation(
            note=answers["note"],
            email=answers.get("email", ""),
            most_uses=answers["most_uses"],
            holds=timedelta(days=int(days)) if days else None,
        )


class RequestForm(forms.Form):
    """Asking to be let in."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The answer goes there. It is kept until you are answered."),
    )
    reason = forms.CharField(
        label=_("A word about yourself"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "What you would like to do here: read, write, bring your stories home."
        ),
    )


class WhoComesInForm(forms.ModelForm[Archive]):
    """What the host says of new accounts."""

    rules = forms.CharField(
        label=_("The rules"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
        help_text=_(
            "Shown at sign-up, to be agreed to. As Markdown: an empty line between paragraphs, "
            "*emphasis*, - lists. Empty if there is nothing to agree to."
        ),
    )

    class Meta:
        model = Archive
        fields = ("sign_up", "invitations_each", "minimum_age")
        widgets = {"sign_up": forms.RadioSelect}
        labels = {
            "sign_up": _("Who may have an account"),
            "invitations_each": _("Invitations that each member may give"),
            "minimum_age": _("Least age"),
        }
        help_texts = {
            "invitations_each": _("You yourself may give as many as you like."),
            "minimum_age": _(
                "If you set one, whoever signs up is asked for the year of their birth."
            ),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["rules"].initial = write(self.instance.rules, Mode.MARKDOWN).text
        self.fields["minimum_age"].max_value = 99  # type: ignore[attr-defined]

    def clean_rules(self) -> str:
        try:
            return str(read(self.cleaned_data["rules"], Mode.MARKDOWN))
        except TooComplex as error:
            raise ValidationError(
                _("There is more mark-up in this than rules need. Make it plainer.")
            ) from error

    def save(self, commit: bool = True) -> Archive:
        self.instance.rules = self.cleaned_data["rules"]
        return super().save(commit)
