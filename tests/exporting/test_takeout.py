"""A writer takes everything out: whole, for them alone, for a week."""

import json
import stat
import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.utils import timezone

from fascicle.accounts.models import KeptShield, User
from fascicle.core.models import Archive
from fascicle.exporting import actions, shelf, tasks
from fascicle.exporting.models import Takeout
from fascicle.works import actions as works
from fascicle.works.actions import ChapterInput
from fascicle.works.models import Mode, OfferKind, Tally
from tests.factories import NOW, make_user, make_work
from tests.importing.drawn import PNG

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]
ADDRESS = "/desk/writing/takeout/"


@pytest.fixture
def ines():
    return make_user("ines")


def name_of(user):
    return user.pen_names.get(is_default=True)


def taken_out(user):
    takeout, _ = actions.ask_for_takeout(user, at=timezone.now())
    actions.make_takeout(takeout)
    takeout.refresh_from_db()
    return takeout


def opened(takeout):
    return zipfile.ZipFile(BytesIO(shelf.path_of(takeout.file).read_bytes()))


def test_everything_of_a_writer_is_in_it_and_nothing_of_anybody_else(ines):
    work = make_work("Salt: Roads/2", by=name_of(ines), chapters=2)
    text = ChapterInput(text="A new text.", mode=Mode.PLAIN)
    works.save_chapter(work.chapters.first(), text, base_version=1, by=ines, at=NOW)
    make_work("Draft", by=name_of(ines), posted=False)
    binned = make_work("Binned", by=name_of(ines))
    works.throw_away_work(binned, by=ines, at=NOW)
    make_work("Somebody else’s")

    archive = opened(taken_out(ines))

    assert archive.testzip() is None
    names = archive.namelist()
    assert sum(name.endswith("work.json") for name in names) == 3
    assert sum(name.endswith("work.epub") for name in names) == 3
    assert not any("Somebody" in name for name in names)
    found = next(n for n in names if n.endswith("json") and "Salt" in n)
    data = json.loads(archive.read(found))
    assert data["title"] == "Salt: Roads/2"
    revisions = data["chapters"][0]["revisions"]
    assert [one["source"] for one in revisions][-1] == "A new text."
    assert revisions[-1]["made_by"] == "ines"
    profile = json.loads(archive.read("profile.json"))
    assert [one["name"] for one in profile["pen_names"]] == ["ines"]


def test_who_writes_one_chapter_of_anothers_work_takes_that_and_no_more(ines):
    tom = make_user("tom")
    work = make_work("The Long Tide", by=name_of(ines), chapters=3, summary="A secret.")
    second = work.chapters.get(position=2)
    made = works.offer(
        work, "tom", kind=OfferKind.CHAPTER, chapter=second, by=ines, at=NOW
    )
    works.accept_offer(made, by=tom, at=NOW)
    for version, (writer, words) in enumerate(
        ((ines, "Of Ines."), (tom, "Of Tom."), (ines, "Of both.")), start=1
    ):
        text = ChapterInput(
            text=words, mode=Mode.PLAIN, title="Ebb", notes_before="A note."
        )
        works.save_chapter(second, text, base_version=version, by=writer, at=NOW)

    archive = opened(taken_out(tom))

    names = [one for one in archive.namelist() if one.startswith(("works", "chap"))]
    assert names == [f"chapters/{second.pk} Ebb.json"]
    raw = archive.read(names[0]).decode()
    data = json.loads(raw)
    assert data["html"] == "<p>Of both.</p>"
    assert [one["source"] for one in data["revisions"]] == ["Of Tom."]
    assert data["work"] == {
        "title": "The Long Tide",
        "link": f"{settings.SITE_URL}{work.get_absolute_url()}",
    }
    assert "A secret" not in raw
    assert "Part 1" not in raw
    assert not any(
        n.startswith("chapters/") for n in opened(taken_out(ines)).namelist()
    )


def test_a_guest_who_left_takes_nothing(ines):
    tom = make_user("tom")
    work = make_work(by=name_of(ines))
    chapter = work.chapters.get()
    made = works.offer(
        work, "tom", kind=OfferKind.CHAPTER, chapter=chapter, by=ines, at=NOW
    )
    works.accept_offer(made, by=tom, at=NOW)
    works.leave_chapter(chapter, pen_names=tom.pen_names.all())

    names = opened(taken_out(tom)).namelist()

    assert not any(one.startswith(("works/", "chapters/")) for one in names)


def test_all_else_that_is_theirs_comes_along(ines):
    Archive.objects.update(images=True)
    sent = works.send_picture(PNG, words="A lamp", by=ines, at=NOW)
    work = make_work("Salt", by=name_of(ines))
    works.announce(work, "<p>Back in May.</p>", by=ines, at=NOW)
    Tally.objects.create(work=work, kudos=3, follows=2)
    works.count_reads({work.chapters.get().pk: 5}, on=date(2026, 11, 26))
    KeptShield.objects.create(user=ines, rules={"unfinished": True})

    archive = opened(taken_out(ines))

    assert archive.read(f"pictures/{sent.digest}.jpg").startswith(b"\xff\xd8")
    profile = json.loads(archive.read("profile.json"))
    assert [one["words"] for one in profile["pictures"]] == ["A lamp"]
    assert profile["shield"]["unfinished"] is True
    assert profile["preferences"]["takes_gifts"] is True
    found = next(n for n in archive.namelist() if n.endswith("json") and "Salt" in n)
    data = json.loads(archive.read(found))
    assert data["announcements"][0]["html"] == "<p>Back in May.</p>"
    assert (data["received"]["kudos"], data["received"]["follows"]) == (3, 2)
    assert data["chapters"][0]["reads"] == [{"week": "2026-11-23", "count": 5}]
    assert data["chapters"][0]["due"] is None


def test_the_file_is_its_owners_alone(ines, client):
    make_work(by=name_of(ines))
    takeout = taken_out(ines)
    client.force_login(make_user("eve"))
    strange = client.get(f"{ADDRESS}file/")
    client.force_login(ines)
    own = client.get(f"{ADDRESS}file/")

    assert (strange.status_code, own.status_code) == (404, 200)
    assert b"".join(own).startswith(b"PK")
    assert own["Cache-Control"] == "private, no-store"
    mode = shelf.path_of(takeout.file).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_after_a_week_it_is_gone_and_so_is_the_file(ines, client):
    takeout = taken_out(ines)
    (shelf.shelf() / "stray.zip").write_bytes(b"x")

    actions.forget_old_takeouts(at=timezone.now() + timedelta(days=6))
    there = shelf.path_of(takeout.file).exists()
    actions.forget_old_takeouts(at=timezone.now() + timedelta(days=8))

    assert there
    assert Takeout.objects.count() == 0


def test_files_that_nobody_knows_of_are_swept(ines, django_capture_on_commit_callbacks):
    takeout = taken_out(ines)
    (shelf.shelf() / "stray.zip").write_bytes(b"x")
    User.objects.filter(pk=ines.pk).delete()

    actions.forget_old_takeouts(at=timezone.now())

    assert list(shelf.shelf().iterdir()) == []
    assert not shelf.path_of(takeout.file).exists()


def test_asking_twice_makes_one(ines, client):
    client.force_login(ines)

    for _ in range(2):
        client.post(ADDRESS)

    assert Takeout.objects.count() == 1
    assert "being packed" in client.get(ADDRESS).content.decode()


def test_what_lost_its_worker_is_taken_up_and_given_up_at_last(ines):
    takeout, _ = actions.ask_for_takeout(ines, at=NOW)
    long_ago = timezone.now() - timedelta(minutes=5)
    for tries in (1, 3):
        Takeout.objects.update(tries=tries, touched_at=long_ago)
        tasks.look_after_takeouts()
        takeout.refresh_from_db()
        assert (takeout.failed_at is not None) == (tries == 3)


def test_a_disk_that_takes_nothing_is_said_and_it_can_be_tried_again(ines, client):
    takeout, _ = actions.ask_for_takeout(ines, at=NOW)
    shelf.path_of(takeout.file).mkdir()  # nothing can take the place of a folder
    client.force_login(ines)

    actions.make_takeout(takeout)
    said = client.get(ADDRESS).content.decode()
    shelf.path_of(takeout.file).rmdir()
    client.post(ADDRESS)

    assert "could not be packed" in said
    assert Takeout.objects.get().is_busy
