"""What every form says of wrong input: what to do, in place of what a rule of Django's forbids.

A form that knows more of its field says it in ``error_messages``, which goes before these.
"""

from collections.abc import Mapping

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django_stubs_ext import StrOrPromise

_NOT_OFFERED = _("Choose among what is offered.")
_AT_LEAST_ONE = _("Choose at least one.")
_NO_DAY = _("Type a day as year, month and day: 2026-03-14.")
_NO_TIME = _("Type a time as hours and minutes: 18:00.")
_NO_LIST = _("Choose again: this was no list.")

#: By kind of field. What stands at ``Field`` is said by all that say nothing else.
SENTENCES: Mapping[type[forms.Field], Mapping[str, StrOrPromise]] = {
    forms.Field: {
        "required": _("Fill this in."),
        "max_length": ngettext_lazy(
            "This is too long: at most %(limit_value)d character, and it has %(show_value)d.",
            "This is too long: at most %(limit_value)d characters, and it has %(show_value)d.",
            "limit_value",
        ),
        "min_length": ngettext_lazy(
            "This is too short: at least %(limit_value)d character.",
            "This is too short: at least %(limit_value)d characters.",
            "limit_value",
        ),
        "max_value": _("This is too much: %(limit_value)s at most."),
        "min_value": _("This is too little: %(limit_value)s at least."),
    },
    forms.BooleanField: {"required": _("Tick this to go on.")},
    forms.IntegerField: {"invalid": _("Type a whole number.")},
    forms.FloatField: {"invalid": _("Type a number.")},
    forms.DecimalField: {"invalid": _("Type a number.")},
    forms.DateField: {"invalid": _NO_DAY},
    forms.TimeField: {"invalid": _NO_TIME},
    forms.DateTimeField: {
        "invalid": _("Type a day and a time: 2026-03-14 18:00."),
    },
    forms.EmailField: {
        "invalid": _("Type a whole e-mail address: name@example.org."),
    },
    forms.URLField: {"invalid": _("Type a whole address: https://example.org/.")},
    forms.SlugField: {"invalid": _("Only the letters a to z, digits, - and _.")},
    forms.UUIDField: {"invalid": _("This was changed on its way. Load the page anew.")},
    forms.JSONField: {"invalid": _("This was changed on its way. Load the page anew.")},
    forms.FileField: {
        "required": _("Choose a file."),
        "invalid": _("No file came along. Choose it again."),
        "missing": _("No file came along. Choose it again."),
        "empty": _("This file is empty. Choose another."),
        "max_length": _(
            "The file’s name is too long: at most %(max)d characters. Give it a shorter one."
        ),
        "contradiction": _("Send a file or take it away, not both."),
    },
    forms.ImageField: {
        "invalid_image": _("This picture cannot be read. Choose another."),
    },
    forms.ChoiceField: {"required": _("Choose one."), "invalid_choice": _NOT_OFFERED},
    forms.MultipleChoiceField: {
        "required": _AT_LEAST_ONE,
        "invalid_choice": _NOT_OFFERED,
        "invalid_list": _NO_LIST,
    },
    forms.ModelChoiceField: {"invalid_choice": _NOT_OFFERED},
    forms.ModelMultipleChoiceField: {
        "required": _AT_LEAST_ONE,
        "invalid_choice": _NOT_OFFERED,
        "invalid_list": _NO_LIST,
        "invalid_pk_value": _NOT_OFFERED,
    },
}


def speak() -> None:
    """Say these from now on: fields take their words along when they are made."""
    for field, sentences in SENTENCES.items():
        theirs = vars(field).get("default_error_messages", {})
        field.default_error_messages = {**theirs, **sentences}
    # Some fields ask this validator outside of their own rules.
    ProhibitNullCharactersValidator.message = _(
        "There is an invisible sign in this that cannot be kept. Type it anew."
    )
    UnicodeUsernameValidator.message = _("Only letters, digits and @ . + - _.")
    models.Field.default_error_messages = {
        **models.Field.default_error_messages,
        "unique": _("This is there already. Choose another."),
    }
