"""Accepting from the review desk: a few at once, many in the background."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fascicle.accounts.models import User
from fascicle.importing.actions.accept import Accepted, accept_stories
from fascicle.importing.actions.begin import ask_to_accept
from fascicle.importing.actions.review.decisions import states_among, works_counted
from fascicle.importing.actions.review.journal import decision, lock
from fascicle.importing.models import Batch, StoryState

#: More are accepted in the background, with a progress bar.
AT_ONCE = 20


def accept(
    batch: Batch, pks: Sequence[int], *, by: User, at: datetime
) -> Accepted | None:
    """Accept these stories; None if that goes on in the background.

    :raises NotUnderReview: if the batch is busy.
    """
    with transaction.atomic():
        batch = lock(batch)
        pks = states_among(batch, pks, StoryState.PROPOSED)
        if len(pks) > AT_ONCE:
            _queue(batch, pks, by=by)
            return None
        done = accept_stories(batch, pks, by=by, at=at)
        label = _("Accepted: %(works)s") % {"works": works_counted(len(done.made))}
        with decision(batch, by=by, label=label) as journal:
            if done.made:
                journal.accepted(done.made)
    return done


def _queue(batch: Batch, pks: Sequence[int], *, by: User) -> None:
    label = _("Accepted: %(works)s") % {"works": works_counted(len(pks))}
    with decision(batch, by=by, label=label) as journal:
        journal.accepted(pks)
    ask_to_accept(batch, pks, by=by)
