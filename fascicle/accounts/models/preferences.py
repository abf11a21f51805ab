"""What somebody prefers, on one page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.accounts.models.users import User


class PlaceRule(models.TextChoices):
    """Which place counts where devices disagree."""

    FURTHEST = "furthest", _("the furthest")
    LATEST = "latest", _("the latest")


class MailRhythm(models.TextChoices):
    """When letters tell of what is new."""

    NEVER = "never", _("never")
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")


def place_rules() -> list[tuple[str, StrOrPromise]]:
    return list(PlaceRule.choices)


def mail_rhythms() -> list[tuple[str, StrOrPromise]]:
    return list(MailRhythm.choices)


class Preferences(models.Model):
    """An account's choices. No row is everything as it is by default."""

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="preferences"
    )
    takes_offers = models.BooleanField(
        default=True, help_text="Others may offer them a place in a byline."
    )
    takes_gifts = models.BooleanField(default=True)
    noindex = models.BooleanField(
        default=False, help_text="Search engines are asked to leave their works out."
    )
    mails_of_offers = models.BooleanField(default=True)
    typographic_help = models.BooleanField(default=False)
    keeps_history = models.BooleanField(
        null=True, default=None, help_text="Null until they were asked; then it is off."
    )
    history_days = models.PositiveIntegerField(
        null=True, blank=True, help_text="After as many days it forgets; null is never."
    )
    place_rule = models.CharField(
        max_length=10, choices=place_rules, default=PlaceRule.FURTHEST
    )
    mail_rhythm = models.CharField(
        max_length=10, choices=mail_rhythms, default=MailRhythm.NEVER
    )
    mails_adult_titles = models.BooleanField(
        default=False,
        help_text="Whether letters may name works for adults; subjects never do.",
    )
    feed_number = models.PositiveIntegerField(
        default=1, help_text="Renewed, it ends the secret addresses of before."
    )
    send_to = models.EmailField(
        blank=True, help_text="The e-reader to which books are sent by mail."
    )
