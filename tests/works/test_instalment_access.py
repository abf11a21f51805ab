"""Who may open and change what in the rooms of a work: its writers, and nobody else."""

import pytest
from django.urls import reverse

from fascicle.accounts.models import Role
from fascicle.works import actions
from fascicle.works.models import (
    Announcement,
    Byline,
    Chapter,
    ChapterByline,
    Series,
    Work,
)
from tests.factories import NOW, make_archive, make_user, make_work

pytestmark = pytest.mark.django_db

#: Pages of one work, with what they are opened by; and doings, which are POST alone.
PAGES = ("work", "chapters", "run", "announcements", "work_series")
OF_WORK = ("chapter_order", "run_removal")
OF_CHAPTER = (
    *("chapter_move", "posting", "unposting", "chapter_date", "chapter_removal"),
    *("schedule", "schedule_removal"),
)
OF_SERIES = ("series_order", "series_removal", "series_leaving", "series_owners")


@pytest.fixture
def people():
    make_archive()
    names = ("writer", "co_writer", "former", "chapter_writer", "member")
    people = {name: make_user(name) for name in names}
    for role in (Role.CURATOR, Role.MODERATOR):
        people[str(role)] = make_user(str(role), role=role)
    people["host"] = make_user("keeper", role=Role.HOST)
    return people


@pytest.fixture
def work(people):
    work = make_work(by=people["writer"].pen_names.get(), chapters=2, posted=False)
    co_writer = people["co_writer"].pen_names.get()
    Byline.objects.create(work=work, pen_name=co_writer, position=1)
    chapter = work.chapters.first()
    theirs = people["chapter_writer"].pen_names.get()
    ChapterByline.objects.create(chapter=chapter, pen_name=theirs)
    former = Byline.objects.create(
        work=work, pen_name=people["former"].pen_names.get(), position=2
    )
    former.delete()
    return work


def doings(work, series):
    chapter = work.chapters.first()
    said = Announcement.objects.create(work=work, html="<p>x</p>", posted_at=NOW)
    entry = series.entries.get()
    yield from (reverse(f"works:{name}", args=[work.pk]) for name in OF_WORK)
    for name in OF_CHAPTER:
        yield reverse(f"works:{name}", args=[work.pk, chapter.pk])
    yield reverse("works:announcement_removal", args=[work.pk, said.pk])
    yield reverse("works:work_series_removal", args=[work.pk, series.pk])
    yield from (reverse(f"works:{name}", args=[series.pk]) for name in OF_SERIES)
    for name in ("series_entry_move", "series_entry_removal"):
        yield reverse(f"works:{name}", args=[series.pk, entry.pk])
    owner = series.owners.get()
    yield reverse("works:series_question_removal", args=[series.pk, owner.pk])


def pages(work, series):
    yield from (reverse(f"works:{name}", args=[work.pk]) for name in PAGES)
    yield reverse("works:instalment", args=[work.pk, work.chapters.first().pk])
    yield reverse("works:series_desk", args=[series.pk])


def everything():
    return [
        list(Work.objects.order_by("pk").values()),
        list(Chapter.objects.order_by("pk").values()),
        list(Announcement.objects.values()),
        list(Series.objects.values()),
    ]


@pytest.fixture
def series(people, work):
    owner = people["writer"].pen_names.get()
    series = actions.start_series("Tides", owner=owner, at=NOW)
    actions.place_in_series(series, work)
    return series


STRANGERS = (*("former", "chapter_writer", "member", "curator", "moderator", "host"),)


@pytest.mark.parametrize("person", STRANGERS)
def test_what_is_not_theirs_is_not_there(client, people, work, series, person):
    client.force_login(people[person])
    addresses, changes = list(pages(work, series)), list(doings(work, series))
    before = everything()

    got = {address: client.get(address).status_code for address in addresses}
    sent = {
        address: client.post(address, {"to": "up", "accept": "yes"}).status_code
        for address in [*addresses, *changes]
    }

    assert {address for address, code in got.items() if code != 404} == set()
    assert set(sent.values()) <= {404, 405}
    assert {sent[address] for address in changes} == {404}
    assert everything() == before


def test_guests_are_asked_to_log_in(client, work, series):
    addresses, changes = list(pages(work, series)), list(doings(work, series))
    before = everything()

    got = [client.get(address) for address in addresses]
    got.append(client.get(reverse("works:new_work")))
    sent = [client.post(address) for address in [*addresses, *changes]]

    assert {answer.status_code for answer in got} == {302}
    assert all("?next=/desk/writing/" in answer["Location"] for answer in got)
    assert {answer.status_code for answer in sent} == {401}
    assert everything() == before


@pytest.mark.parametrize("person", ["writer", "co_writer"])
def test_its_writers_open_every_room_of_a_work(client, people, work, series, person):
    client.force_login(people[person])
    *rooms, desk = pages(work, series)

    assert [client.get(address).status_code for address in rooms] == [200] * len(rooms)
    assert client.get(desk).status_code == (200 if person == "writer" else 404)


def test_nothing_is_changed_by_looking(client, people, work, series):
    client.force_login(people["writer"])
    changes = list(doings(work, series))
    before = everything()

    assert {client.get(address).status_code for address in changes} == {405}
    assert everything() == before


def test_a_chapter_is_only_reached_through_its_own_work(client, people, work):
    other = make_work("Other", by=people["writer"].pen_names.get(), posted=False)
    chapter = other.chapters.get()
    client.force_login(people["writer"])

    for name in OF_CHAPTER:
        address = reverse(f"works:{name}", args=[work.pk, chapter.pk])
        assert client.post(address).status_code == 404
    assert not Chapter.objects.posted().exists()


def test_what_lies_in_the_bin_has_no_rooms(client, people, work):
    client.force_login(people["writer"])
    Work.objects.update(deleted_at=NOW)

    for name in PAGES:
        address = reverse(f"works:{name}", args=[work.pk])
        assert client.get(address).status_code == 404
