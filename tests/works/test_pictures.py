"""Pictures in stories: made anew, described, and seen by those who may read the story."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from fascicle.accounts.viewer import Viewer
from fascicle.core import pictures
from fascicle.core.models import Archive
from fascicle.exporting.books import book_of_work
from fascicle.exporting.html import make_html
from fascicle.exporting.txt import make_txt
from fascicle.works import actions
from fascicle.works.actions import ChapterInput
from fascicle.works.models import Mode, Picture, Work
from tests.factories import (
    NOW,
    PASSWORD,
    make_chapter,
    make_rating,
    make_user,
    make_work,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def a_file(kind="JPEG", size=(60, 40), colour=(180, 60, 20), **more):
    out = BytesIO()
    mode = "RGBA" if len(colour) == 4 else "RGB"
    Image.new(mode, size, colour).save(out, kind, **more)
    return out.getvalue()


@pytest.fixture
def ines():
    Archive.objects.update(images=True)
    return make_user("ines")


@pytest.fixture
def picture(ines):
    return actions.send_picture(a_file(), words="A lamp", by=ines, at=NOW)


def shown(picture, words="A lamp"):
    return f'<p>Look:</p><p><img src="{picture.get_absolute_url()}" alt="{words}"></p>'


def write(work, user, html, mode=Mode.RICH):
    text = ChapterInput(text=html, mode=mode)
    return actions.new_chapter(work, text, by=user, at=NOW)


def own_work(user, **more):
    return make_work(by=user.pen_names.get(), **more)


def test_nothing_of_the_file_is_left_but_the_picture(ines):
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    sent = a_file(exif=exif.tobytes(), comment=b"at the quay")

    picture = actions.send_picture(sent, words="A lamp", by=ines, at=NOW)

    kept = pictures.fetch(picture.digest)
    assert b"camera" in sent
    assert b"camera" not in kept
    assert b"quay" not in kept
    with Image.open(BytesIO(kept)) as made:
        assert (made.format, made.size) == ("JPEG", (60, 40))
        assert not made.getexif()


def test_what_shines_through_stays_so_and_what_is_large_is_made_smaller(ines):
    clear = a_file("PNG", colour=(10, 20, 30, 120))
    large = a_file("PNG", size=(4000, 1000))

    through = actions.send_picture(clear, words="Glass", by=ines, at=NOW)
    smaller = actions.send_picture(large, words="The sea", by=ines, at=NOW)

    assert through.media_type == "image/png"
    assert (smaller.media_type, smaller.width, smaller.height) == (
        *("image/jpeg", 1600),
        400,
    )


def test_sent_twice_it_is_kept_once(ines, picture):
    again = actions.send_picture(a_file(), words="A lamp", by=ines, at=NOW)

    assert again == picture
    assert Picture.objects.count() == 1


def test_there_are_so_many_a_day_and_none_where_the_host_wants_none(ines, monkeypatch):
    monkeypatch.setattr("fascicle.works.actions.pictures.MOST_A_DAY", 1)
    actions.send_picture(a_file(), words="A lamp", by=ines, at=NOW)
    other = a_file(colour=(1, 2, 3))

    with pytest.raises(actions.TooManyPictures):
        actions.send_picture(other, words="Night", by=ines, at=NOW)
    tomorrow = NOW + timedelta(days=1, seconds=1)
    assert actions.send_picture(other, words="Night", by=ines, at=tomorrow)
    Archive.objects.update(images=False)
    with pytest.raises(actions.NoPictures):
        actions.send_picture(other, words="Night", by=ines, at=tomorrow)


def get(client, picture):
    return client.get(picture.get_absolute_url())


def test_a_draft_s_picture_is_for_its_writers_alone(client, ines, picture):
    work = own_work(ines, posted=False)
    write(work, ines, shown(picture))
    make_user("tom")

    assert get(client, picture).status_code == 404
    client.login(username="tom", password=PASSWORD)
    assert get(client, picture).status_code == 404
    client.login(username="ines", password=PASSWORD)
    answer = get(client, picture)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer.content == pictures.fetch(picture.digest)


def test_a_picture_is_seen_by_whoever_may_read_a_story_with_it(client, ines, picture):
    work = own_work(ines)
    write(work, ines, shown(picture))

    assert get(client, picture).status_code == 200
    assert "private" in get(client, picture)["Cache-Control"]
    Work.objects.update(members_only=True)
    assert get(client, picture).status_code == 404


def test_before_the_adult_gate_there_are_no_pictures(client, ines, picture):
    adult = make_rating("Mature", is_adult=True)
    write(own_work(ines, rating=adult), ines, shown(picture))

    assert get(client, picture).status_code == 404
    client.post(reverse("reading:gate_opening"))
    assert get(client, picture).status_code == 200


def test_of_somebody_else_s_picture_the_words_alone_are_taken(picture, ines):
    tom = make_user("tom")
    work = own_work(tom)

    chapter = write(work, tom, shown(picture))

    assert chapter.text.html == "<p>Look:</p><p>A lamp</p>"
    assert not work.pictures.exists()


def test_a_co_writer_keeps_the_picture_that_a_story_has(ines, picture):
    tom = make_user("tom")
    chapter = write(own_work(ines), ines, shown(picture))

    text = ChapterInput(text=chapter.text.html + "<p>More.</p>")
    saved = actions.save_chapter(chapter, text, base_version=1, by=tom, at=NOW)

    assert picture.digest in saved.chapter.text.html


def test_pictures_elsewhere_are_dropped_and_notes_have_none(ines, picture):
    work = own_work(ines)
    text = ChapterInput(
        text="<p>Words.</p><img src='https://spy.example/x.png' alt='x'>",
        notes_before=shown(picture),
    )

    chapter = actions.new_chapter(work, text, by=ines, at=NOW)

    assert chapter.text.html == "<p>Words.</p>"
    assert "<img" not in chapter.notes_before


@pytest.mark.parametrize("alt", ["", ' alt=""', ' alt=" "'])
def test_a_picture_without_words_is_sent_back_with_all_that_was_typed(
    client, ines, picture, alt
):
    work = own_work(ines)
    client.login(username="ines", password=PASSWORD)
    html = f'<p>The lamp.</p><img src="{picture.get_absolute_url()}"{alt}>'

    address = reverse("works:new_chapter", args=[work.pk])
    answer = client.post(address, {"text": html, "mode": "html", "base_version": 0})

    assert answer.status_code == 422
    assert "Describe each in a few words" in answer.content.decode()
    assert "The lamp." in answer.content.decode()


def test_markdown_shows_pictures_and_comes_back_the_same(ines, picture):
    line = f"Look: ![A lamp, lit]({picture.get_absolute_url()})"

    chapter = write(own_work(ines), ines, line, mode=Mode.MARKDOWN)

    assert f'<img src="{picture.get_absolute_url()}" alt="A lamp, lit">' in (
        chapter.text.html
    )
    from fascicle.core.formats import Mode as Format
    from fascicle.core.formats import write as write_as

    assert write_as(chapter.text.html, Format.MARKDOWN).text == line


def send(client, address, data=None, words="A lamp"):
    file = SimpleUploadedFile("lamp.jpg", data or a_file())
    return client.post(address, {"picture": file, "words": words})


def test_the_page_takes_a_picture_and_gives_it_back(client, ines):
    client.login(username="ines", password=PASSWORD)
    address = reverse("works:pictures")

    assert send(client, address).status_code == 302
    page = client.get(address).content.decode()

    picture = Picture.objects.get()
    assert f"![A lamp]({picture.get_absolute_url()})" in page
    client.post(reverse("works:picture_removal", args=[picture.pk]))
    assert not Picture.objects.exists()
    with pytest.raises(FileNotFoundError):
        pictures.fetch(picture.digest)


def test_a_picture_that_a_story_has_shown_stays(client, ines, picture):
    write(own_work(ines), ines, shown(picture))
    client.login(username="ines", password=PASSWORD)

    address = reverse("works:picture_removal", args=[picture.pk])
    page = client.post(address, follow=True).content.decode()

    assert "so it stays" in page
    assert pictures.fetch(picture.digest)


@pytest.mark.parametrize(
    ("data", "words", "said"),
    [
        (b"no picture", "A lamp", "cannot be read as a picture"),
        (None, " ", "Fill this in."),
        (b"\xff" * (8 * 1024**2 + 1), "A lamp", "too large"),
        (a_file("TIFF"), "A lamp", "cannot be read as a picture"),
    ],
    ids=["garbage", "no words", "too large", "another kind"],
)
def test_bad_pictures_are_refused_in_words(client, ines, data, words, said):
    client.login(username="ines", password=PASSWORD)

    answer = send(client, reverse("works:picture_sending"), data, words)

    assert answer.status_code == 422
    assert said in answer.json()["error"]
    assert not Picture.objects.exists()


def test_where_the_host_wants_no_pictures_there_is_no_page(client, ines):
    Archive.objects.update(images=False)
    client.login(username="ines", password=PASSWORD)

    assert client.get(reverse("works:pictures")).status_code == 404
    assert send(client, reverse("works:picture_sending")).status_code == 404
    desk = client.get(reverse("works:desk")).content.decode()
    assert reverse("works:pictures") not in desk


def test_books_have_their_pictures(ines, picture):
    work = own_work(ines, texts=[make_chapter("<p>One.</p>")])
    write_and_post(work, ines, shown(picture, "A &amp; B"))
    found = Work.objects.for_books().get(pk=work.pk)

    book = book_of_work(found, Viewer())

    assert list(book.pictures) == [picture.digest]
    html = make_html(book).decode()
    assert 'src="data:image/jpeg;base64,' in html
    assert 'alt="A &amp; B"' in html
    assert "[A & B]" in make_txt(book).decode()


def write_and_post(work, user, html):
    chapter = write(work, user, html)
    actions.post_chapter(chapter, at=NOW)


def test_a_picture_whose_file_is_lost_leaves_its_words(ines, picture):
    work = own_work(ines)
    write_and_post(work, ines, shown(picture))
    pictures.discard(picture.digest)

    html = make_html(book_of_work(Work.objects.for_books().get(), Viewer())).decode()

    assert "<p>A lamp</p>" in html
    assert "<img" not in html


def test_those_of_accounts_and_works_that_are_gone_are_forgotten(ines, picture):
    work = own_work(ines)
    kept = actions.send_picture(
        a_file(colour=(9, 9, 9)), words="Night", by=ines, at=NOW
    )
    write(work, ines, shown(kept))
    Picture.objects.update(sent_by=None)

    actions.forget_nobodys_pictures()

    assert list(Picture.objects.all()) == [kept]


def test_a_chapter_from_a_file_of_nobodys_shows_no_picture_of_its_work(ines, picture):
    work = own_work(ines)
    write(work, ines, shown(picture))

    chapter = actions.add_chapter(
        work,
        make_chapter(f'<p>Go.<img src="{picture.get_absolute_url()}"></p>'),
        at=NOW,
    )

    assert chapter.text.html == "<p>Go.</p>"
