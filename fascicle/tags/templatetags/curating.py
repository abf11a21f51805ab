"""What the curators' desk says of changes and of likely synonyms."""

from django import template
from django.utils.translation import gettext as _

from fascicle.tags import wording
from fascicle.tags.models import TagChange

register = template.Library()

VERY_LIKELY = 0.8
LIKELY = 0.6


@register.filter
def told(change: TagChange) -> str:
    """What was done, as a sentence."""
    return wording.done(change)


@register.filter
def likelihood(confidence: float) -> str:
    if confidence >= VERY_LIKELY:
        return _("very likely")
    return _("likely") if confidence >= LIKELY else _("perhaps")
