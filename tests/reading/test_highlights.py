"""Passages that a reader marks: kept once, found again after edits, theirs alone."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fascicle.accounts.viewer import Viewer
from fascicle.exporting.belongings import profile_of
from fascicle.reading.actions import highlights as actions
from fascicle.reading.models import Highlight
from fascicle.reading.passages import Passage
from fascicle.reading.queries.highlights import listed, placed
from fascicle.works.models import Chapter, ChapterText
from tests.factories import (
    NOW,
    PASSWORD,
    make_chapter,
    make_rating,
    make_user,
    make_work,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

TEXT = (
    "<p>The lamp in the harbour office <em>burned</em> until four.</p>"
    "<p>She wrote in a small, upright hand, and blotted every line.</p>"
)


@pytest.fixture
def reader():
    return make_user("reader")


@pytest.fixture
def work():
    return make_work("Tides", texts=[make_chapter(TEXT, title="The lamp")])


def chapter_of(work, position=1):
    return Chapter.objects.of(work).with_text().get(position=position)


def mark(reader, work, quote="harbour office burned", **kwargs):
    return actions.mark(reader, chapter_of(work), Passage(quote), at=NOW, **kwargs)


def rewrite(work, html):
    chapter = chapter_of(work)
    ChapterText.objects.filter(chapter=chapter).update(html=html)
    Chapter.objects.filter(pk=chapter.pk).update(version=chapter.version + 1)


def sent(client, work, **fields):
    address = reverse("reading:marking", args=[work.pk, 1])
    given = {"quote": "harbour office burned", "paragraph": 0, "start": 16, **fields}
    return client.post(address, given, headers={"X-Part": "highlight"})


def test_a_passage_is_kept_with_what_stands_around_it(client, reader, work):
    client.force_login(reader)

    answer = sent(client, work, note="Why until four?")

    (kept,) = Highlight.objects.of(Viewer(reader))
    assert answer.status_code == 201
    assert answer.json()["span"] == [0, 16, 0, 37]
    assert (kept.prefix, kept.suffix[:12]) == ("The lamp in the ", " until four.")
    assert (kept.note, kept.position, kept.chapter_version) == ("Why until four?", 1, 1)


def test_the_same_passage_twice_is_marked_once(client, reader, work):
    client.force_login(reader)

    keys = {sent(client, work).json()["key"] for _ in range(3)}

    assert len(keys) == 1
    assert Highlight.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"quote": ""},
        {"quote": "words that never stood there"},
        {"quote": "x" * 10_001},
        {"paragraph": -1},
        {"start": "far"},
        {"paragraph": 10**30},
    ],
)
def test_what_is_no_passage_is_refused(client, reader, work, fields):
    client.force_login(reader)

    answer = sent(client, work, **fields)

    assert answer.status_code == 422
    assert answer.json()["said"]
    assert Highlight.objects.count() == 0


def test_without_a_script_the_answer_is_a_page(client, reader, work):
    client.force_login(reader)

    address = reverse("reading:marking", args=[work.pk, 1])
    client.post(address, {"quote": "upright hand", "paragraph": 9, "start": 0})

    shown = client.get(f"/works/{work.pk}/chapters/1/").content.decode()
    assert "upright hand</q>" in shown


def test_there_is_an_end_to_how_much_of_a_chapter_is_kept(reader, work, monkeypatch):
    monkeypatch.setattr(actions, "MOST_IN_CHAPTER", 1)
    mark(reader, work)

    with pytest.raises(actions.TooMany):
        mark(reader, work, "upright hand")


def test_a_guest_is_asked_to_log_in_and_keeps_nothing(client, work):
    assert sent(client, work).status_code == 401
    assert client.get(reverse("reading:highlights")).status_code == 302
    assert Highlight.objects.count() == 0


def test_nobody_else_sees_or_changes_them(client, reader, work):
    kept = mark(reader, work, note="mine alone")
    client.force_login(make_user("other"))

    answers = [
        client.get(reverse("reading:highlight", args=[kept.pk])),
        client.post(reverse("reading:highlight", args=[kept.pk]), {"note": "theirs"}),
        client.post(reverse("reading:highlight_removal", args=[kept.pk])),
    ]

    assert [one.status_code for one in answers] == [404, 404, 404]
    for address in ("/highlights/", f"/works/{work.pk}/chapters/1/"):
        assert "mine alone" not in client.get(address).content.decode()
    kept.refresh_from_db()
    assert kept.note == "mine alone"


def test_after_an_edit_it_stands_where_its_words_are(client, reader, work):
    mark(reader, work)
    rewrite(work, f"<p>Rain came first.</p>{TEXT}")
    client.force_login(reader)

    shown = client.get(f"/works/{work.pk}/chapters/1/").content.decode()

    assert 'data-span="1 16 1 37"' in shown


def test_what_is_no_longer_in_the_text_is_listed_all_the_same(client, reader, work):
    mark(reader, work, note="I liked it")
    rewrite(work, "<p>Nothing is left.</p>")
    client.force_login(reader)

    for address in ("/highlights/", f"/works/{work.pk}/chapters/1/"):
        shown = client.get(address).content.decode()
        assert "harbour office burned" in shown
        assert "o longer in the text" in shown


def test_a_deleted_chapter_leaves_its_highlights(reader, work):
    mark(reader, work)
    Chapter.objects.all().delete()

    (one,) = placed(Viewer(reader), listed(Viewer(reader), ""))

    assert (one.highlight.quote, one.span) == ("harbour office burned", None)


def test_highlights_of_what_may_not_be_read_stay_behind_the_gate(client, reader, work):
    mark(reader, work)
    kept = Highlight.objects.get()
    work.rating = make_rating("Mature", is_adult=True)
    work.save()
    client.force_login(reader)

    shown = client.get("/highlights/").content.decode()

    assert "harbour office" not in shown
    assert "1 more is in a story that is not shown to you now" in shown
    assert client.get(reverse("reading:highlight", args=[kept.pk])).status_code == 404
    for form in ("md", "json"):
        address = reverse("reading:highlights_file", args=[form])
        assert "harbour office" not in client.get(address).content.decode()


def test_they_can_be_searched_noted_and_removed(client, reader, work):
    first = mark(reader, work)
    mark(reader, work, "upright hand", note="like mine")
    client.force_login(reader)

    found = client.get("/highlights/?q=LIKE+mine").content.decode()
    assert "upright hand" in found
    assert "harbour office" not in found
    client.post(reverse("reading:highlight", args=[first.pk]), {"note": "A lamp!"})
    first.refresh_from_db()
    assert first.note == "A lamp!"
    client.post(reverse("reading:highlight_removal", args=[first.pk]))
    assert [one.quote for one in Highlight.objects.all()] == ["upright hand"]


def test_they_can_be_taken_away(client, reader, work):
    mark(reader, work, note="*Why* until four?")
    client.force_login(reader)

    markdown = client.get("/highlights/highlights.md").content.decode()
    data = json.loads(client.get("/highlights/highlights.json").content)

    assert "## Tides · Ines Okafor\n\n### Chapter 1: The lamp\n\n" in markdown
    assert "> harbour office burned\n\n\\*Why\\* until four?" in markdown
    assert data[0]["exact"] == "harbour office burned"
    assert data[0]["note"] == "*Why* until four?"
    assert client.get("/highlights/highlights.exe").status_code == 404


def test_a_takeout_holds_them(reader, work):
    mark(reader, work, note="mine")

    (one,) = profile_of(reader)["highlights"]

    assert (one["exact"], one["note"]) == ("harbour office burned", "mine")


@pytest.mark.counts_queries
def test_a_guest_pays_nothing_and_a_member_one_query(client, reader, work):
    address = f"/works/{work.pk}/chapters/1/"

    def asked():
        client.get(address)  # which makes the page that members share
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return sum("reading_highlight" in one["sql"] for one in queries)

    assert asked() == 0
    client.login(username="reader", password=PASSWORD)
    assert asked() == 1
    for quote in ("harbour office", "upright hand", "every line"):
        mark(reader, work, quote)
    assert asked() == 1


def test_the_list_asks_as_much_for_many_as_for_few(client, reader):
    client.force_login(reader)

    def asked(count):
        for n in range(count):
            made = make_work(f"Work {n} of {count}", texts=[make_chapter(TEXT)])
            mark(reader, made)
            rewrite(made, TEXT)
        client.get("/highlights/")  # which counts what is unread, for a while
        with CaptureQueriesContext(connection) as queries:
            client.get("/highlights/")
        return len(queries)

    assert asked(2) == asked(5)


def test_a_note_changes_when_it_is_written(reader, work):
    kept = mark(reader, work)

    actions.write_note(kept, "later", at=NOW + timedelta(days=1))

    kept.refresh_from_db()
    assert kept.changed_at - kept.made_at == timedelta(days=1)
