"""How works are received: counted in coarse steps, and told to their writers until they look."""

from datetime import date

import pytest
from django.urls import reverse

from fascicle.reading.actions.follows import follow, tally_follows, unfollow
from fascicle.reading.queries.follows import Thing
from fascicle.works import actions
from fascicle.works.models import Tally, TallySeen
from tests.factories import NOW, make_user, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]
DESK = reverse("works:desk")
SEEN = reverse("works:seen")
TODAY = date(2026, 11, 26)


@pytest.fixture
def ines():
    return make_user("ines")


@pytest.fixture
def work(ines):
    return make_work("The Tide", by=ines.pen_names.get(is_default=True), chapters=2)


def read(chapter, times, on=TODAY):
    actions.count_reads({chapter.pk: times}, on=on)


def test_reads_of_all_chapters_are_hits(work):
    first, second = work.chapters.in_order()
    read(first, 5, on=date(2026, 10, 1))
    read(first, 3)
    read(second, 2)

    for _twice in range(2):
        actions.tally_reads(on=TODAY)

    assert Tally.objects.get(work=work).hits == 10


def test_what_was_not_read_of_late_is_left_as_it_is(work):
    read(work.chapters.first(), 5, on=date(2026, 10, 1))

    actions.tally_reads(on=TODAY)

    assert not Tally.objects.exists()


def test_hits_that_came_with_a_work_and_those_of_lost_chapters_stay(work):
    Tally.objects.create(work=work, hits=1000, kudos=7)
    first, second = work.chapters.in_order()
    read(first, 3)
    read(second, 2)
    actions.tally_reads(on=TODAY)
    second.delete()
    read(first, 1)

    actions.tally_reads(on=TODAY)
    read(first, 1)
    actions.tally_reads(on=TODAY)

    tally = Tally.objects.get(work=work)
    assert (tally.hits, tally.kudos) == (1006, 7)


def test_followers_are_counted_up_and_down(work):
    readers = [make_user(name) for name in ("ada", "bo")]
    for reader in readers:
        follow(reader, Thing("work", work.pk), at=NOW)
    tally_follows()
    assert Tally.objects.get(work=work).follows == 2

    unfollow(readers[0], Thing("work", work.pk))
    tally_follows()
    assert Tally.objects.get(work=work).follows == 1

    readers[1].delete()
    tally_follows()
    assert Tally.objects.get(work=work).follows == 0


def test_no_work_is_written_again_that_nobody_began_to_follow(
    work, django_assert_num_queries
):
    follow(make_user("ada"), Thing("work", work.pk), at=NOW)
    tally_follows()

    with django_assert_num_queries(2):
        tally_follows()


def test_a_writer_is_told_until_they_have_seen_it(client, ines, work):
    make_work("Quiet", by=ines.pen_names.get(is_default=True))
    Tally.objects.create(work=work, kudos=1200, comments=1, follows=2, hits=50)
    client.force_login(ines)

    page = client.get(DESK).content.decode()
    assert "1,200 new kudos" in page
    assert "1 new comment<" in page
    assert "2 new followers" in page
    assert "new bookmark" not in page
    narrowed = client.get(DESK, {"state": "news"}).content.decode()
    assert "The Tide" in narrowed
    assert "Quiet" not in narrowed

    assert client.post(SEEN).status_code == 302
    page = client.get(DESK).content.decode()
    assert "new kudos" not in page
    assert SEEN not in page

    Tally.objects.update(kudos=1201, follows=1)
    page = client.get(DESK).content.decode()
    assert "1 new kudos" in page
    assert "follower" not in page
    client.post(SEEN)
    assert "new kudos" not in client.get(DESK).content.decode()


def test_what_one_has_seen_is_new_to_whoever_writes_along(client, ines, work):
    other = make_user("bo")
    work.bylines.create(pen_name=other.pen_names.get(), position=1)
    make_work("Somebody else’s")
    for one in type(work).objects.all():
        Tally.objects.create(work=one, kudos=3)
    client.force_login(ines)
    client.post(SEEN)

    assert TallySeen.objects.get().work == work
    client.force_login(other)
    assert "3 new kudos" in client.get(DESK).content.decode()


def test_looking_changes_nothing(client, ines, work):
    Tally.objects.create(work=work, kudos=3)
    client.force_login(ines)
    client.get(reverse("works:statistics"))
    assert client.get(SEEN).status_code == 405

    assert "3 new kudos" in client.get(DESK).content.decode()


def test_statistics_tell_who_follows_and_leave_out_what_nobody_did(client, ines, work):
    Tally.objects.create(work=work, follows=4)
    read(work.chapters.first(), 6)
    client.force_login(ines)

    page = client.get(reverse("works:statistics")).content.decode()
    of_work = client.get(reverse("works:work_statistics", args=[work.pk])).content
    table = client.get(reverse("works:received_table")).content.decode()

    assert b"4 followers." in of_work
    assert "Followers" in page
    assert "Kudos" not in page
    assert table.splitlines()[1].split(",")[-4:] == ["0", "0", "0", "4"]


def test_a_spreadsheet_of_stories_nobody_received_holds_zeros(client, ines, work):
    client.force_login(ines)

    table = client.get(reverse("works:received_table")).content.decode()

    assert table.splitlines()[1] == "The Tide,0,0,0,0,0,0"
