"""Letting an e-reader in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DeviceForm(forms.Form):
    """A device, before it has its password."""

    name = forms.CharField(
        label=_("What you call it"),
        max_length=80,
        help_text=_(
            "Only you see this: “the small e-reader”, “Thorium on the laptop”."
        ),
    )
    sees_adult = forms.BooleanField(
        label=_("I am an adult: show works for adults on it"), required=False
    )


class AddressForm(forms.Form):
    """Where an e-reader takes letters."""

    address = forms.EmailField(
        label=_("The address of your e-reader"),
        help_text=_("It stands in its settings, or in your account with its maker."),
    )

    def clean_address(self) -> str:
        return str(self.cleaned_data["address"]).lower()


class CodeForm(forms.Form):
    """What came in the letter."""

    code = forms.CharField(
        label=_("The code in the letter"),
        max_length=20,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )
