"""Which tags mean the same, which are broader, and of which kind they are.

Each returns what it logged, or None if all was as asked for already. Works are never touched:
they keep what was typed.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from fascicle.accounts.models import User
from fascicle.tags.actions.changing import (
    Draft,
    Link,
    links_of,
    lock,
    lock_kinds,
    record,
)
from fascicle.tags.actions.closing import chunks
from fascicle.tags.models import Broader, Closure, Deed, Kind, Tag, TagChange
from fascicle.tags.refusals import (
    NameTaken,
    NotASynonym,
    OtherKind,
    SameTag,
    WouldCircle,
)


@transaction.atomic
def merge(tag: Tag, *, into: Tag, by: User | None, at: datetime) -> TagChange | None:
    """Make a tag a synonym of another, with its own synonyms.

    What is broader and narrower moves along, but for what would make a circle.

    :raises SameTag: if ``into`` is, or means, the tag itself.
    :raises OtherKind: if they are of different kinds.
    """
    tag, into = lock(tag, into)
    into = into.canonical or into
    if into.pk == tag.pk:
        raise SameTag
    if into.kind_id != tag.kind_id:
        raise OtherKind
    if tag.canonical_id == into.pk:
        return None
    draft = Draft(unlinked=links_of(tag))
    draft.linked = _moved(draft.unlinked, tag, into)
    draft.set(tag, "canonical_id", into.pk)
    for synonym in tag.synonyms.order_by("pk"):
        draft.set(synonym, "canonical_id", into.pk)
    draft.set(tag, "sorted_at", at)
    draft.set(into, "sorted_at", at)
    return record(Deed.MERGED, tag, draft, other=into.name, by=by, at=at)


def _moved(links: list[Link], tag: Tag, into: Tag) -> list[Link]:
    """A tag's links as those of another, without what that has and what would make a circle."""
    kept = []
    there = set(links_of(into))
    below, above = _around(into)
    for narrower, broader in links:
        link = (into.pk, broader) if narrower == tag.pk else (narrower, into.pk)
        circles = broader in below if narrower == tag.pk else narrower in above
        if not circles and link[0] != link[1] and link not in there:
            kept.append(link)
    return kept


def _around(tag: Tag) -> tuple[set[int], set[int]]:
    """All that is narrower, all that is broader."""
    below = Closure.objects.filter(ancestor=tag).values_list("tag", flat=True)
    above = Closure.objects.filter(tag=tag).values_list("ancestor", flat=True)
    return set(below), set(above)


@transaction.atomic
def split_back(tag: Tag, *, by: User | None, at: datetime) -> TagChange:
    """Let a synonym stand for itself again.

    :raises NotASynonym: if it does already.
    """
    (tag,) = lock(tag)
    if tag.canonical is None:
        raise NotASynonym
    other = tag.canonical.name
    draft = Draft()
    draft.set(tag, "canonical_id", None)
    draft.set(tag, "sorted_at", at)
    return record(Deed.SPLIT, tag, draft, other=other, by=by, at=at)


@transaction.atomic
def promote(tag: Tag, *, by: User | None, at: datetime) -> TagChange:
    """Make a synonym the main name: all that meant the other tag means this one.

    :raises NotASynonym: if it is no synonym.
    """
    (tag,) = lock(tag)
    main = tag.canonical
    if main is None:
        raise NotASynonym
    draft = Draft(unlinked=links_of(main))
    swap = {main.pk: tag.pk}
    draft.linked = [(swap.get(n, n), swap.get(b, b)) for n, b in draft.unlinked]
    draft.set(tag, "canonical_id", None)
    for synonym in [main, *main.synonyms.exclude(pk=tag.pk).order_by("pk")]:
        draft.set(synonym, "canonical_id", tag.pk)
    draft.set(tag, "sorted_at", at)
    return record(Deed.PROMOTED, tag, draft, other=main.name, by=by, at=at)


@transaction.atomic
def make_broader(
    narrower: Tag, *, broader: Tag, by: User | None, at: datetime
) -> TagChange | None:
    """Put a tag under a broader one. Synonyms stand for what they mean.

    :raises SameTag: if both mean the same.
    :raises OtherKind: if they are of different kinds.
    :raises WouldCircle: if the narrower is broader than the other already.
    """
    narrower, broader = _meant(narrower, broader)
    if Broader.objects.filter(narrower=narrower, broader=broader).exists():
        return None
    if Closure.objects.filter(tag=broader, ancestor=narrower).exists():
        raise WouldCircle
    draft = Draft(linked=[(narrower.pk, broader.pk)])
    draft.set(narrower, "sorted_at", at)
    draft.set(broader, "sorted_at", at)
    return record(Deed.BROADENED, narrower, draft, other=broader.name, by=by, at=at)


@transaction.atomic
def unmake_broader(
    narrower: Tag, *, broader: Tag, by: User | None, at: datetime
) -> TagChange | None:
    """Take a tag from directly under a broader one.

    :raises SameTag: if both mean the same.
    :raises OtherKind: if they are of different kinds.
    """
    narrower, broader = _meant(narrower, broader)
    if not Broader.objects.filter(narrower=narrower, broader=broader).exists():
        return None
    draft = Draft(unlinked=[(narrower.pk, broader.pk)])
    draft.set(narrower, "sorted_at", at)
    return record(Deed.UNBROADENED, narrower, draft, other=broader.name, by=by, at=at)


def _meant(narrower: Tag, broader: Tag) -> tuple[Tag, Tag]:
    one, other = lock(narrower, broader)
    one, other = one.canonical or one, other.canonical or other
    if one.pk == other.pk:
        raise SameTag
    if one.kind_id != other.kind_id:
        raise OtherKind
    return one, other


@transaction.atomic
def move_kind(
    tag: Tag, *, kind: Kind, by: User | None, at: datetime
) -> TagChange | None:
    """Make a tag one of another kind, with its synonyms.

    It leaves what it was a synonym of, and what was broader and narrower, behind.

    :raises NameTaken: if the other kind has a tag of this name, or of a synonym's. Its argument
        is that name.
    """
    lock_kinds({tag.kind_id, kind.pk})
    (tag,) = lock(tag)
    if tag.kind_id == kind.pk:
        return None
    moving = [tag, *tag.synonyms.order_by("pk")]
    for keys in chunks(each.key for each in moving):
        if clash := kind.tags.with_keys(keys).first():
            raise NameTaken(clash.name)
    draft = Draft(unlinked=links_of(tag))
    draft.set(tag, "canonical_id", None)
    for each in moving:
        draft.set(each, "kind_id", kind.pk)
    draft.set(tag, "sorted_at", at)
    try:
        with transaction.atomic():
            return record(Deed.MOVED, tag, draft, other=kind.name, by=by, at=at)
    except IntegrityError as error:  # coined there just now
        raise NameTaken(tag.name) from error
