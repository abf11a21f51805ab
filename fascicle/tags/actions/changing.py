"""A change of the thesaurus: written in one go, logged so that it can be taken back.

``TagChange.details`` holds ``fields`` ([tag, field, before, after] each), ``linked`` and
``unlinked`` ([narrower, broader] each) and ``told_apart`` ([tag, tag] each).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

from django.db.models import Q

from fascicle.accounts.models import User
from fascicle.tags.actions.closing import chunks, close
from fascicle.tags.models import Broader, Deed, Kind, Tag, TagChange

Value: TypeAlias = str | int | None
Link: TypeAlias = tuple[int, int]


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


def lock(*tags: Tag) -> list[Tag]:
    """Tags as they are now, with nobody else rearranging tags of their kinds."""
    kinds = {tag.kind_id for tag in tags}
    pks = [tag.pk for tag in tags]
    while True:
        lock_kinds(kinds)
        rows = Tag.objects.select_related("canonical").filter(pk__in=pks)
        now = {tag.pk: tag for tag in rows}
        wanted = {tag.kind_id for tag in now.values()}
        if wanted <= kinds:
            return [now.get(pk) or _gone(pk) for pk in pks]
        kinds |= wanted  # one has moved meanwhile


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
    for portion in chunks(link_pks(draft.unlinked).values()):
        Broader.objects.filter(pk__in=portion).delete()
    Broader.objects.bulk_create(
        Broader(narrower_id=narrower, broader_id=broader)
        for narrower, broader in draft.linked
    )
    close({narrower for narrower, _broader in [*draft.linked, *draft.unlinked]})


def links_of(tag: Tag) -> list[Link]:
    """The links to and from a tag, as (narrower, broader)."""
    links = Broader.objects.filter(Q(narrower=tag) | Q(broader=tag)).order_by("pk")
    return list(links.values_list("narrower", "broader"))


def link_pks(links: Iterable[Link]) -> dict[Link, int]:
    """The rows of these links, as far as they are there."""
    wanted = set(links)
    return {
        (narrower, broader): pk
        for portion in chunks({narrower for narrower, _broader in wanted})
        for pk, narrower, broader in Broader.objects.filter(
            narrower__in=portion
        ).values_list("pk", "narrower", "broader")
        if (narrower, broader) in wanted
    }


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
