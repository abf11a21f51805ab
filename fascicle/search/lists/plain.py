"""The works of a list as the database has them, while there is no index."""

from fascicle.accounts.models import PenName
from fascicle.accounts.viewer import Viewer
from fascicle.reading.models import Shelf
from fascicle.reading.queries.shelves import works_on
from fascicle.search.lists.filters import Scope
from fascicle.tags.models import Tag
from fascicle.works.models import Series, Work
from fascicle.works.models.works import WorkQuerySet


def works_in(scope: Scope, viewer: Viewer) -> WorkQuerySet:
    """Those that the viewer may come across there, behind their shield or not.

    One query for a shelf, to see whose it is.
    """
    works = Work.objects.discoverable_by(viewer)
    if scope.tag is not None:
        return works.tagged(Tag(pk=scope.tag))
    if scope.pen_name is not None:
        return works.by(PenName(pk=scope.pen_name))
    if scope.series is not None:
        return works.in_series(Series(pk=scope.series))
    if scope.language is not None:
        return works.in_language(scope.language)
    if scope.shelf is not None:
        shelf = Shelf.objects.visible_to(viewer).filter(pk=scope.shelf).first()
        return works_on(shelf, viewer) if shelf else works.none()
    return works
