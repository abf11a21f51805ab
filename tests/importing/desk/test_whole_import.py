"""What is done to a whole import: uploading, undoing, reading again, resuming."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fascicle.importing.actions.advance import advance
from fascicle.importing.models import Batch, BatchState
from tests.importing.desk.factories import make_batch, make_story

pytestmark = pytest.mark.django_db


def files(*names):
    return [SimpleUploadedFile(name, b"The lamp was lit.\n") for name in names]


def test_uploaded_files_become_a_batch(desk, host):
    answer = desk.post(
        reverse("importing:uploads"),
        {"uploads": files("a.txt", "b.txt"), "name": "Old list", "emphasis": "_"},
    )

    batch = Batch.objects.get()
    assert answer.url == batch.get_absolute_url()
    assert (batch.name, batch.emphasis, batch.by) == ("Old list", "_", host)
    assert (batch.state, len(batch.sources)) == (BatchState.GATHERING, 2)


def test_what_was_uploaded_is_read_and_waits_for_review(desk):
    story = (
        b"The Tide Office\n\nby Ines Okafor\n\n" + b"The lamp was lit at dusk.\n\n" * 60
    )
    file = SimpleUploadedFile("tide.txt", story)
    desk.post(reverse("importing:uploads"), {"uploads": [file]})

    batch = advance(Batch.objects.get().pk)

    page = desk.get(batch.get_absolute_url()).content.decode()
    assert batch.state == BatchState.REVIEW
    assert "tide.txt" in page
    assert "1 file read" in page


def test_a_script_that_uploads_is_told_where_the_batch_is(desk):
    answer = desk.post(
        reverse("importing:uploads"),
        {"uploads": files("a.txt")},
        headers={"Accept": "application/json"},
    )

    assert answer.json() == {"address": Batch.objects.get().get_absolute_url()}


def test_too_much_at_once_is_refused_in_words(desk, settings):
    settings.UPLOAD_LIMIT = 10

    answer = desk.post(
        reverse("importing:uploads"), {"uploads": files("a.txt"), "name": "Kept"}
    )

    assert answer.status_code == 422
    assert "Send it in parts" in answer.content.decode()
    assert 'value="Kept"' in answer.content.decode()
    assert not Batch.objects.exists()


def test_more_than_the_limit_is_refused_before_it_is_written(desk, settings):
    settings.UPLOAD_LIMIT = -(1 << 20)

    answer = desk.post(reverse("importing:uploads"), {"uploads": files("a.txt")})

    assert answer.status_code == 413
    assert "too much at once" in answer.content.decode()
    assert not Batch.objects.exists()


def test_files_that_others_send_are_passed_over(client, archive):
    answer = client.post(
        reverse("accounts:login"),
        {"username": "x", "password": "y", "file": files("a.txt")},
    )

    assert answer.status_code == 200
    assert not answer.wsgi_request.FILES


def test_choosing_no_file_is_refused_in_words(desk):
    answer = desk.post(
        reverse("importing:uploads"), {}, headers={"Accept": "application/json"}
    )

    assert answer.status_code == 422
    assert answer.json() == {"errors": ["Choose a file."]}


def test_nothing_imported_yet_shows_both_ways_in(desk):
    page = desk.get(reverse("importing:batches")).content.decode()

    assert "Nothing was imported yet" in page
    assert "fascicle import FOLDER" in page


def test_the_list_says_how_far_each_import_is(desk):
    make_batch("reading.zip", state=BatchState.READING, done=3, total=9)
    make_story(make_batch("waiting.zip"))
    make_batch("done.zip")

    page = desk.get(reverse("importing:batches")).content.decode()

    assert "3 of 9" in page
    assert "1 work to review" in page
    assert "all reviewed" in page


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("undoing", BatchState.REVIEW, BatchState.UNDOING),
        ("rereading", BatchState.REVIEW, BatchState.READING),
        ("resuming", BatchState.FAILED, BatchState.READING),
        ("undoing", BatchState.READING, BatchState.READING),
        ("rereading", BatchState.ACCEPTING, BatchState.ACCEPTING),
        ("resuming", BatchState.REVIEW, BatchState.REVIEW),
    ],
)
def test_a_whole_import_is_undone_read_again_and_resumed(
    desk, archive, name, before, after
):
    batch = make_batch(state=before, stopped_in=BatchState.READING)

    desk.post(reverse(f"importing:{name}", args=[batch.pk]), {"emphasis": "_"})

    batch.refresh_from_db()
    assert batch.state == after
