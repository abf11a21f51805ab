"""Counts for the pages of lower apps, out of the index."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from fascicle.accounts.viewer import Viewer
from fascicle.reading.figures import NoFigures
from fascicle.search import queries
from fascicle.search.columns import Uses


@contextmanager
def _index() -> Iterator[None]:
    try:
        yield
    except queries.IndexUnavailable as error:
        raise NoFigures from error


class IndexFigures:
    """Counted in columns, in milliseconds. One query each."""

    def pen_names(self, viewer: Viewer) -> Uses:
        with _index():
            return queries.uses("pen_names", viewer)

    def series(self, viewer: Viewer) -> Uses:
        with _index():
            return queries.uses("series", viewer)

    def languages(self, viewer: Viewer) -> Mapping[str, int]:
        with _index():
            return queries.languages(viewer)
