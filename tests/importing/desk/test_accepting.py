"""Works go into the library from the desk: a few at once, many in the background."""

import pytest
from django.urls import reverse

from fascicle.core.models import Archive
from fascicle.importing.actions.advance import advance
from fascicle.importing.actions.review.undoing import undo_last
from fascicle.importing.models import BatchState, Story
from fascicle.works.models import Work
from tests.factories import NOW, make_rating
from tests.importing.desk.factories import make_story

pytestmark = pytest.mark.django_db


def accept(desk, batch, **data):
    address = reverse("importing:acceptances", args=[batch.pk])
    return desk.post(address, data, follow=True)


def test_ticked_works_are_in_the_library_at_once(desk, batch):
    one, two = make_story(batch, "One"), make_story(batch, "Two")

    page = accept(desk, batch, story=[one.pk]).content.decode()

    one.refresh_from_db()
    two.refresh_from_db()
    assert "1 work is in the library." in page
    assert (one.work.title, one.work.rating, two.work) == ("One", None, None)


def test_what_an_archive_wants_rated_first_goes_back_to_be_reviewed(desk, batch):
    Archive.objects.update(requires_rating=True)
    unrated = make_story(batch, "Unrated")
    rated = make_story(batch, "Rated", rating=make_rating())

    page = accept(desk, batch, story=[unrated.pk, rated.pk]).content.decode()

    assert "1 could not be accepted and says why." in page
    assert "the archive wants it rated first" in page
    assert [work.title for work in Work.objects.all()] == ["Rated"]


def test_a_banner_leads_to_rating_what_is_not_rated(desk, batch):
    story = make_story(batch)
    accept(desk, batch, story=[story.pk])

    page = desk.get(batch.get_absolute_url()).content.decode()

    assert "1 accepted work is not rated" in page
    assert "?show=unrated#works" in page


def test_the_sure_ones_are_accepted_by_one_button(desk, batch):
    make_story(batch, "Sure")
    make_story(batch, "", author="")

    accept(desk, batch, matching="1", query="show=sure")

    assert Story.objects.accepted().get().title == "Sure"


def test_many_are_accepted_in_the_background_and_can_be_undone(desk, batch):
    for number in range(25):
        make_story(batch, f"Story {number}")

    page = accept(desk, batch, matching="1", query="").content.decode()
    batch.refresh_from_db()
    state = batch.state
    advance(batch.pk)
    made = Work.objects.count()
    undo_last(batch, at=NOW)

    assert "Putting works into the library" in page
    assert (state, made, Work.objects.count()) == (BatchState.ACCEPTING, 25, 0)


def test_a_work_that_cannot_be_accepted_says_so(desk, batch):
    story = make_story(batch, parts=0)

    page = accept(desk, batch, story=[story.pk]).content.decode()

    assert "1 could not be accepted" in page


def test_undoing_an_acceptance_leaves_what_was_accepted_before(desk, batch):
    early, late = make_story(batch, "Early"), make_story(batch, "Late")
    accept(desk, batch, story=[early.pk])
    accept(desk, batch, matching="1", query="show=all")

    undo_last(batch, at=NOW)

    assert Story.objects.accepted().get() == early
    late.refresh_from_db()
    assert late.state == "proposed"


def test_when_all_is_reviewed_the_page_says_so(desk, batch):
    story = make_story(batch)

    page = accept(desk, batch, story=[story.pk]).content.decode()

    assert "Everything is reviewed" in page
