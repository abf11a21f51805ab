"""Blurbs from queries made once show what those from query sets do, to whom those do."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fascicle.accounts.models import PenName
from fascicle.accounts.viewer import Viewer
from fascicle.tags.models import Kind
from fascicle.works import actions
from fascicle.works.blurbs import blurbs_of
from fascicle.works.models import Work
from tests.factories import (
    ADULT_GUEST,
    GUEST,
    make_pen_name,
    make_rating,
    make_user,
    make_work,
)
from tests.tags.arranged import coin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture
def viewers():
    ada, other = make_user("ada"), make_user("other")
    return [
        GUEST,
        ADULT_GUEST,
        Viewer(ada),
        Viewer(other),
        Viewer(other, sees_adult=True),
    ]


@pytest.fixture
def keys(viewers):
    ada = PenName.objects.get(user=viewers[2].user)
    tags = coin(Kind.objects.get(slug="theme"), "the sea", "letters")
    series = actions.new_series("Tides")
    summary = "<p>Nobody told the boats.</p>"
    works = [
        make_work("Plain", tags=tags, summary=summary),
        make_work("Draft", by=ada, posted=False),
        make_work("For adults", rating=make_rating("Mature", is_adult=True)),
        make_work("Unrated", by=ada, rated=False, summary=summary),
        make_work("Members", by=make_pen_name("Bo")),
        make_work("Hers", by=ada, tags=tags[:1]),
    ]
    Work.objects.filter(title="Members").update(members_only=True)
    for work in works[::2]:
        actions.place_in_series(series, work)
    return [work.pk for work in works]


def shown(work):
    return (
        *(work.pk, work.title, work.rating, work.is_gated),
        *(work.shown_summary, work.shown_opening),
        [one.pen_name.name for one in work.bylines.all()],
        [(tag.name, tag.kind.is_content_note) for tag in work.tags.all()],
        [(one.position, one.series.title) for one in work.series_entries.all()],
    )


def test_they_are_as_query_sets_find_them(keys, viewers):
    for viewer in viewers:
        known = Work.objects.discoverable_by(viewer).for_blurbs(viewer)
        wanted = {work.pk: shown(work) for work in known.with_pks(keys)}

        found = blurbs_of(keys[::-1], viewer)

        assert [work.pk for work in found] == [pk for pk in keys[::-1] if pk in wanted]
        assert [shown(work) for work in found] == [wanted[work.pk] for work in found]


def test_drafts_and_what_is_for_members_are_kept_back(keys):
    titles = {work.title for work in blurbs_of(keys, GUEST)}

    assert titles == {"Plain", "For adults", "Unrated", "Hers"}


def test_they_cost_four_queries_however_many_there_are(keys):
    blurbs_of(keys, GUEST)
    for some in (keys[:1], keys, keys * 9):
        with CaptureQueriesContext(connection) as asked:
            [shown(work) for work in blurbs_of(some, GUEST)]
        assert len(asked) == 4


def test_nothing_costs_nothing():
    with CaptureQueriesContext(connection) as asked:
        assert blurbs_of([], GUEST) == []
    assert len(asked) == 0


def test_what_stands_beside_them_is_not_asked_for_again(keys):
    (work,) = blurbs_of(keys[:1], GUEST)

    with pytest.raises(TypeError, match="here whole"):
        work.tags.all().filter(name="the sea")
