"""What works announce: on commit, ids only; and what is told within the transaction itself."""

from django.dispatch import Signal

#: A work became public, or a public work gained a chapter. Arguments: ``work_id``.
work_posted = Signal()

#: A chapter became public by itself. Arguments: ``work_id``, ``chapter_id``, ``quietly``: whether
#: its writer wants nobody told.
chapter_posted = Signal()

#: A public chapter's text changed, and its writer wants followers told. Arguments: ``work_id``,
#: ``chapter_id``.
chapter_revised = Signal()

#: A work's writer told its readers something. Arguments: ``work_id``, ``announcement_id``,
#: ``quietly``.
work_announced = Signal()

#: What the public may know of a work changed. Arguments: ``work_id``.
work_changed = Signal()

# What follows is sent within the transaction that makes it so. Whatever a receiver writes stands or
# falls with it, so that nothing is lost if the process dies right after the commit; and a receiver
# that fails undoes it all.

#: A chapter is becoming public. Arguments: ``work_id``, ``chapter_id``, ``at``, ``quietly``,
#: ``is_first``: whether its work becomes public with it.
chapter_coming_out = Signal()

#: A public chapter's text is changing, and its followers are to hear of it. Arguments: ``work_id``,
#: ``chapter_id``, ``at``.
chapter_being_revised = Signal()

#: A writer is telling readers something. Arguments: ``work_id``, ``announcement_id``, ``at``,
#: ``quietly``.
work_being_announced = Signal()
