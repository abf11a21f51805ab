"""The pages of a work: its own, its chapters, all on one page, other copies."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fascicle.accounts.viewer import Viewer
from fascicle.core import storage
from fascicle.reading.queries.works import relatives
from fascicle.works import actions as works
from fascicle.works.actions import NewChapter, NewVersion, NewWork, Origin
from fascicle.works.models import Chapter, RelationKind, Version, Work
from tests.factories import (
    GUEST,
    NOW,
    PASSWORD,
    make_chapter,
    make_pen_name,
    make_rating,
    make_user,
    make_work,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def page(client, name, *args):
    response = client.get(reverse(f"reading:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_an_untitled_work_is_known_by_its_first_words(client):
    work = make_work("", opening="It had rained for eleven days")

    shown = words(page(client, "work", work.pk))

    assert "Untitled “It had rained for eleven days…”" in shown


def test_a_work_says_how_far_along_it_is(client):
    running = make_work("Running", chapters=3, planned_chapters=5, status="ongoing")
    ended = make_work("Ended", chapters=2, status="complete")

    assert "ongoing, 3 of 5 chapters" in page(client, "work", running.pk)
    assert "complete, 2 chapters" in page(client, "work", ended.pk)


def test_a_work_of_one_chapter_has_no_list_of_chapters(client):
    work = make_work("Short")

    shown = page(client, "work", work.pk)

    assert "All on one page" not in shown
    assert 'id="chapters"' not in shown


def test_the_text_is_set_in_its_own_language_and_direction(client):
    work = make_work("حارس المنارة", language="ar")

    shown = page(client, "chapter", work.pk, 1)

    assert 'lang="ar" dir="rtl"' in shown
    assert '<html lang="en" dir="ltr">' in shown


def test_notes_stand_apart_from_the_text(client):
    chapter = make_chapter(
        "<p>Story.</p>", notes_before="<p>Hello all.</p>", notes_after="<p>Bye.</p>"
    )
    work = make_work("Noted", texts=[chapter])

    shown = page(client, "chapter", work.pk, 1)

    text = re.search(r'<div class="text[^>]*>(.*?)</div>', shown, re.S)[1]
    assert text == "<p>Story.</p>"
    assert shown.index("Hello all.") < shown.index("Story.") < shown.index("Bye.")


def test_chapters_lead_on_and_back(client):
    work = make_work("Long", chapters=3)
    first, second, third = (
        reverse("reading:chapter", args=[work.pk, n]) for n in (1, 2, 3)
    )

    middle = page(client, "chapter", work.pk, 2)

    assert f'rel="prev" href="{first}"' in middle
    assert f'rel="next" href="{third}"' in middle
    assert f'href="{second}" aria-current="page"' in middle
    assert 'rel="prev"' not in page(client, "chapter", work.pk, 1)
    assert 'rel="next"' not in page(client, "chapter", work.pk, 3)


def test_the_last_chapter_leads_to_the_next_work_of_the_series(client):
    series = works.new_series("Roads")
    first, second = make_work("First"), make_work("Second")
    for work in (first, second):
        works.place_in_series(series, work)

    shown = page(client, "chapter", first.pk, 1)

    assert "Next in Roads" in shown
    assert second.get_absolute_url() in shown


def test_the_whole_work_stands_on_one_page_with_anchors(client):
    work = make_work("Whole", chapters=3)

    shown = page(client, "whole", work.pk)

    for n in (1, 2, 3):
        assert f'id="chapter-{n}"' in shown
        assert f'href="#chapter-{n}"' in shown
        assert f"Part {n} of the tale." in shown


def test_headings_of_texts_stand_below_those_of_their_chapters(client):
    texts = [make_chapter("<h2>Dawn</h2><p>She rowed.</p>") for _two in range(2)]
    work, alone = make_work(texts=texts), make_work(texts=texts[:1])

    assert "<h3>Dawn</h3>" in page(client, "whole", work.pk)
    assert "<h2>Dawn</h2>" in page(client, "whole", alone.pk)
    assert "<h2>Dawn</h2>" in page(client, "chapter", work.pk, 1)


def test_a_missing_chapter_is_not_found(client):
    work = make_work()

    response = client.get(reverse("reading:chapter", args=[work.pk, 9]))

    assert response.status_code == 404


@pytest.mark.parametrize("change", ["members_only", "hidden_at", "posted_at"])
@pytest.mark.parametrize("name", ["work", "chapter", "whole", "chapter_range"])
def test_what_is_not_for_guests_does_not_exist_for_them(client, change, name):
    work = make_work("Kept")
    value = {"members_only": True, "hidden_at": NOW, "posted_at": None}[change]
    Work.objects.filter(pk=work.pk).update(**{change: value})
    args = [work.pk, 1] if name == "chapter" else [work.pk]

    response = client.get(reverse(f"reading:{name}", args=args))

    assert response.status_code == 404


def test_members_read_what_is_for_members(client):
    work = make_work("Inner")
    Work.objects.filter(pk=work.pk).update(members_only=True)
    make_user("member")
    client.login(username="member", password=PASSWORD)

    assert "Part 1 of the tale." in page(client, "chapter", work.pk, 1)


def test_writers_see_their_drafts_as_drafts(client):
    writer = make_user("writer")
    work = make_work("Draft", by=writer.pen_names.get(), posted=False, chapters=2)
    client.login(username="writer", password=PASSWORD)

    assert "A draft, seen by its writers alone" in page(client, "work", work.pk)


def test_a_draft_chapter_is_not_in_what_others_see(client):
    work = make_work("Growing", chapters=2)
    works.add_chapter(work, make_chapter("<p>Not yet.</p>", title="Secret"), at=NOW)

    assert "Secret" not in page(client, "work", work.pk)
    assert "Not yet." not in page(client, "whole", work.pk)
    assert client.get(reverse("reading:chapter", args=[work.pk, 3])).status_code == 404


def test_a_work_says_where_it_came_from_and_what_other_copies_there_are(client):
    origin = Origin("the old list", "0b55a2.txt", "ab" * 32, "12–240")
    copy = NewVersion("revision", "<p>An older end.</p>", origin)
    chapter = NewChapter("<p>The end.</p>", origin=origin, versions=[copy])
    work = make_work("Found", texts=[chapter])
    version = Version.objects.get()

    shown = page(client, "work", work.pk)

    assert "the old list" in shown
    assert "0b55a2.txt" in shown
    assert reverse("reading:version", args=[work.pk, version.pk]) in shown
    assert "An older end." in page(client, "version", work.pk, version.pk)


def test_a_copy_is_found_under_its_own_work_only(client):
    origin = Origin("list", "a.txt", "ab" * 32)
    copy = NewVersion("revision", "<p>Older.</p>", origin)
    make_work("Found", texts=[NewChapter("<p>New.</p>", versions=[copy])])
    other = make_work("Other")
    version = Version.objects.get()

    response = client.get(reverse("reading:version", args=[other.pk, version.pk]))

    assert response.status_code == 404


def test_relations_show_both_ways(client):
    first = make_work("First")
    second = make_work("Second")
    works.relate(second, RelationKind.SEQUEL, title="First")

    assert "sequel to First" in words(page(client, "work", second.pk))
    assert "has a sequel: Second" in words(page(client, "work", first.pk))


def test_a_relation_to_a_title_not_here_says_so(client):
    work = make_work("Second")
    works.relate(work, RelationKind.SEQUEL, title="Lost", author="A. Writer")

    shown = words(page(client, "work", work.pk))

    assert "sequel to Lost by A. Writer (not in this archive yet)" in shown


def test_a_relation_never_tells_of_a_work_one_may_not_know_of():
    first, second = make_work("First"), make_work("Second")
    works.relate(second, RelationKind.SEQUEL, title="First")
    Work.objects.filter(pk=second.pk).update(members_only=True)

    assert relatives(first, GUEST) == []
    assert [one.work for one in relatives(first, Viewer(make_user()))] == [second]


def test_a_run_of_chapters_is_asked_for_by_its_ends(client):
    work = make_work("Long", chapters=4)
    address = reverse("reading:chapter_range", args=[work.pk])

    response = client.get(address, {"first": 3, "last": 2, "format": "epub"})

    assert response.headers["Location"].endswith("/files/chapters-2-3.epub")


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"first": 1, "last": 9, "format": "epub"},
        {"first": 1, "last": 2, "format": "exe"},
    ],
)
def test_a_run_that_makes_no_sense_leads_back_to_the_work(client, asked):
    work = make_work("Long", chapters=2)

    response = client.get(reverse("reading:chapter_range", args=[work.pk]), asked)

    assert response.headers["Location"] == work.get_absolute_url()


def make_rich_work(chapters):
    """A work with something of everything, in as many places as it has chapters."""
    origin = Origin("list", "a.txt", "ab" * 32)
    texts = [
        NewChapter(
            "<p>Text.</p>",
            origin=origin,
            versions=[NewVersion("r", "<p>T.</p>", origin)],
        )
        for _ in range(chapters)
    ]
    names = [make_pen_name(f"Name {n}") for n in range(chapters)]
    new = NewWork("Rich", texts, pen_names=names, rating=make_rating())
    work = works.create_work(new, at=NOW)
    works.post_work(work, at=NOW)
    for n in range(chapters):
        series = works.new_series(f"Series {n}")
        for one in (make_work(f"Before {n}"), work, make_work(f"After {n}")):
            works.place_in_series(series, one)
        works.relate(work, RelationKind.SEQUEL, title=f"Before {n}")
    return work


@pytest.mark.parametrize("name", ["work", "chapter", "whole"])
@pytest.mark.counts_queries
def test_pages_of_a_work_cost_the_same_however_much_it_has(client, name):
    costs = []
    for chapters in (2, 6):
        work = make_rich_work(chapters)
        args = [work.pk, chapters] if name == "chapter" else [work.pk]
        with CaptureQueriesContext(connection) as queries:
            page(client, name, *args)
        costs.append(len(queries))
        works.delete_work(work)

    assert costs[0] == costs[1]


def test_what_other_sites_may_quote_of_an_adult_work_is_nothing(client):
    mature = make_rating("Mature", is_adult=True)
    work = make_work("Grown", rating=mature, summary="<p>Private.</p>")

    before = page(client, "work", work.pk)
    client.post(reverse("reading:gate_opening"))
    after = page(client, "work", work.pk)

    assert "og:" not in before
    assert "noindex" in before
    assert "noindex" in after
    assert Chapter.objects.readable_by(GUEST).count() == 0


def test_hosts_can_have_the_very_bytes_a_text_came_from(client):
    data = b"The end.\r\n\xff"
    digest = storage.keep(data)
    chapter = NewChapter("<p>The end.</p>", origin=Origin("list", "a/end.txt", digest))
    work = make_work("Found", texts=[chapter])
    address = reverse("reading:original", args=[work.pk, digest])

    client.login(username="host", password=PASSWORD)
    response = client.get(address)

    assert address in page(client, "work", work.pk)
    assert response.content == data
    assert response.headers["Content-Disposition"] == 'attachment; filename="end.txt"'
    assert response.headers["Content-Type"] == "application/octet-stream"


def test_nobody_else_can_and_only_of_this_work(client):
    digest = storage.keep(b"The end.")
    chapter = NewChapter("<p>The end.</p>", origin=Origin("list", "end.txt", digest))
    work, other = make_work("Found", texts=[chapter]), make_work("Other")
    address = reverse("reading:original", args=[work.pk, digest])
    make_user("member")

    assert client.get(address).status_code in {302, 404}
    assert digest not in page(client, "work", work.pk)
    client.login(username="member", password=PASSWORD)
    assert client.get(address).status_code in {403, 404}
    client.login(username="host", password=PASSWORD)
    wrong = reverse("reading:original", args=[other.pk, digest])
    assert client.get(wrong).status_code == 404
