"""What a viewer's shield hides from a list, rule by rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count

from fascicle.accounts.shield import NO_SHIELD, Limits, Shield
from fascicle.accounts.viewer import Viewer
from fascicle.reading.queries.shield import Reason, names
from fascicle.search import queries
from fascicle.search.lists.filters import Filter, Scope
from fascicle.search.lists.plain import works_in
from fascicle.search.queries import IndexUnavailable
from fascicle.works.models.works import shielded_by

#: As many rules are counted one by one.
MOST_RULES = 60
#: Without an index they are not counted in a list of more works: that takes too long.
MOST_TO_COUNT = 5000


@dataclass(frozen=True, slots=True)
class Hidden:
    """A rule, and how many works of the list it hides, whatever others hide as well."""

    reason: Reason
    works: int


def by_rule(wanted: Filter, scope: Scope, viewer: Viewer) -> list[Hidden]:
    """Which rules of the viewer's shield hide works of this list, the most first.

    Without an index the list is the plain one, which is not narrowed down.

    :raises IndexUnavailable: if there is no index, and too much to count without.
    """
    rules = list(_rules(viewer.shield))[:MOST_RULES]
    alone = [shield for _reason, shield in rules]
    try:
        counts = queries.hidden_by(wanted, scope, viewer, alone)
    except IndexUnavailable:
        counts = _counted(scope, viewer, alone)
    found = [
        Hidden(reason, works)
        for (reason, _shield), works in zip(rules, counts, strict=True)
    ]
    return sorted((one for one in found if one.works), key=lambda one: -one.works)


def _counted(scope: Scope, viewer: Viewer, shields: Sequence[Shield]) -> list[int]:
    """How many works each of these shields would hide, by the database. Four queries at most."""
    works = works_in(scope, viewer).order_by()
    if works[: MOST_TO_COUNT + 1].count() > MOST_TO_COUNT:
        raise IndexUnavailable
    rows = {
        f"rule_{number}": Count("pk", filter=shielded_by(shield))
        for number, shield in enumerate(shields)
    }
    found = works.not_by(viewer).aggregate(**rows)
    return [found[name] for name in rows]


def _rules(shield: Shield) -> Iterator[tuple[Reason, Shield]]:
    """Each rule, and a shield of that rule alone. At most four queries."""
    limits = shield.limits
    alone = {
        Reason("unfinished"): Limits(unfinished=limits.unfinished),
        Reason("shorter", words=limits.shorter_than): Limits(
            shorter_than=limits.shorter_than
        ),
        Reason("longer", words=limits.longer_than): Limits(
            longer_than=limits.longer_than
        ),
    }
    for reason, limit in alone.items():
        if limit != Limits():
            yield reason, NO_SHIELD.with_limits(limit)
    for entry, name in names(shield.entries()).items():
        yield Reason(entry.list, name, entry), NO_SHIELD.with_entry(entry)
