"""When chapters come out, and in which order."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.accounts.models import User
from fascicle.accounts.zones import zone_of
from fascicle.core.languages import choices as language_choices
from fascicle.works import walltime
from fascicle.works.forms.work import past_noon
from fascicle.works.models import Chapter, PostingRun, SeriesEntry

MOST_YEARS_AHEAD = 20


def zone_choices(*names: str) -> list[tuple[str, str]]:
    """Zones by name, these ones first."""
    first = [name for name in dict.fromkeys(names) if name]
    every = [*first, *(name for name in walltime.zone_names() if name not in first)]
    return [(name, name.replace("_", " ")) for name in every]


class ChapterLanguageForm(forms.Form):
    """In which language a chapter is."""

    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        help_text=_(
            "For reading aloud, for hyphens, and for whoever uses a screen reader."
        ),
    )

    @classmethod
    def of(cls, chapter: Chapter, data: QueryDict | None = None) -> Self:
        form = cls(data, initial={"language": chapter.language})
        field = form.fields["language"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
        named = [one for one in language_choices({chapter.language}) if one[0]]
        field.choices = [("", _("the story’s")), *named]
        return form


class WallForm(forms.Form):
    """A time of day in a time zone."""

    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput({"type": "time"}))
    time_zone = forms.ChoiceField(label=_("Time zone"))
    quietly = forms.BooleanField(
        label=_("Quietly"),
        required=False,
        help_text=_("Followers are not told, and the story keeps its place in lists."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        writer: User,
        initial: dict[str, Any] | None = None,
    ) -> None:
        home = zone_of(writer)
        given = {"time_zone": home, **(initial or {})}
        super().__init__(data, initial=given)
        field = self.fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
        field.choices = zone_choices(home, given["time_zone"])


class ScheduleForm(WallForm):
    """When one chapter comes out."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}))

    field_order = ["day", "time", "time_zone", "quietly"]

    def clean_day(self) -> Any:
        return not_too_far(self.cleaned_data["day"])

    @property
    def wall(self) -> datetime:
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"])


class RunForm(WallForm):
    """Which drafts come out on which days of the week."""

    weekdays = forms.MultipleChoiceField(
        label=_("On"),
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(str(n), capfirst(str(name))) for n, name in WEEKDAYS.items()],
        error_messages={"required": _("Choose at least one day of the week.")},
    )
    every_weeks = forms.IntegerField(
        label=_("Every so many weeks"), min_value=1, max_value=52, initial=1
    )
    starts_on = forms.DateField(
        label=_("Not before"), widget=forms.DateInput({"type": "date"})
    )
    chapters = forms.MultipleChoiceField(
        label=_("Drafts"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one draft.")},
    )

    field_order = (
        *("weekdays", "every_weeks", "time", "time_zone"),
        *("starts_on", "chapters", "quietly"),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        writer: User,
        drafts: Sequence[Chapter],
        run: PostingRun | None,
    ) -> None:
        super().__init__(data, writer=writer, initial=_initial(run, writer, drafts))
        field = self.fields["chapters"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
        field.choices = [(str(one.pk), name_of_chapter(one)) for one in drafts]

    def clean_starts_on(self) -> Any:
        return not_too_far(self.cleaned_data["starts_on"])

    @property
    def run(self) -> walltime.Run:
        given = self.cleaned_data
        return walltime.Run(
            weekdays=sum(1 << int(day) for day in set(given["weekdays"])),
            every_weeks=given["every_weeks"],
            time=given["time"].replace(second=0, microsecond=0),
            zone_name=given["time_zone"],
            starts_on=given["starts_on"],
        )

    @property
    def chosen(self) -> set[int]:
        return {int(key) for key in self.cleaned_data["chapters"]}


def _initial(
    run: PostingRun | None, writer: User, drafts: Iterable[Chapter]
) -> dict[str, Any]:
    today = walltime.on_wall(timezone.now(), zone_of(writer)).date()
    if run is None:
        every = [str(one.pk) for one in drafts]
        return {"starts_on": today.isoformat(), "every_weeks": 1, "chapters": every}
    days = [str(n) for n in range(7) if run.weekdays >> n & 1]
    in_run = [one for one in drafts if (row := plan_of(one)) and row.in_run]
    return {
        "weekdays": days,
        "every_weeks": run.every_weeks,
        "time": run.time.strftime("%H:%M"),
        "time_zone": run.time_zone,
        "starts_on": run.starts_on.isoformat(),
        "quietly": run.quietly,
        "chapters": [str(one.pk) for one in in_run],
    }


def plan_of(chapter: Chapter) -> Any:
    """When a chapter comes out, loaded with it; None if it does not."""
    return getattr(chapter, "schedule", None)


def name_of_chapter(chapter: Chapter) -> StrOrPromise:
    number = chapter.number or str(chapter.position)
    if chapter.title:
        return f"{number} · {chapter.title}"
    return _t("Chapter %(number)s") % {"number": number}


def not_too_far(day: Any) -> Any:
    """The day, if it lies within a lifetime's plans."""
    if day.year > timezone.now().year + MOST_YEARS_AHEAD:
        raise ValidationError(_("That is too far away. Choose a day within 20 years."))
    return day


class DateForm(forms.Form):
    """When a chapter first came out."""

    dated = forms.DateField(
        label=_("It first came out on"), widget=forms.DateInput({"type": "date"})
    )

    def clean_dated(self) -> datetime:
        day = self.cleaned_data["dated"]
        return past_noon(day) or timezone.now()


class BeforeForm(forms.Form):
    """Before which other chapter one goes."""

    before = forms.ChoiceField(label=_("Before"))

    def __init__(
        self, data: QueryDict | None = None, *, others: Sequence[Chapter]
    ) -> None:
        super().__init__(data)
        field = self.fields["before"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
        field.choices = [(str(one.pk), name_of_chapter(one)) for one in others]


def order_of(
    data: QueryDict, chapters: Sequence[Chapter] | Sequence[SeriesEntry]
) -> list[int] | None:
    """Chapters, or works of a series, as their places were typed; None if one is no number.

    Where two want one place, whichever moved goes where it was meant to.
    """
    wanted = []
    for chapter in chapters:
        typed = data.get(f"place_{chapter.pk}", "").strip()
        if not (typed.isascii() and typed.isdecimal() and len(typed) < 10):
            return None
        place, here = int(typed), chapter.position
        wanted.append((place, (place > here) - (place < here), here, chapter.pk))
    return [pk for *_, pk in sorted(wanted)]
