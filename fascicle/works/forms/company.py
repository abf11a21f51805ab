"""Whom a work is offered to, what it is related to, whom it is for."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from fascicle.accounts.models import PenName, User
from fascicle.accounts.viewer import Viewer
from fascicle.core.names import name_key
from fascicle.works.forms.instalments import name_of_chapter
from fascicle.works.models import Chapter, OfferKind, Work
from fascicle.works.models.relations import relation_kinds

NAME = {"autocomplete": "off", "dir": "auto"}
LONGEST_ADDRESS = 500
NO_ADDRESS = _("This is no address of a page.")


class OfferForm(forms.Form):
    """Who shall write along, and what."""

    name = forms.CharField(
        label=_("Their pen name"), max_length=150, widget=forms.TextInput(NAME)
    )
    what = forms.ChoiceField(label=_("What they would write"), required=False)

    def __init__(
        self, data: QueryDict | None = None, *, chapters: Sequence[Chapter]
    ) -> None:
        super().__init__(data)
        self.chapters = {str(one.pk): one for one in chapters}
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
        field.choices = [
            ("", _("all of it: a place in the byline")),
            *((key, name_of_chapter(one)) for key, one in self.chapters.items()),
        ]

    @property
    def chapter(self) -> Chapter | None:
        return self.chapters.get(self.cleaned_data["what"])

    @property
    def kind(self) -> OfferKind:
        return OfferKind.CHAPTER if self.chapter else OfferKind.WORK


class HandOverForm(forms.Form):
    """Who shall have the whole work."""

    name = forms.CharField(
        label=_("Their pen name"), max_length=150, widget=forms.TextInput(NAME)
    )
    kind = OfferKind.HAND_OVER
    chapter = None


class WriteAsForm(forms.Form):
    """Under which other name of theirs somebody writes a work."""

    pen_name = forms.ModelChoiceField(
        label=_("Write it as"), queryset=PenName.objects.none(), empty_label=None
    )

    def __init__(
        self, data: QueryDict | None = None, *, writer: User, now: PenName | None = None
    ) -> None:
        super().__init__(data)
        field = self.fields["pen_name"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the types
        names = writer.pen_names.for_owner()
        field.queryset = names.exclude(pk=now.pk) if now else names


class RelationForm(forms.Form):
    """How a work stands to another, and which."""

    kind = forms.ChoiceField(
        label=_("This story is a"),
        choices=relation_kinds,
        error_messages={"required": _("Choose what it is to the other story.")},
    )
    other = forms.CharField(
        label=_("The other story"),
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(NAME),
        help_text=_("Its address, here or elsewhere, or its title."),
        error_messages={"required": _("Name the other story: its title or address.")},
    )
    author = forms.CharField(
        label=_("Its writer"),
        max_length=150,
        required=False,
        widget=forms.TextInput(NAME),
        help_text=_("If you name a title that several stories could have."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        work: Work | None = None,
        viewer: Viewer,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.work, self.viewer = work, viewer
        self.url, self.title = "", ""
        self.to: Work | None = None
        if self.empty_permitted:
            field = self.fields["kind"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
            field.choices = [("", _("story of its own")), *relation_kinds()]

    def clean_other(self) -> str:
        other = str(self.cleaned_data["other"]).strip()
        if not other.startswith(("http://", "https://", "/")):
            if not name_key(other):
                raise ValidationError(_("Give its title, or its address."))
            self.title = other[:255]
            return other
        if self._is_here(other):
            here = self.to = self._work_at(urlsplit(other).path)
            other = f"{settings.SITE_URL}{here.get_absolute_url()}"
        URLValidator(("http", "https"), message=NO_ADDRESS)(other)
        self.url = other
        return other

    def _is_here(self, address: str) -> bool:
        try:
            parts = urlsplit(address)
        except ValueError as error:
            raise ValidationError(NO_ADDRESS) from error
        here = urlsplit(settings.SITE_URL)
        return not parts.netloc or parts.netloc == here.netloc

    def _work_at(self, path: str) -> Work:
        try:
            pk = resolve(path).kwargs.get("work_id")
        except Resolver404:
            pk = None
        work = Work.objects.visible_to(self.viewer).with_pk(pk) if pk else None
        if work is None:
            raise ValidationError(_("There is no story at this address."))
        if work == self.work:
            raise ValidationError(_("That is this story itself."))
        return work


class GiftForm(forms.Form):
    """Whom a work is for."""

    name = forms.CharField(
        label=_("For whom"),
        max_length=150,
        widget=forms.TextInput(NAME),
        help_text=_(
            "A pen name here, or any name. Who has one here can take theirs off again."
        ),
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not name_key(name):
            raise ValidationError(_("This is no name."))
        return name
