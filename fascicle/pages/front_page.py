"""What the front page tells of the archive: by the index in milliseconds, or by the database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fascicle.accounts.viewer import Viewer
from fascicle.core.languages import english_name_of, name_of
from fascicle.reading.index import Entry
from fascicle.reading.queries import browsing
from fascicle.reading.queries.browsing import KindInUse, Language, Totals
from fascicle.reading.queries.progress import attach_progress, reading_now
from fascicle.reading.shield_line import hidden_from
from fascicle.search import queries
from fascicle.search.lists.filters import Facets
from fascicle.search.lists.kinds import kinds_of
from fascicle.search.queries import IndexUnavailable, Overview
from fascicle.works.blurbs import blurbs_of
from fascicle.works.models import Work

NEWEST = 8
SERIES = 6
TAGS_OF_A_KIND = 12
#: Without the index no tags are counted in an archive of more works: that takes too long.
MOST_TO_COUNT = 5000


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What there is for a viewer, and the ways to it."""

    works: Sequence[Work]
    totals: Totals
    series: Sequence[Entry]
    kinds: Sequence[KindInUse]
    writers: int
    languages: Sequence[Language]
    hidden: int
    """Works that the viewer's shield keeps away."""
    going_on: Sequence[Work] = ()
    """What the viewer is reading and can go on with, the last read first."""


def front_page(viewer: Viewer) -> FrontPage:
    """A fixed number of queries, whether there is an index or not."""
    try:
        known = _by_index(queries.overview(viewer), viewer)
    except IndexUnavailable:
        known = _by_database(viewer)
    attach_progress(viewer, known.works)
    return replace(known, going_on=reading_now(viewer))


def _by_index(known: Overview, viewer: Viewer) -> FrontPage:
    return FrontPage(
        works=blurbs_of(known.newest[:NEWEST], viewer),
        totals=Totals(known.works, known.words),
        series=browsing.series_of(known.newest, viewer, SERIES),
        kinds=kinds_of(known.facets),
        writers=known.pen_names,
        languages=_languages(known.facets),
        hidden=known.hidden,
    )


def _by_database(viewer: Viewer) -> FrontPage:
    works = Work.objects.listed_for(viewer).for_blurbs(viewer).newest_first()
    totals = browsing.totals(viewer)
    is_small = totals.works <= MOST_TO_COUNT
    return FrontPage(
        works=list(works[:NEWEST]),
        totals=totals,
        series=browsing.newest_series(viewer, SERIES),
        kinds=browsing.kinds_in_use(viewer, TAGS_OF_A_KIND) if is_small else (),
        writers=browsing.count_pen_names(viewer) if is_small else 0,
        languages=browsing.languages(viewer) if is_small else (),
        hidden=hidden_from(viewer, totals.works, browsing.count_works),
    )


def _languages(facets: Facets) -> list[Language]:
    """Most used first; unknown last."""
    found = [
        Language(
            str(one.key),
            name_of(str(one.key)),
            english_name_of(str(one.key)),
            one.works,
        )
        for one in facets.languages
    ]
    return sorted(found, key=lambda one: one.code == browsing.UNKNOWN_LANGUAGE)
