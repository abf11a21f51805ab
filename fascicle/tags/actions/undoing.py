"""Taking back what a curator did."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from fascicle.accounts.models import User
from fascicle.tags.actions.changing import (
    Draft,
    Value,
    link_pks,
    lock_kinds,
    plain,
    write,
)
from fascicle.tags.actions.closing import chunks
from fascicle.tags.models import Broader, Distinct, Tag, TagChange
from fascicle.tags.refusals import AlreadyUndone, BuiltUpon, WouldCircle


@transaction.atomic
def undo(change: TagChange, *, by: User | None, at: datetime) -> None:
    """Put everything back as it was before a change.

    :raises AlreadyUndone: if it has been.
    :raises BuiltUpon: if what it changed has been changed again since.
    """
    details = change.details
    fields = [tuple(row) for row in details.get("fields", ())]
    links = [*details.get("linked", ()), *details.get("unlinked", ())]
    touched = {row[0] for row in fields} | {pk for link in links for pk in link}
    now = _lock(touched, fields)
    change = TagChange.objects.select_for_update().get(pk=change.pk)
    if change.undone_at:
        raise AlreadyUndone
    draft = _turned(change, now)
    try:
        with transaction.atomic():
            write(draft)
    except (IntegrityError, WouldCircle) as error:
        raise BuiltUpon from error
    for tag_a, tag_b in details.get("told_apart", ()):
        Distinct.objects.filter(tag_a=tag_a, tag_b=tag_b).delete()
    if draft.linked or draft.fields:
        _check(touched)
    change.undone_at, change.undone_by = at, by
    change.save(update_fields=["undone_at", "undone_by"])


def _lock(
    touched: set[int], fields: list[tuple[int, str, Value, Value]]
) -> dict[int, Tag]:
    """The tags as they are now, their kinds and those they return to locked."""
    kinds = {
        value
        for _pk, name, *values in fields
        for value in values
        if name == "kind_id" and isinstance(value, int)
    }
    kinds |= {tag.kind_id for tag in _tags(touched).values()}
    lock_kinds(kinds)
    now = _tags(touched)
    if len(now) < len(touched) or any(t.kind_id not in kinds for t in now.values()):
        raise BuiltUpon  # a tag is gone
    return now


def _tags(pks: set[int]) -> dict[int, Tag]:
    found = {}
    for portion in chunks(pks):
        found.update(Tag.objects.in_bulk(portion))
    return found


def _turned(change: TagChange, now: dict[int, Tag]) -> Draft:
    """What takes a change back.

    :raises BuiltUpon: if what it wrote stands no longer.
    """
    draft = Draft()
    for pk, name, before, after in change.details.get("fields", ()):
        if plain(getattr(now[pk], name)) == after:
            draft.fields.append((pk, name, after, before))
        elif name != "sorted_at":
            raise BuiltUpon
    draft.unlinked = [(n, b) for n, b in change.details.get("linked", ())]
    draft.linked = [(n, b) for n, b in change.details.get("unlinked", ())]
    if len(link_pks(draft.unlinked)) < len(draft.unlinked):
        raise BuiltUpon
    return draft


def _check(touched: set[int]) -> None:
    """Refuse what would leave a synonym of a synonym, or a synonym with links of its own."""
    for portion in chunks(touched):
        tags = Tag.objects.filter(Q(pk__in=portion) | Q(canonical__in=portion))
        wrong = Q(canonical__canonical__isnull=False) | ~Q(canonical__kind=F("kind"))
        if tags.exclude(canonical=None).filter(wrong).exists():
            raise BuiltUpon
        links = Broader.objects.filter(Q(narrower__in=portion) | Q(broader__in=portion))
        wrong = (
            Q(narrower__canonical__isnull=False)
            | Q(broader__canonical__isnull=False)
            | ~Q(narrower__kind=F("broader__kind"))
        )
        if links.filter(wrong).exists():
            raise BuiltUpon
