"""Every page of the desk shows what it is for, to hosts alone."""

import pytest
from django.urls import reverse

from fascicle.importing.models import BatchState
from tests.factories import make_user
from tests.importing.desk.factories import (
    make_batch,
    make_copy,
    make_file,
    make_part,
    make_reading,
    make_series,
    make_story,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(batch):
    series = make_series(batch)
    story = make_story(batch, series=series, series_position=2, parts=0)
    file = make_file(batch)
    make_reading(file)
    make_copy(make_part(story, file, title="Low Water", number=1))
    return story


def pages(story):
    part = story.parts.get(version_of=None)
    copy = story.parts.exclude(version_of=None).get()
    batch = story.batch_id
    return {
        "batches": reverse("importing:batches"),
        "batch": reverse("importing:batch", args=[batch]),
        "changes": reverse("importing:changes", args=[batch]),
        "files": reverse("importing:files", args=[batch]),
        "file": reverse("importing:file", args=[batch, part.file_id]),
        "original": reverse("importing:original", args=[batch, part.file_id]),
        "series": reverse("importing:series", args=[batch, story.series_id]),
        "story": reverse("importing:story", args=[batch, story.pk]),
        "part": reverse("importing:part", args=[batch, story.pk, part.pk]),
        "difference": reverse("importing:part_difference", args=[batch, story.pk, copy.pk]),
    }  # fmt: skip


def test_every_page_opens_for_a_host(desk, story):
    answers = {
        name: desk.get(address).status_code for name, address in pages(story).items()
    }

    assert set(answers.values()) == {200}


def test_guests_are_asked_to_log_in_and_members_find_nothing(client, story):
    guest = {client.get(address).status_code for address in pages(story).values()}
    client.force_login(make_user())
    member = {client.get(address).status_code for address in pages(story).values()}

    assert (guest, member) == ({302}, {404})


def test_a_guess_says_what_it_rests_on(desk, batch):
    make_story(batch, title_sure=0.5)

    page = desk.get(batch.get_absolute_url()).content.decode()

    assert "Its title is a guess." in page
    assert "It stands above the text, as a title does." in page


def test_an_untitled_story_is_shown_with_its_first_words(desk, batch):
    make_story(batch, title="")

    page = desk.get(batch.get_absolute_url()).content.decode()

    assert "<i>Untitled</i>" in page
    assert "The lamp was lit before anyone" in page


def test_a_chapter_stands_beside_the_lines_it_came_from(desk, story):
    page = desk.get(pages(story)["part"]).content.decode()

    assert "<p>By morning the boats were back, all but one.</p>" in page
    assert 'id="line-4"' in page
    assert "Thanks for the kind letters" in page
    assert 'class="role-heading evidence outside"' in page


def test_a_sign_leads_to_its_line(desk, story):
    page = desk.get(pages(story)["story"]).content.decode()

    assert "?lines=1#line-1" in page


def test_originals_leave_only_as_downloads_in_a_sandbox(desk, story):
    answer = desk.get(pages(story)["original"])

    assert answer.content.decode().startswith("The Tide Office\nby Ines Okafor")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="tide-1.txt"'
    assert "sandbox" in answer["Content-Security-Policy"]


def test_an_unreadable_file_says_why_and_what_to_do_next(desk, batch):
    make_file(batch, "locked.zip", problem="encrypted")

    page = desk.get(reverse("importing:files", args=[batch.pk]) + "?show=problem")

    assert "It is protected by a password." in page.content.decode()
    assert "Unpack it with its password" in page.content.decode()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (BatchState.READING, "Reading the files"),
        (BatchState.ACCEPTING, "Putting works into the library"),
        (BatchState.FAILED, "Try again from where it stopped"),
        (BatchState.UNDONE, "This import was undone"),
    ],
)
def test_a_batch_says_in_words_how_far_it_is(desk, archive, state, words):
    batch = make_batch(state=state, done=3, total=10)

    page = desk.get(batch.get_absolute_url()).content.decode()

    assert words in page


def test_progress_comes_alone_when_only_that_is_asked_for(desk, archive):
    batch = make_batch(state=BatchState.READING, done=3, total=10)

    part = desk.get(batch.get_absolute_url(), headers={"X-Part": "true"})

    assert b"<html" not in part.content
    assert b"data-busy" in part.content
