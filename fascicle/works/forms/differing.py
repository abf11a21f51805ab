"""Where two forms of one work differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django import forms
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from fascicle.works.forms.tags import Typed


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which what is saved is not what is typed."""

    label: StrOrPromise
    saved: str
    typed: str


def differing(saved: forms.Form, typed: forms.Form) -> list[Difference]:
    """The fields that two forms of one kind hold differently, hidden ones aside."""
    pairs = ((bound, typed[bound.name]) for bound in saved.visible_fields())
    rows = (Difference(one.label, shown(one), shown(other)) for one, other in pairs)
    return [row for row in rows if row.saved != row.typed]


def shown(bound: forms.BoundField) -> str:
    """What a field holds, as a person would say it."""
    value = bound.value()
    if isinstance(value, Typed):
        return ", ".join(sorted(value.names(), key=str.casefold))
    if isinstance(bound.field, forms.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(bound.field, forms.ChoiceField):
        choices = cast("Iterable[tuple[object, object]]", bound.field.choices)
        names = {str(key): str(name) for key, name in choices}
        return names.get("" if value is None else str(value), "")
    text = "" if value is None else str(value)
    return text.replace("\r\n", "\n").strip()
