"""What templates of the review desk need beyond Django's own."""

from django import template
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from fascicle.importing.rows import language_name as name_of_language
from fascicle.importing.unreadable import reason
from fascicle.works.models import Status

register = template.Library()


@register.filter
def named_language(code: str) -> str:
    """A language by name, in the host's own language."""
    return name_of_language(code) or _("unknown")


@register.filter
def status_name(status: str) -> str:
    """How far along a work is, in a person's words."""
    return str(Status(status).label) if status in Status.values else status


@register.filter
def plain_number(number: float | None) -> str:
    """A chapter's number as one writes it: 3, not 3.0."""
    return "" if number is None else f"{number:g}"


@register.filter
def percentage(share: float | None) -> str:
    return "" if share is None else _("%(n)d %%") % {"n": round(100 * share)}


@register.filter
def problem_sentence(code: str) -> StrOrPromise:
    """Why a file holds no story."""
    return reason(code)
