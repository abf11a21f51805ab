"""Pen names, and what they say of themselves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fascicle.accounts.actions import Profile
from fascicle.accounts.models import PenName
from fascicle.accounts.naming import MOST_LETTERS
from fascicle.core.formats import Mode, read, write
from fascicle.core.html import TooComplex
from fascicle.core.pictures import MOST_BYTES

MOST_OF_A_PROFILE = 10_000


def modes() -> list[tuple[str, Any]]:
    return [
        (Mode.PLAIN, _("Plain text")),
        (Mode.MARKDOWN, _("Markdown")),
        (Mode.HTML, _("HTML")),
    ]


class NameForm(forms.Form):
    """A name to go by. Whether it can be had, the action says."""

    name = forms.CharField(
        label=_("Name"),
        max_length=MOST_LETTERS,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )


class ProfileForm(forms.Form):
    """What a pen name says of itself."""

    text = forms.CharField(
        label=_("About this writer"),
        required=False,
        max_length=MOST_OF_A_PROFILE,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=_("Shown on the writer’s page. Empty is fine."),
    )
    mode = forms.ChoiceField(
        label=_("Written as"),
        choices=modes,
        widget=forms.Select(attrs={"data-with-words": True}),
    )
    base = forms.CharField(
        required=False,
        max_length=12,
        widget=forms.HiddenInput(attrs={"data-with-words": True}),
    )
    is_linked = forms.BooleanField(
        label=_("Show it beside my other linked names"),
        required=False,
        help_text=_(
            "Names that you link name each other on their pages. Nothing public ties the others "
            "to each other or to you."
        ),
    )

    @classmethod
    def of(cls, pen_name: PenName) -> "ProfileForm":
        """The form as it stands: in the simplest way of writing that holds the text."""
        mode, text = _as_written(pen_name.profile)
        return cls(
            initial={
                "text": text,
                "mode": mode,
                "is_linked": pen_name.is_linked,
                "base": pen_name.profile_version,
            }
        )

    def over(self, now: PenName) -> "ProfileForm":
        """The form as it was sent, knowing what has come in between: saving again overwrites it."""
        sent = {name: self.data[name] for name in self.data}
        form = ProfileForm({**sent, "base": now.profile_version})
        _mode, there = _as_written(now.profile)
        message = _(
            "This was changed in another window meanwhile. Your text stands here and is not saved "
            "yet; save again to put it in place of what is there now: “%(text)s”"
        )
        form.add_error("text", ValidationError(message, params={"text": there}))
        return form

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        try:
            read(answers.get("text", ""), Mode(answers.get("mode", Mode.PLAIN)))
        except TooComplex:
            error = _("This is marked up beyond all measure. Write it more simply.")
            self.add_error("text", ValidationError(error))
        return answers

    def profile(self, *, picture_alt: str) -> Profile:
        answers = self.cleaned_data
        mode = Mode(answers["mode"])
        return Profile(
            answers["text"], mode, answers["is_linked"], picture_alt, answers["base"]
        )


def _as_written(html: str) -> tuple[Mode, str]:
    for mode in (Mode.PLAIN, Mode.MARKDOWN):
        written = write(html, mode)
        if not written.losses and read(written.text, mode) == html:
            return mode, written.text
    return Mode.HTML, html


class PictureForm(forms.Form):
    """A picture, and what it shows for those who don't see it."""

    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}
        ),
        help_text=_(
            "JPEG, PNG, WebP or GIF, 8 MB at most. It is cut to a square and made anew, so that "
            "neither place nor camera stays in it."
        ),
    )
    picture_alt = forms.CharField(
        label=_("What the picture shows"),
        max_length=250,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("In a few words, for readers who don’t see it."),
    )

    def __init__(self, *args: Any, has_picture: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_picture = has_picture

    def clean_picture(self) -> bytes:
        sent = self.cleaned_data["picture"]
        if sent is None and not self.has_picture:
            raise ValidationError(_("Choose a picture."))
        if sent and sent.size > MOST_BYTES:
            raise ValidationError(too_large())
        return sent.read() if sent else b""


def too_large() -> Any:
    return _("This picture is too large. Send one of 8 MB and 25 megapixels at most.")


def no_picture() -> Any:
    return _("This file cannot be read as a picture. Send a JPEG, PNG, WebP or GIF.")
