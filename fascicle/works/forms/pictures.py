"""A picture for a story."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fascicle.core import pictures
from fascicle.works.actions import TooManyPictures
from fascicle.works.models.pictures import MOST_WORDS


class PictureForm(forms.Form):
    """A picture, and what it shows."""

    picture = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}
        ),
        help_text=_(
            "JPEG, PNG, WebP or GIF, 8 MB at most. It is made anew, so that neither place nor "
            "camera stays in it."
        ),
    )
    words = forms.CharField(
        label=_("What it shows"),
        max_length=MOST_WORDS,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("In a few words, for readers who don’t see it."),
    )

    def clean_picture(self) -> bytes:
        sent = self.cleaned_data["picture"]
        if sent.size > pictures.MOST_BYTES:
            raise ValidationError(_too_large())
        return bytes(sent.read())

    def refuse(self, error: Exception) -> None:
        """Say why the picture could not be kept."""
        match error:
            case pictures.PictureTooLarge():
                self.add_error("picture", _too_large())
            case TooManyPictures():
                message = _("You have sent very many pictures today. Go on tomorrow.")
                self.add_error("picture", message)
            case _:
                message = _(
                    "This file cannot be read as a picture. Send a JPEG, PNG, WebP or GIF."
                )
                self.add_error("picture", message)


def _too_large() -> Any:
    return _("This picture is too large. Send one of 8 MB and 25 megapixels at most.")
