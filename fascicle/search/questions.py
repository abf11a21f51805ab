"""A filter with everything that must be looked up in the database before the index is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import connection
from django.utils import timezone

from fascicle.accounts.shield import Shield
from fascicle.accounts.viewer import Viewer
from fascicle.core.names import name_key
from fascicle.search import columns
from fascicle.search.columns import Access, Asked
from fascicle.search.filters import Filter, Scope
from fascicle.search.grammar import Limit, Node, parse
from fascicle.search.limits import limited
from fascicle.search.rows import among
from fascicle.works.models import Rating

#: Stands for a tag in the rows of one's own works.
_OWN = 0
# Every list begins with these: what Django does for a query of its own takes longer than the
# index does for all the rest. Nothing but whole numbers is put into them.
_SYNONYMS = "SELECT id, canonical_id FROM tags_tag WHERE canonical_id IS NOT NULL AND id {among}"
_OWN_WORKS = (
    "SELECT 0, b.work_id FROM works_byline b"
    " JOIN accounts_penname p ON p.id = b.pen_name_id WHERE p.user_id = {user:d}"
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, by whom, and in which words."""

    asked: Asked
    access: Access
    words: Node | None
    sees_adult: bool
    notices: tuple[str, ...]


def question(wanted: Filter, scope: Scope, viewer: Viewer) -> Question:
    """One query at most: what tags mean, and the viewer's own works.

    One more if the words name a rating.
    """
    return questions([(wanted, scope)], viewer)[0]


def questions(lists: Sequence[tuple[Filter, Scope]], viewer: Viewer) -> list[Question]:
    """The same for many lists at once, in as many queries."""
    parsed = [parse(wanted.query) for wanted, _scope in lists]
    ratings = _ratings([limit for one in parsed for limit in one.limits])
    today, zone = timezone.localdate(), timezone.get_current_timezone()
    limits = [
        limited(wanted, one.limits, ratings=ratings, today=today)
        for (wanted, _scope), one in zip(lists, parsed, strict=True)
    ]
    narrowed = [
        (wanted, scope)
        for (wanted, _notices), (_unlimited, scope) in zip(limits, lists, strict=True)
    ]
    tags = {tag for wanted, scope in narrowed for tag in columns.tags_of(wanted, scope)}
    canonical, own = _looked_up(tags | viewer.shield.tags, viewer)
    access = Access(
        is_member=viewer.is_member, own=own, shield=meant(viewer.shield, canonical)
    )
    return [
        Question(
            asked=columns.asked(wanted, scope, canonical, zone),
            access=access,
            words=one.node,
            sees_adult=viewer.sees_adult,
            notices=(*one.notices, *notices),
        )
        for (wanted, scope), one, (_wanted, notices) in zip(
            narrowed, parsed, limits, strict=True
        )
    ]


def meant(shield: Shield, canonical: Mapping[int, int]) -> Shield:
    """A shield with the tags that it means."""
    return replace(shield, tags=frozenset(canonical[tag] for tag in shield.tags))


def canonical_tags(tags: Iterable[int]) -> dict[int, int]:
    """What each tag is a synonym of, or itself. One query at most."""
    return _looked_up(tags, Viewer())[0]


def _looked_up(
    tags: Iterable[int], viewer: Viewer
) -> tuple[dict[int, int], tuple[int, ...]]:
    """What each tag is a synonym of, or itself; and the viewer's own works."""
    canonical = {tag: tag for tag in tags}
    known = [tag for tag in canonical if columns.is_key(tag)]
    queries = []
    if known:
        queries.append(_SYNONYMS.format(among=among(known)))
    if viewer.user is not None:
        queries.append(_OWN_WORKS.format(user=viewer.user.pk))
    if not queries:
        return canonical, ()
    own = set()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(queries))
        for tag, found in cursor.fetchall():
            if tag == _OWN:
                own.add(found)
            elif tag in canonical:
                canonical[tag] = found
    return canonical, tuple(sorted(own))


def _ratings(limits: Iterable[Limit]) -> dict[str, int]:
    """The ratings by name, if words name one."""
    if not any(limit.name == "rating" for limit in limits):
        return {}
    rows = Rating.objects.values_list("name", "pk")
    return {"unrated": 0} | {name_key(name): pk for name, pk in rows}
