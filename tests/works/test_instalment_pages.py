"""The pages on which chapters are put in order and posted."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fascicle.accounts.models import PenName
from fascicle.tags.models import Kind, Tag
from fascicle.works.models import PostingRun, ScheduledPosting
from tests.factories import make_archive, make_chapter, make_user, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    make_archive()
    user = make_user("writer")
    client.force_login(user)
    return user


@pytest.fixture
def work(writer):
    texts = [make_chapter(f"<p>Part {name}.</p>", title=name) for name in "ABC"]
    return make_work(by=writer.pen_names.get(), texts=texts, posted=False)


def address(work, name="works:work", *more):
    return reverse(name, args=[work.pk, *more])


def titles(work):
    rows = work.chapters.living().in_order().values_list("title", flat=True)
    return "".join(rows)


def test_places_are_typed(client, writer, work):
    a, b, c = work.chapters.in_order()
    places = {f"place_{a.pk}": "1", f"place_{b.pk}": "2", f"place_{c.pk}": "1"}

    client.post(address(work, "works:chapter_order"), places)
    assert titles(work) == "CAB"

    places = {f"place_{c.pk}": "3", f"place_{a.pk}": "2", f"place_{b.pk}": "3"}
    client.post(address(work, "works:chapter_order"), places)
    assert titles(work) == "ABC"


@pytest.mark.parametrize("place", ["", "x", "-1", "1.5", "٣", "9" * 50])
def test_a_place_that_is_no_number_moves_nothing(client, writer, work, place):
    places = {f"place_{one.pk}": place for one in work.chapters.all()}

    response = client.post(address(work, "works:chapter_order"), places, follow=True)

    assert "whole number" in response.content.decode()
    assert titles(work) == "ABC"


def test_chapters_move_without_dragging(client, writer, work):
    a, b, c = work.chapters.in_order()

    client.post(address(work, "works:chapter_move", c.pk), {"to": "up"})
    assert titles(work) == "ACB"
    client.post(address(work, "works:chapter_move", a.pk), {"to": "last"})
    assert titles(work) == "CBA"
    client.post(address(work, "works:chapter_move", a.pk), {"before": b.pk})
    assert titles(work) == "CAB"
    client.post(address(work, "works:chapter_move", a.pk), {"before": "999"})
    client.post(address(work, "works:chapter_move", a.pk), {"to": "sideways"})
    assert titles(work) == "CAB"


def test_a_chapter_is_posted_taken_back_dated_and_thrown_away(client, writer, work):
    first = work.chapters.get(title="A")

    client.post(address(work, "works:posting", first.pk))
    first.refresh_from_db()
    assert first.posted_at

    client.post(address(work, "works:chapter_date", first.pk), {"dated": "2019-05-04"})
    first.refresh_from_db()
    assert first.posted_at.year == 2019

    client.post(address(work, "works:unposting", first.pk))
    first.refresh_from_db()
    assert first.posted_at is None

    client.post(address(work, "works:chapter_removal", first.pk))
    assert titles(work) == "BC"


def test_a_chapter_is_scheduled_and_let_be(client, writer, work):
    chapter = work.chapters.get(title="B")
    form = {"day": "2031-01-03", "time": "18:00", "time_zone": "Asia/Tokyo"}

    client.post(address(work, "works:schedule", chapter.pk), form)

    row = ScheduledPosting.objects.get()
    assert (row.wall_time, row.due_at.hour) == ("2031-01-03T18:00", 9)
    page = client.get(address(work, "works:chapters")).content.decode()
    assert "18:00" in page
    assert "09:00 UTC" in page

    client.post(address(work, "works:schedule_removal", chapter.pk))
    assert not ScheduledPosting.objects.exists()


def test_a_plan_in_another_zone_than_the_accounts_names_its_own(client, writer, work):
    writer.time_zone = "Europe/Berlin"
    writer.save()
    chapter = work.chapters.get(title="B")
    page = address(work, "works:instalment", chapter.pk)
    run = address(work, "works:run")
    ours = "Times here are in <b data-own>Europe/Berlin</b>."
    assert ours in client.get(page).text
    assert ours in client.get(run).text

    form = {"day": "2031-01-03", "time": "18:00", "time_zone": "Asia/Tokyo"}
    client.post(address(work, "works:schedule", chapter.pk), form)
    days = {"weekdays": ["4"], "every_weeks": 1, "starts_on": "2030-12-01"}
    other = work.chapters.get(title="C")
    client.post(run, {**form, **days, "chapters": [other.pk]})

    for shown in (client.get(page).text, client.get(run).text):
        assert ours not in shown
        assert (
            "This is planned in <b>Asia/Tokyo</b>. "
            "Your own time zone is <b data-own>Europe/Berlin</b>."
        ) in shown


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2031-03-30", "skip 02:30: it comes at 03:30"),
        ("2031-10-26", "show 02:30 twice: it comes the first time"),
        ("2031-10-27", ""),
    ],
)
def test_an_odd_time_is_explained(client, writer, work, day, said):
    chapter = work.chapters.get(title="B")
    form = {"day": day, "time": "02:30", "time_zone": "Europe/Berlin"}

    client.post(address(work, "works:schedule", chapter.pk), form)

    for name, args in (("works:chapters", ()), ("works:instalment", (chapter.pk,))):
        page = client.get(address(work, name, *args)).content.decode()
        assert "02:30" in page
        assert said in page
        assert ("The clocks" in page) == bool(said)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("day", "2001-01-01", "has been"),
        ("day", "9999-12-31", "too far away"),
        ("day", "tomorrow", "Type a day"),
        ("time", "25:61", "Type a time"),
        ("time", "", "Fill this in."),
        ("time_zone", "Moon/Tycho", "Choose among"),
    ],
)
def test_a_time_that_cannot_be_is_refused(client, writer, work, field, value, said):
    chapter = work.chapters.get(title="B")
    form = {"day": "2031-01-03", "time": "18:00", "time_zone": "UTC", field: value}

    response = client.post(address(work, "works:schedule", chapter.pk), form)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert not ScheduledPosting.objects.exists()


def test_a_run_is_started_changed_and_ended(client, writer, work):
    a, _, c = work.chapters.in_order()
    form = {
        "weekdays": ["4"],
        "every_weeks": "1",
        "time": "18:00",
        "time_zone": "Europe/Berlin",
        "starts_on": timezone.now().date().isoformat(),
        "chapters": [a.pk, c.pk],
    }

    client.post(address(work, "works:run"), form)
    rows = ScheduledPosting.objects.order_by("due_at")
    assert [row.chapter_id for row in rows] == [a.pk, c.pk]
    assert {row.wall.weekday() for row in rows} == {4}

    client.post(address(work, "works:run"), {**form, "weekdays": ["0", "2"]})
    assert {row.wall.weekday() for row in rows.all()} <= {0, 2}
    assert client.get(address(work, "works:run")).status_code == 200

    client.post(address(work, "works:run_removal"))
    assert not ScheduledPosting.objects.exists()
    assert not PostingRun.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("weekdays", []), ("weekdays", ["9"]), ("every_weeks", "0")),
        *(("every_weeks", "53"), ("chapters", []), ("chapters", ["0"])),
        *(("starts_on", "9999-12-31"), ("time", "noon")),
    ],
)
def test_a_run_that_cannot_be_is_refused(client, writer, work, field, value):
    form = {
        "weekdays": ["4"],
        "every_weeks": "1",
        "time": "18:00",
        "time_zone": "UTC",
        "starts_on": "2026-01-01",
        "chapters": [one.pk for one in work.chapters.all()],
        field: value,
    }

    assert client.post(address(work, "works:run"), form).status_code == 422
    assert not PostingRun.objects.exists()


# ---------------------------------------------------------------- cost


@pytest.mark.parametrize(
    ("name", "queries"), [("works:work", 11), ("works:chapters", 6), ("works:run", 6)]
)
@pytest.mark.counts_queries
def test_a_page_costs_the_same_however_much_it_shows(
    client, writer, name, queries, django_assert_num_queries
):
    pen_name = PenName.objects.get(user=writer)
    short = make_work(by=pen_name, chapters=2, posted=False)
    long = make_work(by=pen_name, chapters=40, posted=False)
    kind = Kind.objects.get(slug="genre")
    tags = [
        Tag.objects.create(kind=kind, name=f"tag {n}", key=f"tag {n}") for n in range(9)
    ]
    long.tags.set(tags)

    client.get(address(short, name))  # which counts what is unread, for a while
    for work in (short, long):
        with django_assert_num_queries(queries):
            client.get(address(work, name))
