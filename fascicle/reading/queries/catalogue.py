"""What a reader keeps, as their e-reader lists it: what changed last stands first.

A program that fetches what is new looks at the top of a list and stops where it knows on.
"""

from django.db.models import Count, OuterRef, Q, Subquery

from fascicle.accounts.viewer import Viewer
from fascicle.reading.models import Follow, Shelf
from fascicle.reading.queries.progress import continue_reading
from fascicle.reading.queries.shelves import works_on
from fascicle.works.models import Chapter, Work
from fascicle.works.models.works import WorkQuerySet


def reading_now(viewer: Viewer) -> WorkQuerySet:
    """Works the viewer is in, as the site has them; none while no history is kept."""
    return _last_changed_first(continue_reading(viewer))


def own_shelves(viewer: Viewer) -> list[tuple[int, str, int]]:
    """The viewer's shelves: key, name, and how many works on each can be had. One query."""
    readable = Work.objects.readable_by(viewer).unshielded_for(viewer)
    held = Count("entries", filter=Q(readable.has("entries__work")))
    own = Shelf.objects.of(viewer).in_order().annotate(held=held)
    return list(own.values_list("pk", "name", "held"))


def works_of_shelf(shelf: Shelf, viewer: Viewer) -> WorkQuerySet:
    standing = works_on(shelf, viewer).unshielded_for(viewer).order_by()
    return _last_changed_first(Work.objects.filter(pk__in=standing.values("pk")))


def followed(viewer: Viewer) -> WorkQuerySet:
    """Works the viewer follows, and those of series and writers that they follow."""
    own = Follow.objects.of(viewer)
    follows = (
        Q(pk__in=own.filter(work__isnull=False).values("work"))
        | Q(series__in=own.filter(series__isnull=False).values("series"))
        | Q(bylines__pen_name__in=own.filter(pen_name__isnull=False).values("pen_name"))
    )
    found = Work.objects.listed_for(viewer).filter(follows)
    return _last_changed_first(Work.objects.filter(pk__in=found.values("pk")))


def _last_changed_first(works: WorkQuerySet) -> WorkQuerySet:
    """In the order in which their books changed: by new chapters, and by edits of old ones."""
    changes = Chapter.objects.filter(work=OuterRef("pk")).last_changes()
    at = Subquery(changes.values("at"))  # type: ignore[misc]
    return works.order_by(at.desc(nulls_last=True), "-pk")
