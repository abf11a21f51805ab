"""A change of the thesaurus: written in one go, logged so that it can be taken back.

``TagChange.details`` holds ``fields`` ([tag, field, before, after] each), ``linked`` and
``unlinked`` ([narrower, broader] each) and ``told_apart`` ([tag, tag] each).
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import TypeAlias, TypeVar

from django.db.models import Q

from fascicle.accounts.models import User
from fascicle.tags.actions.refusals import WouldCircle
from fascicle.tags.closure import Circle, ancestors
from fascicle.tags.models import Broader, Closure, Deed, Kind, Tag, TagChange

Value: TypeAlias = str | int | None
Link: TypeAlias = tuple[int, int]
Item = TypeVar("Item")


@dataclass(slots=True)
class Draft:
    """What is to be written."""

    fields: list[tuple[int, str, Value, Value]] = field(default_factory=list)
    linked: list[Link] = field(default_factory=list)
    unlinked: list[Link] = field(default_factory=list)
    told_apart: list[Link] = field(default_factory=list)

    def set(self, tag: Tag, name: str, value: Value | datetime) -> None:
        """Note a new value for a field of a tag (``canonical_id``, ``name`` …), if it is new."""
        before, after = plain(getattr(tag, name)), plain(value)
        if before != after:
            self.fields.append((tag.pk, name, before, after))

    def details(self) -> dict[str, object]:
        lists = {
            "fields": self.fields,
            "linked": self.linked,
            "unlinked": self.unlinked,
            "told_apart": self.told_apart,
        }
        return {name: rows for name, rows in lists.items() if rows}


def plain(value: object) -> Value:
    """A field's value as the log has it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value if isinstance(value, int | None) else str(value)


def chunks(rows: Iterable[Item], size: int = 500) -> Iterator[list[Item]]:
    """In portions that a query can hold."""
    rest = iter(rows)
    while portion := list(islice(rest, size)):
        yield portion


def lock(*tags: Tag) -> list[Tag]:
    """Tags as they are now, with nobody else rearranging tags of their kinds."""
    pks = [tag.pk for tag in tags]
    kinds: set[int] = set()
    while True:
        now = {tag.pk: tag for tag in Tag.objects.filter(pk__in=pks)}
        wanted = {tag.kind_id for tag in now.values()}
        if wanted <= kinds:
            return [now.get(pk) or _gone(pk) for pk in pks]
        kinds |= wanted
        lock_kinds(kinds)


def lock_kinds(pks: Collection[int]) -> None:
    """Let nobody else rearrange tags of these kinds. Coining new ones stays possible."""
    kinds = Kind.objects.select_for_update(no_key=True).filter(pk__in=pks)
    list(kinds.order_by("pk").values_list("pk"))


def _gone(pk: int) -> Tag:
    raise Tag.DoesNotExist(pk)


def write(draft: Draft) -> None:
    """Write tags and links, and what follows from them.

    :raises WouldCircle: if a tag would be broader than itself.
    """
    alike: dict[tuple[str, Value], list[int]] = {}
    for pk, name, _before, after in draft.fields:
        alike.setdefault((name, after), []).append(pk)
    for (name, value), pks in alike.items():
        for portion in chunks(pks):
            Tag.objects.filter(pk__in=portion).update(**{name: value})
    for narrower, broader in draft.unlinked:
        Broader.objects.filter(narrower=narrower, broader=broader).delete()
    Broader.objects.bulk_create(
        Broader(narrower_id=narrower, broader_id=broader)
        for narrower, broader in draft.linked
    )
    close({narrower for narrower, _broader in [*draft.linked, *draft.unlinked]})


def close(changed: Collection[int]) -> None:
    """Make the closure right again, after what is directly above these tags has changed.

    Rows that stay right are not touched: each that comes or goes makes work for the index.

    :raises WouldCircle: if a tag is broader than itself.
    """
    affected = {*changed, *_below(changed)}
    broader = _directly_above(affected)
    outside = {pk for parents in broader.values() for pk in parents} - affected
    try:
        wanted = ancestors(broader, _all_above(outside))
    except Circle as error:
        raise WouldCircle from error
    there = _all_above(affected)
    gone = [
        (tag, ancestor)
        for tag in affected
        for ancestor in there.get(tag, set()) - wanted[tag]
    ]
    for tag, ancestor in gone:
        Closure.objects.filter(tag=tag, ancestor=ancestor).delete()
    Closure.objects.bulk_create(
        Closure(tag_id=tag, ancestor_id=ancestor)
        for tag in sorted(affected)
        for ancestor in sorted(wanted[tag] - there.get(tag, set()))
    )


def _below(tags: Iterable[int]) -> set[int]:
    return {
        pk
        for portion in chunks(tags)
        for pk in Closure.objects.filter(ancestor__in=portion).values_list(
            "tag", flat=True
        )
    }


def _directly_above(tags: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {pk: set() for pk in tags}
    for portion in chunks(found):
        links = Broader.objects.filter(narrower__in=portion)
        for narrower, broader in links.values_list("narrower", "broader"):
            found[narrower].add(broader)
    return found


def _all_above(tags: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for portion in chunks(tags):
        rows = Closure.objects.filter(tag__in=portion)
        for tag, ancestor in rows.values_list("tag", "ancestor"):
            found.setdefault(tag, set()).add(ancestor)
    return found


def links_of(tag: Tag) -> list[Link]:
    """The links to and from a tag, as (narrower, broader)."""
    links = Broader.objects.filter(Q(narrower=tag) | Q(broader=tag)).order_by("pk")
    return list(links.values_list("narrower", "broader"))


def record(
    deed: Deed,
    tag: Tag,
    draft: Draft,
    *,
    other: str = "",
    by: User | None,
    at: datetime,
) -> TagChange:
    """Write a change, and log it.

    :raises WouldCircle: if a tag would be broader than itself.
    """
    write(draft)
    names = {"name": tag.name, **({"other": other} if other else {})}
    return TagChange.objects.create(
        action=deed, tag=tag, details={**names, **draft.details()}, by=by, at=at
    )
