"""What works announce: on commit, ids only."""

from django.dispatch import Signal

#: A work became public, or a public work gained a chapter. Arguments: ``work_id``.
work_posted = Signal()

#: What the public may know of a work changed. Arguments: ``work_id``.
work_changed = Signal()
