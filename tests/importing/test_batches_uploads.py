"""Files that a browser sent: kept before the answer, taken in under strict limits."""

import os
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fascicle.importing import tasks
from fascicle.importing.actions import begin
from fascicle.importing.actions.advance import advance
from fascicle.importing.models import Batch, BatchState
from tests.factories import make_user
from tests.importing.conftest import tale

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    return make_user("host", role="host")


def send(*files: tuple[str, bytes], by) -> Batch:
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    return begin.take_uploads(uploads, by=by)


def test_an_upload_is_kept_and_a_worker_brings_it_to_review(host, data_folder):
    batch = send(("one.txt", tale(1).encode()), ("two.txt", tale(2).encode()), by=host)
    assert (batch.state, batch.by) == (BatchState.GATHERING, host)

    tasks.advance_batch.call(batch.pk)

    batch.refresh_from_db()
    assert batch.state == BatchState.REVIEW
    assert set(batch.files.values_list("name", flat=True)) == {"one.txt", "two.txt"}
    assert list((data_folder / "uploads").iterdir()) == []


def test_names_from_browsers_are_labels_only(host, data_folder):
    batch = send(("../../etc/pass\u202ewd.txt", tale(1).encode()), by=host)

    batch = advance(batch.pk)

    assert batch.files.get().name == "pass\\x202ewd.txt"


def test_more_than_the_archive_takes_at_once_is_refused(host, settings, data_folder):
    settings.UPLOAD_LIMIT = 100

    with pytest.raises(begin.UploadTooLarge):
        send(("one.txt", b"x" * 101), by=host)

    assert Batch.objects.count() == 0
    assert not (data_folder / "uploads").exists()


def test_a_zip_bomb_from_a_browser_is_reported(host, tmp_path):
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"\0" * (30 << 20))

    batch = advance(send(("b.zip", (tmp_path / "b.zip").read_bytes()), by=host).pk)

    assert batch.files.get().problem == "too-large"


def test_uploads_that_were_cut_off_are_forgotten_after_a_day(host, data_folder):
    batch = send(("one.txt", tale(1).encode()), by=host)
    lost = data_folder / "uploads" / "lost"
    fresh = data_folder / "uploads" / "fresh"
    for path in (lost, fresh):
        path.mkdir()
    yesterday = time.time() - 25 * 3600
    for path in (data_folder / "uploads").iterdir():
        if path != fresh:
            os.utime(path, (yesterday, yesterday))

    tasks.resume_unfinished()

    assert not lost.exists()
    assert fresh.exists()
    assert advance(batch.pk).stories.count() == 1
