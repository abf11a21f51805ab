"""What is hidden, thrown away or taken back is not told of, and shown no more."""

import pytest

from fascicle.accounts.viewer import Viewer
from fascicle.reading.models import News, Update
from fascicle.reading.queries.updates import unread_count
from fascicle.works import actions as works
from fascicle.works.models import Work
from tests.factories import make_user
from tests.reading.serial import (
    LATER,
    follow,
    make_serial,
    make_writer,
    post_next,
    spread,
    told,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def test_an_unlisted_work_is_told_of_to_those_who_follow_it_alone():
    _writer, name = make_writer()
    reader, of_name = make_user(), make_user("of-name")
    work = make_serial(by=name)
    Work.objects.filter(pk=work.pk).update(unlisted=True)
    follow(reader, work)
    follow(of_name, name)

    post_next(work)
    spread()

    assert told(reader) == [("chapter", "Salt Roads")]
    assert told(of_name) == []
    assert Update.objects.shown_to(Viewer(reader)).count() == 1


@pytest.mark.parametrize("gone", ["hidden", "thrown away", "unposted", "binned"])
def test_what_is_gone_before_it_was_told_is_not_told(gone):
    writer, name = make_writer()
    reader = make_user()
    work = make_serial(by=name)
    follow(reader, work)
    chapter = post_next(work)
    take_away(gone, work, chapter, writer)

    spread()

    assert told(reader) == []
    assert not News.objects.untold().exists()


@pytest.mark.parametrize("gone", ["hidden", "thrown away", "unposted", "binned"])
def test_what_is_gone_after_it_was_told_is_shown_no_more(gone):
    writer, name = make_writer()
    reader = make_user()
    work = make_serial(by=name)
    follow(reader, work)
    chapter = post_next(work)
    spread()
    assert unread_count(Viewer(reader)) == 1

    take_away(gone, work, chapter, writer)

    assert unread_count(Viewer(reader)) == 0


def take_away(how, work, chapter, writer):
    if how == "hidden":
        Work.objects.filter(pk=work.pk).update(hidden_at=LATER)
    elif how == "thrown away":
        works.throw_away_work(work, by=writer, at=LATER)
    elif how == "unposted":
        works.unpost_chapter(chapter)
    else:
        works.discard_chapter(chapter, at=LATER)


def test_a_chapter_that_comes_out_again_is_not_told_again():
    reader = make_user()
    work = make_serial()
    follow(reader, work)
    chapter = post_next(work)
    spread()

    works.unpost_chapter(chapter)
    post_next(work)
    spread()

    assert told(reader) == [("chapter", "Salt Roads")]
