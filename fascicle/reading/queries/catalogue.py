"""What a reader keeps, as their e-reader lists it: what changed last stands first.

A program that fetches what is new looks at the top of a list and stops where it knows on.
"""

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from fascicle.accounts.viewer import Viewer
from fascicle.reading.models import Follow, Shelf
from fascicle.reading.queries.progress import continue_reading
from fascicle.reading.queries.shelves import works_on
from fascicle.tags.models import Tag
from fascicle.works.models import Byline, Chapter, SeriesEntry, Work
from fascicle.works.models.works import WorkQuerySet, works_under

#: So many works of all followed tags together stand in one list.
MOST_OF_TAGS = 500


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
    """Works the viewer follows, and those of series, writers and tags that they follow.

    As they are told of them: an unlisted work stands here for who follows it itself. Of the
    followed tags the works that grew last are taken, for a tag may stand on every third work.
    """
    own = Follow.objects.of(viewer)
    series = own.filter(series__isnull=False).values("series")
    names = own.filter(pen_name__isnull=False).values("pen_name")
    meant = own.filter(tag__isnull=False).values(
        meant=Coalesce("tag__canonical", "tag")
    )
    through_lists = (
        SeriesEntry.objects.filter(series__in=series).values_list("work", flat=True),
        Byline.objects.filter(pen_name__in=names).values_list("work", flat=True),
    )
    tagged = works_under(Tag.objects.filter(pk__in=meant))
    of_tags = Work.objects.listed_for(viewer).filter(pk__in=tagged).newest_first()
    directly = own.filter(work__isnull=False).values("work")
    known = Work.objects.visible_to(viewer).unshielded_for(viewer)
    itself = known.filter(pk__in=directly).values("pk")
    others = [
        Work.objects.listed_for(viewer).filter(pk__in=works).values("pk")
        for works in through_lists
    ]
    newest = of_tags.values("pk")[:MOST_OF_TAGS]
    found = Q(pk__in=itself.union(*others)) | Q(pk__in=newest)
    return _last_changed_first(Work.objects.filter(found))


def _last_changed_first(works: WorkQuerySet) -> WorkQuerySet:
    """In the order in which their books changed: by new chapters, and by edits of old ones."""
    changes = Chapter.objects.filter(work=OuterRef("pk")).last_changes()
    at = Subquery(changes.values("at"))  # type: ignore[misc]
    return works.order_by(at.desc(nulls_last=True), "-pk")
