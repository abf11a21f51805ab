"""What a reader may mean while they are still typing: tags, titles and pen names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet

from fascicle.accounts.models import PenName
from fascicle.accounts.viewer import Viewer
from fascicle.core.names import name_key
from fascicle.reading.queries import browsing
from fascicle.search import queries, text
from fascicle.search.index import generations
from fascicle.search.queries import IndexUnavailable
from fascicle.search.words.grammar import All, Field, Words
from fascicle.search.words.names import Held
from fascicle.tags.models import Tag
from fascicle.works.models import Work

MOST_TAGS = 6
MOST_TITLES = 4
MOST_PEN_NAMES = 4
#: More are looked at than are shown, since the viewer may not meet all of them.
MOST_LOOKED_AT = 24
#: Names are looked through for words in their middle only from so many letters on.
SHORTEST_MIDDLE = 3
LONGEST = 100
MOST_WORDS = 6

#: A hundred thousand names are looked through here, not in the database.
held_tags = Held(lambda: Tag.objects.by_use().values_list("pk", "key").iterator())
held_pen_names = Held(
    lambda: PenName.objects.by_name().values_list("pk", "key").iterator()
)


@dataclass(frozen=True, slots=True)
class SuggestedTag:
    """A tag, and in how many works the viewer meets it; None while there is no index."""

    tag: Tag
    works: int | None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What begins like what was typed."""

    tags: Sequence[SuggestedTag] = ()
    works: Sequence[Work] = ()
    pen_names: Sequence[PenName] = ()

    @property
    def total(self) -> int:
        return len(self.tags) + len(self.works) + len(self.pen_names)


def suggestions(typed: str, viewer: Viewer) -> Suggestions:
    """A fixed number of queries. Nothing the viewer may not know of, nothing they shield off."""
    key = name_key(typed)[:LONGEST]
    if not key:
        return Suggestions()
    return Suggestions(_tags(key, viewer), _works(key, viewer), _pen_names(key, viewer))


def _tags(key: str, viewer: Viewer) -> list[SuggestedTag]:
    named = Tag.objects.select_related("kind", "canonical")
    held = held_tags.now(lambda: _largest(Tag.objects.all()))
    begun = named.beginning(key)
    if held and len(key) < SHORTEST_MIDDLE:  # a tenth of all tags may begin so
        begun = named.with_pks(held.beginning(key, MOST_LOOKED_AT))
    found = {tag.pk: tag for tag in begun.by_use()[:MOST_LOOKED_AT]}
    if len(found) < MOST_TAGS and len(key) >= SHORTEST_MIDDLE:
        middle = named.with_word(key)
        if held:
            middle = named.with_pks(held.with_word(key, MOST_LOOKED_AT))
        found = {tag.pk: tag for tag in middle.by_use()[:MOST_LOOKED_AT]} | found
    try:
        counts = queries.counts_of(found, viewer)
    except IndexUnavailable:
        known = browsing.tags(viewer).with_pks(found).values_list("pk", flat=True)
        return [SuggestedTag(found[pk], None) for pk in known][:MOST_TAGS]
    # Of tags that mean the same one is shown: that which they mean, or else the most used.
    shown: dict[int, Tag] = {}
    for tag in sorted(found.values(), key=lambda tag: tag.canonical_id is not None):
        shown.setdefault(tag.canonical_id or tag.pk, tag)
    met = [
        SuggestedTag(tag, counts[tag.pk]) for tag in shown.values() if counts[tag.pk]
    ]
    return sorted(met, key=lambda one: (-(one.works or 0), one.tag.key))[:MOST_TAGS]


def _largest(rows: QuerySet[Any]) -> int:
    """The last key: about how many there are, without counting."""
    return rows.aggregate(most=Max("pk"))["most"] or 0


def _works(key: str, viewer: Viewer) -> list[Work]:
    """Works in whose titles these words stand, the last of them perhaps begun only."""
    *whole, begun = key.split()[:MOST_WORDS]
    last = Words(begun, Field.TITLE, is_prefix=True)
    node = All((*(Words(word, Field.TITLE) for word in whole), last))
    try:
        with generations.reading() as generation:
            pks = text.open(generation.text).best(node, MOST_LOOKED_AT)
    except IndexUnavailable:
        return []
    known = Work.objects.listed_for(viewer).with_pks(pks).only("title", "language")
    works = {work.pk: work for work in known}
    return [works[pk] for pk in pks if pk in works][:MOST_TITLES]


def _pen_names(key: str, viewer: Viewer) -> list[PenName]:
    known = browsing.pen_names(viewer)
    found = list(known.beginning(key).by_name()[:MOST_LOOKED_AT])
    if len(found) < MOST_PEN_NAMES and len(key) >= SHORTEST_MIDDLE:
        held = held_pen_names.now(lambda: _largest(PenName.objects.all()))
        middle = known.with_word(key)
        if held:
            middle = known.with_pks(held.with_word(key, MOST_LOOKED_AT))
        later = middle.by_name()[:MOST_LOOKED_AT]
        found += [name for name in later if name not in found]
    hidden = viewer.shield.pen_names
    return [name for name in found if name.pk not in hidden][:MOST_PEN_NAMES]
