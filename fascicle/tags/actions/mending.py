"""Putting right what no action can have put wrong."""

from django.db import transaction

from fascicle.tags.actions.changing import lock_kinds
from fascicle.tags.actions.closing import close
from fascicle.tags.models import Broader, Closure, Kind


@transaction.atomic
def mend_closure() -> None:
    """Make the closure follow from the links again, whatever has happened to it.

    :raises WouldCircle: if the links themselves go round in a circle.
    """
    lock_kinds(list(Kind.objects.values_list("pk", flat=True)))
    linked = set(Broader.objects.values_list("narrower", flat=True))
    close(linked | set(Closure.objects.values_list("tag", flat=True)))
