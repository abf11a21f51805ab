"""Everything that changes tags."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from fascicle.core.names import name_key
from fascicle.tags.models import Kind, Tag


class NameTaken(Exception):
    """The kind has another tag of this name."""


class TagInUse(Exception):
    """Works bear the tag."""


def tags_named(kind: Kind, names: Iterable[str]) -> list[Tag]:
    """The tags of these names, coined where the kind has none yet."""
    tags = []
    for name in dict.fromkeys(" ".join(name.split()) for name in names):
        if key := name_key(name)[:150]:
            tag, _ = Tag.objects.get_or_create(
                kind=kind, key=key, defaults={"name": name[:150]}
            )
            tags.append(tag)
    return tags


def describe_tag(tag: Tag, *, name: str, description: str = "") -> None:
    """Give a tag another name or description; works that bear it show the new one.

    :raises NameTaken: if the kind has another tag of this name.
    """
    tag.name = " ".join(name.split())[:150]
    tag.key = name_key(name)[:150]
    tag.description = description
    try:
        with transaction.atomic():
            tag.save(update_fields=["name", "key", "description"])
    except IntegrityError as error:
        raise NameTaken(name) from error


@transaction.atomic
def remove_tag(tag: Tag) -> None:
    """Remove a tag that no work bears.

    :raises TagInUse: if one does.
    """
    tag = Tag.objects.select_for_update().get(pk=tag.pk)
    if tag.works.exists():
        raise TagInUse(tag.name)
    tag.delete()
