"""EPUBs that were made before: sent again, to nobody who may not have them, and never too late."""

import io
import os
import resource
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.urls import reverse

from fascicle.accounts.models import Preferences
from fascicle.accounts.viewer import ADULT_CHOICE
from fascicle.exporting import made, sending
from fascicle.exporting.epub import make_epub
from fascicle.exporting.models import Sending
from fascicle.exporting.tasks import look_after_made_books
from fascicle.works import actions as works
from fascicle.works.actions import ChapterInput
from fascicle.works.models import Chapter, ChapterText, Work
from tests.exporting.samples import make_book
from tests.factories import NOW, make_chapter, make_user, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

LATER = NOW + timedelta(days=1)
MARK = b"This was not made now."


@pytest.fixture
def books(data_folder):
    return data_folder / "books"


def kept(books):
    return sorted(books.glob("*/*"))


def words_kept(books):
    """All that stands in the files that are kept."""
    archives = [zipfile.ZipFile(path) for path in kept(books)]
    return b"".join(one.read(name) for one in archives for name in one.namelist())


def address_of(work, suffix="epub"):
    return reverse("exporting:work_file", args=[work.pk, suffix])


def text_of(epub):
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist()).decode(
            errors="ignore"
        )


def edit(work, text):
    chapter = Chapter.objects.get(work=work, position=1)
    new = ChapterInput(text=text)
    by = make_user("editor")
    works.save_chapter(chapter, new, base_version=chapter.version, by=by, at=LATER)


def test_what_was_made_is_sent_again(client, books):
    work = make_work()
    first = client.get(address_of(work)).content
    [path] = kept(books)
    assert path.read_bytes() == first

    path.write_bytes(MARK)

    assert client.get(address_of(work)).content == MARK
    assert client.get(address_of(work, "txt")).content != MARK


def test_a_book_that_goes_out_by_mail_is_the_one_that_was_made(
    client, books, mailoutbox
):
    work, reader = make_work(), make_user()
    Preferences.objects.create(user=reader, send_to="mira@kindle.example")
    client.get(address_of(work))
    kept(books)[0].write_bytes(MARK)

    asked = Sending.objects.create(
        user=reader,
        work=work,
        address="mira@kindle.example",
        sees_adult=False,
        asked_at=NOW,
    )
    sending.send(asked, at=NOW)

    assert mailoutbox[0].attachments[0][1] == MARK


@pytest.mark.parametrize("what", ["members", "adult", "withdrawn"])
def test_what_others_were_sent_is_not_for_who_may_not_read_it(client, books, what):
    work = make_work(rated=what != "adult")
    Work.objects.update(members_only=what == "members")
    client.force_login(make_user())
    session = client.session
    session[ADULT_CHOICE] = True
    session.save()
    assert client.get(address_of(work)).status_code == 200
    assert kept(books)
    client.logout()
    if what == "withdrawn":
        Work.objects.update(posted_at=None)

    assert client.get(address_of(work)).status_code == (302 if what == "adult" else 404)


def test_who_may_read_less_gets_another_book(client, books):
    work = make_work(texts=[make_chapter(f"<p>Part {n}.</p>") for n in "ABC"])
    whole = client.get(address_of(work)).content
    run = reverse("exporting:chapters_file", args=[work.pk, 1, 2, "epub"])

    part = client.get(run).content
    Chapter.objects.filter(position=3).update(posted_at=None)
    less = client.get(address_of(work)).content

    assert "Part C." in text_of(whole)
    assert "Part C." not in text_of(part) + text_of(less)
    assert len(kept(books)) == 2  # of a run of chapters none is kept


def test_a_writers_drafts_are_not_kept(client, books):
    writer = make_user("ines")
    work = make_work(by=writer.pen_names.get(), posted=False)
    client.force_login(writer)

    response = client.get(reverse("exporting:draft_file", args=[work.pk, "epub"]))

    assert response.status_code == 200
    assert kept(books) == []


def test_nobody_gets_a_text_as_it_was_though_nothing_was_announced(client):
    work = make_work(texts=[make_chapter("<p>As it was.</p>")])
    client.get(address_of(work))

    ChapterText.objects.update(html="<p>As it is.</p>")

    now = text_of(client.get(address_of(work)).content)
    assert "As it is." in now
    assert "As it was." not in now


def test_a_text_that_was_changed_and_erased_is_in_no_file(
    client, books, django_capture_on_commit_callbacks
):
    work = make_work(texts=[make_chapter("<p>A name that must go.</p>")])
    client.get(address_of(work))
    assert b"A name that must go." in words_kept(books)

    with django_capture_on_commit_callbacks(execute=True):
        edit(work, "<p>Another.</p>")
    client.get(address_of(work))

    assert b"Another." in words_kept(books)
    assert b"A name that must go." not in words_kept(books)


@pytest.mark.parametrize("how", [works.delete_work, "bin", "chapters"])
def test_files_go_with_their_work(
    client, books, how, django_capture_on_commit_callbacks
):
    work, other = make_work(chapters=2), make_work("Other")
    client.get(address_of(work))
    client.get(address_of(other))

    with django_capture_on_commit_callbacks(execute=True):
        if how == "bin":
            works.throw_away_work(work, by=make_user("ines"), at=LATER)
        elif how == "chapters":
            works.remove_chapters(work, [work.chapters.get(position=2).pk])
        else:
            how(work)

    assert [path.parent.name for path in kept(books)] == [f"work-{other.pk}"]


def test_what_was_not_asked_for_longest_gives_way(books, settings):
    sizes = [len(make_epub(make_book(title=f"Book {n}"))) for n in range(3)]
    settings.BOOK_SPACE = sum(sizes) + max(sizes) // 2
    for n in range(3):
        made.epub_of(make_book(title=f"Book {n}"), f"{n}" * 64, work_id=n)
    assert len(kept(books)) == 3
    for n, path in enumerate(kept(books)):
        os.utime(path, (1000 + n, path.stat().st_mtime))

    made.epub_of(make_book(title="Book 0"), "0" * 64, work_id=0)
    made.epub_of(make_book(title="Book 3"), "3" * 64, work_id=3)

    left = [path.name[0] for path in kept(books)]
    assert "1" not in left
    assert {"0", "3"} <= {*left}
    assert sum(path.stat().st_size for path in kept(books)) <= settings.BOOK_SPACE


def test_a_book_that_is_larger_than_the_room_is_not_kept(books, settings):
    settings.BOOK_SPACE = 1000

    assert made.epub_of(make_book(), "a" * 64, work_id=1) == make_epub(make_book())
    assert kept(books) == []


def test_with_no_room_nothing_is_kept_or_looked_for(client, books, settings):
    work = make_work()
    client.get(address_of(work))
    kept(books)[0].write_bytes(MARK)
    settings.BOOK_SPACE = 0

    assert client.get(address_of(work)).content != MARK
    look_after_made_books()
    assert kept(books) == []


def test_on_a_full_disk_the_book_is_just_made(books, caplog):
    """A limit on the size of files stands for it: writing fails in the midst of one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        data = made.epub_of(make_book(), "a" * 64, work_id=1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert data == make_epub(make_book())
    assert kept(books) == []
    assert "A book could not be kept" in caplog.text


def test_where_no_folder_can_be_the_book_is_just_made(client, books):
    books.write_text("somebody's own file")

    response = client.get(address_of(make_work()))

    assert "Part 1 of the tale." in text_of(response.content)
    look_after_made_books()
    assert books.read_text() == "somebody's own file"


def test_many_who_ask_at_once_get_the_whole_book_each(books):
    book = make_book()

    with ThreadPoolExecutor(8) as readers:
        asked = [
            readers.submit(made.epub_of, book, "a" * 64, work_id=1) for _ in range(16)
        ]
        got = {one.result() for one in asked}

    assert got == {make_epub(book)}
    assert [path.name for path in kept(books)] == ["a" * 64 + ".epub"]


def test_what_was_made_long_ago_goes_and_so_does_what_was_never_finished(client, books):
    client.get(address_of(make_work("Old")))
    [old] = kept(books)
    half = old.with_name(f".{old.name}.1-1.part")
    half.write_bytes(b"PK")
    long_ago = time.time() - made.KEPT_FOR - 60
    for path in (old, half):
        os.utime(path, (time.time(), long_ago))
    client.get(address_of(new := make_work("New")))

    look_after_made_books()

    assert [path.name for path in books.iterdir()] == [f"work-{new.pk}"]
