"""What search does when the tables change."""

from collections.abc import Sequence

from fascicle.search.index import outbox, triggers
from fascicle.works.models import Work


def before_migrating(plan: Sequence[object] = (), **kwargs: object) -> None:
    """Take the triggers out of the way of what is about to be altered."""
    if plan:
        triggers.drop()


def after_migrating(plan: Sequence[object] = (), **kwargs: object) -> None:
    """Make the triggers again. Of what changed meanwhile nothing was noted: all did."""
    if triggers.can_stand() and not triggers.stand():
        triggers.create()
        if Work.objects.exists():
            outbox.note_all()
