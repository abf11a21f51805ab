"""Everything that changes tags."""

from collections.abc import Iterable

from fascicle.core.names import name_key
from fascicle.tags.models import Kind, Tag


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
