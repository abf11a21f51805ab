"""What somebody prefers."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.accounts.models.preferences import (
    MailRhythm,
    PlaceRule,
    mail_rhythms,
    place_rules,
)

#: Names of time zones that are no places: kept by the database for old programs.
_NO_PLACES = ("Etc/", "SystemV/", "US/", "posix/", "right/")


def time_zones() -> list[tuple[str, StrOrPromise]]:
    archive = _("as the archive: %(zone)s") % {"zone": settings.TIME_ZONE}
    return [("", archive), *((name, name.replace("_", " ")) for name in _places())]


@cache
def _places() -> list[str]:
    names = available_timezones()
    places = {n for n in names if "/" in n and not n.startswith(_NO_PLACES)}
    return sorted({"UTC", *places})


def yes_or_no() -> list[tuple[str, StrOrPromise]]:
    return [("yes", _("Yes")), ("no", _("No"))]


def spans_of_history() -> list[tuple[str, StrOrPromise]]:
    """In days; empty is for ever."""
    return [
        ("", _("until I forget it")),
        ("30", _("a month")),
        ("90", _("three months")),
        ("365", _("a year")),
    ]


class HistoryField(forms.TypedChoiceField):
    """Whether places are kept; None where that was not answered."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Keep my place in what I read"),
            help_text=_(
                "So that you go on where you stopped, on every device. For you alone; you can "
                "turn it off and forget it at any time."
            ),
            choices=yes_or_no,
            coerce=lambda answer: answer == "yes",
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value: object) -> object:
        return {True: "yes", False: "no"}.get(value, value)  # type: ignore[call-overload]


class ZoneForm(forms.Form):
    """Where somebody lives, as far as clocks know."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        choices=time_zones,
        help_text=_(
            "For the days and hours at which your chapters and letters come. What is planned"
            " already keeps the zone it was planned in: it does not move."
        ),
    )


class PreferencesForm(ZoneForm):
    """All of it."""

    noindex = forms.BooleanField(
        label=_("Ask search engines to leave my works out"),
        required=False,
        help_text=_("Most keep to it. Works for adults are kept out of them anyway."),
    )
    takes_offers = forms.BooleanField(
        label=_("Others may offer me a place in a byline, or a work"), required=False
    )
    takes_gifts = forms.BooleanField(
        label=_("Others may dedicate a work to me"), required=False
    )
    mails_of_offers = forms.BooleanField(
        label=_(
            "Write to me when others ask something of me, or dedicate a work to me"
        ),
        required=False,
    )

    mail_rhythm = forms.ChoiceField(
        label=_("Letters about what I follow"),
        choices=mail_rhythms,
        widget=forms.RadioSelect,
        required=False,
        initial=MailRhythm.NEVER,
        help_text=_(
            "One letter holds all that is new. Once a day is at seven in your morning;"
            " once a week, on Monday."
        ),
    )
    mails_adult_titles = forms.BooleanField(
        label=_("Letters may name stories for adults"),
        required=False,
        help_text=_(
            "Otherwise they speak of “a story for adults”. A subject never names one."
        ),
    )

    keeps_history = HistoryField()
    history_days = forms.TypedChoiceField(
        label=_("How long it is kept"),
        choices=spans_of_history,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("A story that you have not opened for so long is forgotten."),
    )
    place_rule = forms.ChoiceField(
        label=_("Where devices disagree, the place that counts is"),
        choices=place_rules,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("The other one is offered beside the text."),
    )

    READING = ("keeps_history", "history_days", "place_rule")
    TELLING = ("mail_rhythm", "mails_adult_titles")
    WRITING = ("time_zone", "noindex")
    OTHERS = ("takes_offers", "takes_gifts", "mails_of_offers")

    def clean_mail_rhythm(self) -> str:
        return self.cleaned_data["mail_rhythm"] or MailRhythm.NEVER

    def clean_place_rule(self) -> str:
        return self.cleaned_data["place_rule"] or PlaceRule.FURTHEST

    def reading(self) -> list[forms.BoundField]:
        return [self[name] for name in self.READING]

    def telling(self) -> list[forms.BoundField]:
        return [self[name] for name in self.TELLING]

    def writing(self) -> list[forms.BoundField]:
        return [self[name] for name in self.WRITING]

    def others(self) -> list[forms.BoundField]:
        return [self[name] for name in self.OTHERS]
