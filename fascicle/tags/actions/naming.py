"""What tags are called, and what is said of them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from fascicle.accounts.models import User
from fascicle.core.names import name_key, one_line
from fascicle.tags.actions.changing import Draft, links_of, lock, record, write
from fascicle.tags.models import Deed, Distinct, Kind, Tag, TagChange
from fascicle.tags.refusals import (
    NameTaken,
    NotCoinable,
    TagInUse,
    TooMany,
)

LENGTH = 150


def tags_named(kind: Kind, names: Iterable[str]) -> list[Tag]:
    """The tags of these names, coined where the kind has none yet.

    A synonym stays one: works show what was typed.
    """
    wanted = list(_keyed(names))
    there = _by_key(kind, [key for _, key in wanted])
    if new := {key: name for name, key in reversed(wanted) if key not in there}:
        coin(kind, new)
        there |= _by_key(kind, new)
    return [there[key] for _, key in wanted]


def coin(kind: Kind, names: Mapping[str, str]) -> None:
    """Make tags of a kind, each name under its key; what is there already stays as it is."""
    # In one order for everybody: of two who coin the same ones, each could wait for the other.
    new = [Tag(kind=kind, key=key, name=names[key]) for key in sorted(names)]
    Tag.objects.bulk_create(new, ignore_conflicts=True)


def _by_key(kind: Kind, keys: Iterable[str]) -> dict[str, Tag]:
    return {tag.key: tag for tag in kind.tags.with_keys(keys)}


def tags_for_writer(kind: Kind, names: Iterable[str]) -> list[Tag]:
    """The tags of these names, for a work of a writer who keeps to the kind's rules.

    :raises TooMany: if a work can't have that many tags of the kind.
    :raises NotCoinable: if writers can't add to the kind, and it has none of some name.
    """
    wanted = {key: name for name, key in _keyed(names)}
    if kind.limit_per_work is not None and len(wanted) > kind.limit_per_work:
        raise TooMany(kind.limit_per_work)
    if not kind.coinable:
        known = set(kind.tags.with_keys(wanted).values_list("key", flat=True))
        if unknown := [name for key, name in wanted.items() if key not in known]:
            raise NotCoinable(unknown[0])
    return tags_named(kind, wanted.values())


def _keyed(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each name once, beside its key; what is no name is left out."""
    for name in dict.fromkeys(one_line(name) for name in names):
        if key := name_key(name)[:LENGTH]:
            yield name[:LENGTH], key


def rename(tag: Tag, *, name: str, by: User | None, at: datetime) -> TagChange | None:
    """Give a tag another name; works that bear it show the new one.

    :raises NameTaken: if the kind has another tag of this name.
    """
    return describe_tag(tag, name=name, description=tag.description, by=by, at=at)


@transaction.atomic
def describe_tag(
    tag: Tag, *, name: str, description: str, by: User | None, at: datetime
) -> TagChange | None:
    """Give a tag another name and description.

    :raises NameTaken: if the kind has another tag of this name.
    """
    (tag,) = lock(tag)
    draft = Draft()
    draft.set(tag, "name", one_line(name)[:LENGTH])
    draft.set(tag, "key", name_key(name)[:LENGTH])
    deed = Deed.RENAMED if draft.fields else Deed.DESCRIBED
    draft.set(tag, "description", description)
    if not draft.fields:
        return None
    other = name if deed == Deed.RENAMED else ""
    try:
        with transaction.atomic():
            return record(deed, tag, draft, other=other, by=by, at=at)
    except IntegrityError as error:
        raise NameTaken(name) from error


def describe(
    tag: Tag, *, description: str, by: User | None, at: datetime
) -> TagChange | None:
    """Say what a tag means."""
    return _say(Deed.DESCRIBED, tag, "description", description, by=by, at=at)


def set_note(tag: Tag, *, note: str, by: User | None, at: datetime) -> TagChange | None:
    """Leave a note for curators."""
    return _say(Deed.NOTED, tag, "note", note, by=by, at=at)


@transaction.atomic
def _say(
    deed: Deed, tag: Tag, field: str, text: str, *, by: User | None, at: datetime
) -> TagChange | None:
    (tag,) = lock(tag)
    draft = Draft()
    draft.set(tag, field, text)
    return record(deed, tag, draft, by=by, at=at) if draft.fields else None


@transaction.atomic
def mark_sorted(tag: Tag, *, by: User | None, at: datetime) -> TagChange | None:
    """A curator has looked at a tag, and it is well as it is."""
    (tag,) = lock(tag)
    draft = Draft()
    draft.set(tag, "sorted_at", at)
    return record(Deed.SORTED, tag, draft, by=by, at=at) if draft.fields else None


@transaction.atomic
def tell_apart(
    tag: Tag, other: Tag, *, by: User | None, at: datetime
) -> TagChange | None:
    """Remember that two tags are different, however alike they look."""
    tag, other = lock(tag, other)
    tag_a, tag_b = sorted((tag, other), key=lambda tag: tag.pk)
    _, is_new = Distinct.objects.get_or_create(tag_a=tag_a, tag_b=tag_b)
    if not is_new:
        return None
    draft = Draft(told_apart=[(tag_a.pk, tag_b.pk)])
    return record(Deed.TOLD_APART, tag, draft, other=other.name, by=by, at=at)


@transaction.atomic
def remove_tag(tag: Tag) -> None:
    """Remove a tag that no work bears and that has no synonyms.

    :raises TagInUse: if one does, or it has.
    """
    (tag,) = lock(tag)
    if tag.works.exists() or tag.synonyms.exists():
        raise TagInUse(tag.name)
    write(Draft(unlinked=links_of(tag)))
    tag.delete()
