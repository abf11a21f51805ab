"""How far the index has followed what curators changed."""

from dataclasses import dataclass

from fascicle.search.index import generations, outbox
from fascicle.search.index.checkpoints import Checkpoint
from fascicle.search.index.outbox import Position
from fascicle.search.models import Change, Subject


@dataclass(frozen=True, slots=True)
class Rereading:
    """What the index has still to read of tags that changed."""

    is_ready: bool
    """Whether there is an index at all."""
    tags: int = 0
    """Changed tags whose works are not all found under their new meaning yet."""
    works: int = 0
    """Works still to be read, of the tags it is at."""

    @property
    def is_busy(self) -> bool:
        return not self.is_ready or bool(self.tags)


def rereading() -> Rereading:
    """Ask the index's own notes of how far it is. A few queries."""
    generation = generations.current()
    try:
        kept = Checkpoint.load(generation.checkpoint) if generation else None
    except (OSError, ValueError):
        kept = None
    if kept is None:
        return Rereading(is_ready=False)
    tags = _unread(kept.edits)
    works = 0
    for group in kept.groups:
        if group.subject == Subject.TAG:
            tags |= set(group.ids)
            bearing = outbox.works_of(group.subject, group.ids)
            works += sum(work > group.after for work in bearing)
    return Rereading(is_ready=True, tags=len(tags), works=works)


def _unread(position: Position) -> set[int]:
    """Tags of which a change has not been looked at."""
    rows = Change.objects.filter(subject=Subject.TAG, xid__gte=position.xid).exclude(
        xid=position.xid, id__lte=position.id
    )
    return set(rows.values_list("subject_id", flat=True).distinct())
