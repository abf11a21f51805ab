"""What readers may ask for."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fascicle.accounts.look import SETTINGS, Look, Scale, Setting
from fascicle.accounts.models.preferences import mail_rhythms
from fascicle.core.names import one_line
from fascicle.reading.actions.highlights import LONGEST_NOTE, LONGEST_PASSAGE
from fascicle.reading.models import State
from fascicle.reading.passages import Passage
from fascicle.works.models import Chapter, Work

FORMATS = [("epub", "EPUB"), ("html", "HTML"), ("txt", "TXT")]


class RangeForm(forms.Form):
    """A run of chapters to take away, as a file of some format."""

    first = forms.TypedChoiceField(label=_("First chapter"), coerce=int)
    last = forms.TypedChoiceField(label=_("Last chapter"), coerce=int)
    format = forms.ChoiceField(label=_("Format"), choices=FORMATS)

    def __init__(self, *args: Any, chapters: Sequence[Chapter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.position, _label(one)) for one in chapters]
        for name in ("first", "last"):
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label, coerce=int, choices=choices
            )
        if choices:
            self.initial = {"first": choices[0][0], "last": choices[-1][0]}

    def address(self, work: Work) -> str:
        """Where the file is. The form is valid."""
        first, last = sorted([self.cleaned_data["first"], self.cleaned_data["last"]])
        return reverse(
            "exporting:chapters_file",
            args=[work.pk, first, last, self.cleaned_data["format"]],
        )


def _label(chapter: Chapter) -> str:
    number = chapter.number or str(chapter.position)
    return f"{number} · {chapter.title[:60]}" if chapter.title else number


class LookForm(forms.Form):
    """Every setting of a look. One that says nothing, or nonsense, stays as it was."""

    def __init__(self, data: QueryDict | None = None, *, look: Look) -> None:
        super().__init__(data, auto_id="look-%s")
        self._look = look
        for setting in SETTINGS:
            self.fields[setting.name] = _field(setting, look[setting.name])

    def chosen(self) -> Look:
        self.full_clean()
        before = {setting.name: self._look[setting.name] for setting in SETTINGS}
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return Look.of({**before, **said})


def _field(setting: Setting | Scale, value: str) -> forms.ChoiceField:
    if isinstance(setting, Setting):
        widget: forms.Widget = forms.RadioSelect()
        choices = list(setting.choices)
    else:
        widget = forms.NumberInput(
            attrs={"type": "range", "min": setting.least, "max": setting.most}
            | {"data-usual": setting.usual}
        )
        choices = [(one, one) for one in setting.values]
    return forms.ChoiceField(
        choices=choices,
        widget=widget,
        label=setting.label,
        initial=value,
        required=False,
    )


GUEST, MEMBER = "guest", "member"
PHONE, WIDE = "phone", "wide"
WORK, WHOLE = "work", "whole"


class PreviewForm(forms.Form):
    """As whom, what of a work, and how wide its writer looks at it."""

    preview = forms.ChoiceField(
        label=_("As"), choices=[(GUEST, _("a guest")), (MEMBER, _("a member"))]
    )
    page = forms.ChoiceField(label=_("Page"))
    width = forms.ChoiceField(
        label=_("On"),
        choices=[(PHONE, _("a phone")), (WIDE, _("a wide screen"))],
    )
    drafts = forms.BooleanField(label=_("As if all drafts were posted"), required=False)
    adult = forms.BooleanField(label=_("Past the adult gate"), required=False)

    def __init__(
        self,
        data: QueryDict | dict[str, str] | None = None,
        *,
        chapters: Sequence[Chapter],
        work: Work,
    ) -> None:
        super().__init__(data)
        self.work = work
        page = self.fields["page"]
        assert isinstance(page, forms.ChoiceField)  # noqa: S101 - for the types
        named = [(str(one.position), _label(one)) for one in chapters]
        page.choices = [
            (WORK, _("about the story")),
            (WHOLE, _("all on one page")),
            *named,
        ]

    @classmethod
    def usual(cls, chapters: Sequence[Chapter], work: Work) -> "PreviewForm":
        """A guest on a phone, who has passed the gate."""
        choices = {"preview": GUEST, "page": WORK, "width": PHONE, "adult": "on"}
        form = cls({**choices, "drafts": "on"}, chapters=chapters, work=work)
        form.full_clean()
        return form

    @property
    def is_narrow(self) -> bool:
        return bool(self.cleaned_data["width"] == PHONE)

    def address(self) -> str:
        """Where the page is that was asked for."""
        given = self.cleaned_data
        names = ("drafts", "adult")
        asked = {"preview": given["preview"], **{n: "on" for n in names if given[n]}}
        return f"{self._page(given['page'])}?{urlencode(asked)}"

    def _page(self, page: str) -> str:
        if page == WORK:
            return self.work.get_absolute_url()
        if page == WHOLE:
            return reverse("reading:whole", args=[self.work.pk])
        return reverse("reading:chapter", args=[self.work.pk, page])


class HighlightForm(forms.Form):
    """A passage as a page's script found it: its words, and where they begin."""

    quote = forms.CharField(max_length=LONGEST_PASSAGE, strip=False)
    paragraph = forms.IntegerField(min_value=0, max_value=1_000_000)
    start = forms.IntegerField(min_value=0, max_value=10_000_000)
    note = forms.CharField(max_length=LONGEST_NOTE, required=False)

    def passage(self) -> Passage:
        """The form is valid."""
        names = ("quote", "paragraph", "start")
        given = {name: self.cleaned_data[name] for name in names}
        # A form's line ends come in twos.
        given["quote"] = given["quote"].replace("\r\n", "\n")
        return Passage(**given)


class NoteForm(forms.Form):
    """A reader's own words to a passage."""

    note = forms.CharField(
        label=_("Your note"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Nobody but you reads it."),
    )


class TellingForm(forms.Form):
    """When letters tell of what is new."""

    mail_rhythm = forms.ChoiceField(
        label=_("Write to me"), choices=mail_rhythms, widget=forms.RadioSelect
    )


class NewShelfForm(forms.Form):
    """A shelf to be put up."""

    name = forms.CharField(label=_("Name of a new shelf"), max_length=80)

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])


class ShelfForm(forms.Form):
    """What a shelf is called, and what is said of it."""

    name = forms.CharField(label=_("Name"), max_length=80)
    about = forms.CharField(
        label=_("About it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])


class PlaceForm(forms.Form):
    """Where a page says its reader is."""

    chapter = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    paragraph = forms.IntegerField(min_value=0, max_value=10**9)
    words = forms.CharField(required=False, max_length=2000)
    within = forms.FloatField(min_value=0, max_value=1)
    read = forms.BooleanField(required=False)
    stamp = forms.IntegerField(required=False, min_value=0, max_value=2**31)
    ago = forms.FloatField(required=False)

    @classmethod
    def read_json(cls, body: bytes) -> Self:
        """The form that a script filled in; what is no object in JSON fills in nothing."""
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            said = None
        return cls(said if isinstance(said, dict) else {})

    def place(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            **{name: given[name] for name in ("paragraph", "words", "within")},
            "is_chapter_read": given["read"],
            "known_stamp": given["stamp"],
        }

    def at(self, now: datetime) -> datetime:
        """When the reader was there: so many seconds ago, whatever the time is elsewhere."""
        ago = min(max(self.cleaned_data["ago"] or 0.0, 0.0), 10.0**9)
        return now - timedelta(seconds=ago)


class ChoiceForm(forms.Form):
    """Which of two places."""

    HERE, THERE = "here", "there"
    where = forms.ChoiceField(choices=[(HERE, HERE), (THERE, THERE)])


class StateForm(forms.Form):
    """What a reader does with a work."""

    state = forms.ChoiceField(choices=State.choices)


class HistoryForm(forms.Form):
    """Which of what was read, and in which order. What is not understood asks for nothing."""

    READ, TITLE, UPDATED, BEGUN = "read", "title", "updated", "begun"
    ORDERS = (
        (READ, _("last read first")),
        (UPDATED, _("newest part first")),
        (TITLE, _("by title")),
        (BEGUN, _("last begun first")),
    )
    q = forms.CharField(label=_("Title or writer"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=lambda: [("", _("all of them")), *State.choices],
    )
    order = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)

    @property
    def asked(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
