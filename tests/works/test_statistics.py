"""Reads are counted without knowing whose they are."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fascicle.reading import counting
from fascicle.works import actions
from fascicle.works.models import ChapterReads
from fascicle.works.plots import HEIGHT, WIDTH, plot
from tests.factories import make_user, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]
BROWSER = "Mozilla/5.0 (X11) Firefox/140.0"


@pytest.fixture
def ines():
    return make_user("ines")


@pytest.fixture(autouse=True)
def memory(monkeypatch):
    fresh = counting.Memory()
    monkeypatch.setattr(counting, "memory", fresh)
    return fresh


def name_of(user):
    return user.pen_names.get(is_default=True)


def reads():
    return sum(ChapterReads.objects.values_list("count", flat=True))


def read(client, chapter, agent=BROWSER, **headers):
    return client.get(
        chapter.get_absolute_url(), headers={"user-agent": agent, **headers}
    )


def test_a_reader_counts_once_a_day(client, memory, ines):
    chapter = make_work(by=name_of(ines)).chapters.get()

    for agent in (BROWSER, BROWSER, "Another/1.0"):
        read(client, chapter, agent)
    memory.write()

    assert reads() == 2
    assert ChapterReads.objects.get().week.weekday() == 0


@pytest.mark.parametrize(
    ("agent", "headers"),
    [("Googlebot/2.1", {}), ("", {}), (BROWSER, {"sec-purpose": "prefetch"})],
)
def test_robots_and_guesses_do_not_count(client, memory, ines, agent, headers):
    read(client, make_work(by=name_of(ines)).chapters.get(), agent, **headers)

    assert not memory.counts


def test_writers_do_not_count_hidden_or_not(client, memory, ines):
    work, veiled = make_work(by=name_of(ines)), make_work("Veiled", by=name_of(ines))
    actions.hide_name(veiled, by=ines)
    client.force_login(ines)

    for one in (work, veiled):
        read(client, one.chapters.get())

    assert not memory.counts


def test_nothing_of_a_reader_is_kept(client, memory, ines):
    read(client, make_work(by=name_of(ines)).chapters.get())
    memory.write()
    first = set(memory.seen)
    memory.note("somebody", [1], day=timezone.now().date() + timedelta(days=1))

    fields = {field.name for field in ChapterReads._meta.get_fields()}
    assert fields == {"id", "chapter", "week", "count"}
    assert len(memory.seen) == 1
    assert not first & memory.seen


def test_counts_of_chapters_that_are_gone_are_dropped(ines):
    chapter = make_work(by=name_of(ines)).chapters.get()

    actions.count_reads({chapter.pk: 3, 999: 7}, on=date(2026, 11, 26))
    actions.count_reads({chapter.pk: 2}, on=date(2026, 11, 23))

    row = ChapterReads.objects.get()
    assert (row.count, row.week) == (5, date(2026, 11, 23))


def test_the_page_says_how_far_readers_get(client, ines):
    work = make_work(by=name_of(ines), chapters=3)
    today = timezone.now().date()
    counts = dict(zip(work.chapters.in_order(), (200, 100, 50), strict=True))
    actions.count_reads({one.pk: n for one, n in counts.items()}, on=today)
    client.force_login(ines)

    page = client.get(reverse("works:work_statistics", args=[work.pk])).content.decode()
    whole = client.get(reverse("works:statistics")).content.decode()

    assert "350 reads in the last 26 weeks" in page
    assert all(share in page for share in ("100 %", "50 %", "25 %"))
    assert page.count("<rect") == 26 + 3
    assert "350" in whole


def test_a_chapter_has_weeks_of_its_own(client, ines):
    work = make_work(by=name_of(ines), chapters=3)
    today = timezone.now().date()
    first, second, third = work.chapters.in_order()
    actions.count_reads({first.pk: 200, second.pk: 40}, on=today)
    actions.count_reads({second.pk: 2}, on=today - timedelta(weeks=3))
    client.force_login(ines)
    address = reverse("works:work_statistics", args=[work.pk])

    page = client.get(address, {"chapter": second.pk}).content.decode()
    unread = client.get(address, {"chapter": third.pk}).content.decode()

    assert "42 reads in the last 26 weeks" in page
    assert page.count('<td class="number">40</td>') == 1
    assert page.count('<td class="number">42</td>') == 2
    assert f'rel="prev" href="?chapter={first.pk}"' in page
    assert f'rel="next" href="?chapter={third.pk}"' in page
    assert "No reads have been counted" in unread
    assert 'rel="next"' not in unread


@pytest.mark.parametrize("key", ["", "x", "999999", "٣", "1" * 5000, "\x00"])
def test_a_chapter_that_is_not_there_is_the_whole_story(client, ines, key):
    work = make_work(by=name_of(ines))
    actions.count_reads({work.chapters.get().pk: 7}, on=timezone.now().date())
    client.force_login(ines)

    response = client.get(
        reverse("works:work_statistics", args=[work.pk]), {"chapter": key}
    )

    assert response.status_code == 200
    assert response.context["chosen"] is None
    assert "7 reads in the last 26 weeks" in response.content.decode()


def test_a_chapter_of_many_costs_no_more_queries_than_the_whole(
    client, ines, django_assert_max_num_queries
):
    work = make_work(by=name_of(ines), chapters=300)
    client.force_login(ines)
    address = reverse("works:work_statistics", args=[work.pk])
    client.get(address)

    with django_assert_max_num_queries(12):
        client.get(address)
    with django_assert_max_num_queries(12):
        client.get(address, {"chapter": work.chapters.in_order()[200].pk})


def test_the_spreadsheet_holds_every_number_and_no_formula(client, ines):
    work = make_work('=HYPERLINK("x")', by=name_of(ines))
    actions.count_reads({work.chapters.get().pk: 4}, on=date(2026, 11, 26))
    make_work("Somebody else’s")
    client.force_login(ines)

    for name, args in (("statistics_table", []), ("work_statistics_table", [work.pk])):
        response = client.get(reverse(f"works:{name}", args=args))
        lines = response.content.decode().splitlines()
        assert len(lines) == 2
        assert lines[1].startswith("\"'=HYPERLINK")
        assert lines[1].endswith(",2026-11-23,4")


def test_many_works_cost_no_more_queries_than_one(
    client, ines, django_assert_max_num_queries
):
    for n in range(20):
        make_work(f"Work {n}", by=name_of(ines))
    client.force_login(ines)
    address = reverse("works:statistics")
    client.get(address)

    with django_assert_max_num_queries(12):
        client.get(address)


def test_bars_stay_within_their_plot():
    drawn = plot([(str(n), n) for n in range(200)])

    assert drawn is not None
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH for bar in drawn.bars)
    assert all(bar.y >= 0 and bar.y + bar.height <= HEIGHT for bar in drawn.bars)
    assert sum(1 for bar in drawn.bars if bar.label) <= 8
    assert plot([("a", 0)]) is None
