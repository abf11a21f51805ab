"""Claims to pen names."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fascicle.accounts.actions import Evidence
from fascicle.accounts.models import Proof


class ClaimForm(forms.Form):
    """How somebody shows that a pen name is theirs."""

    proof = forms.ChoiceField(
        label=_("How will you show it?"), widget=forms.RadioSelect, choices=()
    )
    place = forms.URLField(
        label=_("Where the code stands"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        help_text=_("The address of the page, if that is how you show it."),
    )
    statement = forms.CharField(
        label=_("What the host should know"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("Only the host reads this."),
    )

    def __init__(self, *args: Any, has_contact: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = _("I place a code on a page of mine that readers of old know.")
        host = _("Neither is possible. I ask the host to decide.")
        ways = [(Proof.CODE, code), (Proof.HOST, host)]
        if has_contact:
            letter = _(
                "Send a letter to the e-mail address that the old archive had of me."
            )
            ways.insert(0, (Proof.EMAIL, letter))
        proof = self.fields["proof"]
        proof.choices = ways  # type: ignore[attr-defined]
        proof.initial = ways[0][0]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        proof = answers.get("proof")
        if (
            proof == Proof.CODE
            and not answers.get("place")
            and "place" not in self.errors
        ):
            message = _("Say where the code stands, so that the host can look.")
            self.add_error("place", ValidationError(message))
        if proof == Proof.HOST and not answers.get("statement"):
            message = _("Tell the host what speaks for you.")
            self.add_error("statement", ValidationError(message))
        return answers

    def evidence(self) -> Evidence:
        answers = self.cleaned_data
        proof = Proof(answers["proof"])
        return Evidence(proof, answers["statement"], answers["place"])


class AnswerForm(forms.Form):
    """What the host says to a claimant."""

    answer = forms.CharField(
        label=_("Answer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Goes to the claimant by e-mail. Empty is fine."),
    )


class ContactForm(forms.Form):
    """The address that an old archive had of a writer."""

    contact = forms.EmailField(
        label=_("The old archive’s address of this writer"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "Only hosts see it. Whoever claims the name can have a letter sent there, and its "
            "link gives them the name without you."
        ),
    )
