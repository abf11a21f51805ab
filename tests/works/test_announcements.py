"""A word to readers that is no chapter; notes that are used again."""

from uuid import uuid4

import pytest
from django.urls import reverse

from fascicle.works.models import Announcement, KeptNote
from fascicle.works.signals import work_announced
from tests.factories import make_archive, make_rating, make_user, make_work

pytestmark = pytest.mark.django_db
NOTES = "works:kept_notes"


@pytest.fixture
def writer(client):
    make_archive()
    user = make_user("writer")
    client.force_login(user)
    return user


@pytest.fixture
def work(writer):
    return make_work(by=writer.pen_names.get(), status="ongoing")


def announcements(work):
    return reverse("works:announcements", args=[work.pk])


def test_a_word_stands_on_the_works_page_and_sets_its_state(client, work):
    form = {"words": "Back in <spring>.\n\nThank you & goodbye.", "status": "hiatus"}

    client.post(announcements(work), form)

    work.refresh_from_db()
    assert (work.status, work.version) == ("hiatus", 2)
    page = client.get(work.get_absolute_url()).content.decode()
    assert "Thank you &amp; goodbye." in page


def test_a_word_alone_leaves_the_state(client, work):
    client.post(announcements(work), {"words": "Soon.", "status": "as-it-is"})
    client.post(announcements(work), {"words": "Sooner."})

    work.refresh_from_db()
    assert (work.status, work.version) == ("ongoing", 1)
    assert Announcement.objects.count() == 2


def test_a_word_is_announced_once(client, work, django_capture_on_commit_callbacks):
    heard = []

    def listen(announcement_id, quietly, **kwargs):
        heard.append(quietly)

    work_announced.connect(listen)
    form = {"words": "Soon.", "quietly": "on", "submission": str(uuid4())}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(announcements(work), form)
        client.post(announcements(work), form)
    work_announced.disconnect(listen)

    assert heard == [True]


@pytest.mark.parametrize(
    "words", ["", " \n ", "<script>alert(1)</script>", "x" * 5001, "<p></p>"]
)
def test_a_word_that_says_nothing_is_refused(client, work, words):
    response = client.post(announcements(work), {"words": words})

    assert response.status_code == 422
    assert not Announcement.objects.exists()


def test_words_stay_behind_the_adult_gate(client, writer):
    grown = make_work(
        by=writer.pen_names.get(), rating=make_rating("Mature", is_adult=True)
    )
    client.post(announcements(grown), {"words": "A word for the grown."})
    client.logout()

    page = client.get(grown.get_absolute_url()).content.decode()

    assert "A word for the grown." not in page


def test_a_word_is_taken_away_by_its_works_writers_alone(client, writer, work):
    client.post(announcements(work), {"words": "Soon."})
    said = Announcement.objects.get()
    removal = reverse("works:announcement_removal", args=[work.pk, said.pk])
    other = make_user("other")
    theirs = make_work("Other", by=other.pen_names.get())

    client.force_login(other)
    crossed = reverse("works:announcement_removal", args=[theirs.pk, said.pk])
    assert client.post(removal).status_code == 404
    assert client.post(crossed).status_code == 404
    assert Announcement.objects.exists()

    client.force_login(writer)
    client.post(removal)
    assert not Announcement.objects.exists()


def test_notes_are_kept_replaced_and_forgotten(client, writer):
    client.post(reverse(NOTES), {"name": "Thanks", "words": "Thank you."})
    client.post(reverse(NOTES), {"name": " Thanks ", "words": "Thank you <b>all</b>."})

    note = KeptNote.objects.get()
    assert note.html == "Thank you <b>all</b>."
    removal = reverse("works:kept_note_removal", args=[note.pk])
    client.force_login(make_user("other"))
    assert "Thank you" not in client.get(reverse(NOTES)).content.decode()
    assert client.post(removal).status_code == 404

    client.force_login(writer)
    client.post(removal)
    assert not KeptNote.objects.exists()


def test_a_note_sent_twice_is_kept_once(client, writer):
    form = {"name": "Thanks", "words": "Thank you.", "submission": str(uuid4())}
    client.post(reverse(NOTES), form)
    KeptNote.objects.all().delete()

    assert client.post(reverse(NOTES), form).status_code == 302
    assert not KeptNote.objects.exists()
    assert 'name="submission"' in client.get(reverse(NOTES)).text


def test_ticked_notes_become_part_of_what_is_saved(client, writer, work):
    mine = KeptNote.objects.create(user=writer, name="Thanks", html="<p>Thank you.</p>")
    other = make_user("other")
    theirs = KeptNote.objects.create(user=other, name="Mine", html="<p>Mine.</p>")
    chapter = work.chapters.get()
    address = reverse("works:chapter", args=[work.pk, chapter.pk])
    assert f'name="put_after" value="{mine.pk}"' in client.get(address).content.decode()

    form = {
        "text": chapter.text.html,
        "mode": "rich",
        "base_version": chapter.version,
        "notes_before": "One & two.",
        "put_before": [mine.pk, theirs.pk, "x"],
        "put_after": [mine.pk],
    }
    client.post(address, form)

    chapter.refresh_from_db()
    assert chapter.notes_before == "<p>One &amp; two.</p><p>Thank you.</p>"
    assert chapter.notes_after == "<p>Thank you.</p>"


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "x"), ("x" * 81, "x"), (" ", "x"), ("x", ""), ("x\x00", "x")],
)
def test_a_note_needs_a_name_and_words(client, writer, name, words):
    response = client.post(reverse(NOTES), {"name": name, "words": words})

    assert response.status_code == 422
    assert not KeptNote.objects.exists()
