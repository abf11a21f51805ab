"""Which passwords are too easily guessed, told without asking anybody: the list is Django's own."""

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.accounts.models import User

#: Fewer different characters than these are a pattern, however long it is.
FEWEST_CHARACTERS = 6
SHORTEST = 12


class GuessablePasswordValidator:
    """Refuses what is common once figures and signs are taken off, numbers, and patterns.

    The common list holds few passwords of twelve letters and more: people lengthen short ones.
    """

    def __init__(self) -> None:
        self.common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) < SHORTEST:
            return  # too short: another rule says so
        letters = "".join(letter for letter in password.lower() if letter.isalpha())
        halves = {letters, letters[: len(letters) // 2]}
        is_common = bool(halves & self.common) and len(letters) <= 16
        if is_common or not letters or len(set(password)) < FEWEST_CHARACTERS:
            raise ValidationError(
                _("This password is easily guessed. A few words make a better one."),
                code="password_is_guessable",
            )

    def get_help_text(self) -> StrOrPromise:
        return _("Your password is none that is easily guessed.")
