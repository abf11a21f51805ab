"""What somebody prefers."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict

from fascicle.accounts.models import Preferences, User


def preferences_of(user: User) -> dict[str, Any]:
    """All that somebody prefers, by the names of the fields; as it is by default, unless said."""
    kept = Preferences.objects.filter(user=user).first() or Preferences(user=user)
    return {**model_to_dict(kept, exclude=["user"]), "time_zone": user.time_zone}


@transaction.atomic
def prefer(user: User, wanted: Mapping[str, Any]) -> None:
    """Set all of it; ``wanted`` is like what ``preferences_of`` returns."""
    choices = dict(wanted)
    live_in(user, choices.pop("time_zone"))
    Preferences.objects.update_or_create(user=user, defaults=choices)


def live_in(user: User, zone_name: str) -> None:
    """Set their time zone. What they have planned keeps the one it was planned in."""
    user.time_zone = zone_name
    user.save(update_fields=["time_zone"])


def prefer_letters(user: User, rhythm: str) -> None:
    """Set when letters tell them of what is new, and nothing else."""
    Preferences.objects.update_or_create(user=user, defaults={"mail_rhythm": rhythm})


def send_books_to(user: User, address: str) -> None:
    """Set where an account's e-reader takes letters; empty is nowhere."""
    Preferences.objects.update_or_create(user=user, defaults={"send_to": address})


def keep_history(user: User, *, keeps: bool) -> None:
    """Say whether the archive may keep places. What it has kept stays, unseen, until forgotten."""
    Preferences.objects.update_or_create(user=user, defaults={"keeps_history": keeps})
