"""What the numbers in addresses and facets stand for."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from fascicle.core.prepared import Prepared
from fascicle.search.lists.addresses import (
    Parameters,
    TagName,
    Vocabulary,
    named_tags,
)
from fascicle.search.lists.filters import Order
from fascicle.tags.models import Kind, Tag, TagQuerySet


@dataclass(frozen=True, slots=True)
class Names:
    """Tags by number, each as what it means, and their kinds."""

    tags: dict[int, TagName] = field(default_factory=dict)
    kinds: dict[int, Kind] = field(default_factory=dict)

    def __or__(self, other: "Names") -> "Names":
        return Names(self.tags | other.tags, self.kinds | other.kinds)


@dataclass(frozen=True, slots=True)
class Scale:
    """The host's ratings in order, and by what of how they were received works can be ordered."""

    ratings: dict[int, str]
    tallied: frozenset[Order]


def names_of(tag_ids: Iterable[int]) -> Names:
    """One query, or none."""
    names = Names()
    ids = frozenset(tag_ids)
    if not ids:
        return names
    for tag in _NAMED(ids):
        meant = tag.canonical or tag
        kind = meant.kind
        names.kinds[kind.pk] = kind
        named = TagName(meant.pk, meant.name, kind.pk, kind.slug)
        names.tags[tag.pk] = names.tags[meant.pk] = named
    return names


def _named(ids: frozenset[int]) -> TagQuerySet:
    tags = Tag.objects.filter(pk__among=ids).select_related("kind", "canonical__kind")
    return tags.defer("description", "note")


_NAMED = Prepared(_named, frozenset)


def vocabulary(said: Parameters, scale: Scale) -> tuple[Vocabulary, Names]:
    """What an address needs to be read. One query, or none."""
    names = names_of(named_tags(said))
    return Vocabulary(names.tags, scale.ratings), names
