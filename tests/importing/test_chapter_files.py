"""A file that a writer brings into a chapter: seen beside the text, then saved as a revision."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fascicle.accounts.models import PenName
from fascicle.works.actions import ChapterInput, restore_revision, save_chapter
from fascicle.works.models import Chapter, ChapterByline
from tests.factories import make_archive, make_user, make_work

FILE = b"# Ferry\n\n## Dawn\n\nShe *rowed*.\n\n## Dusk\n\nHe waited."
READ = (
    "<h2>Ferry</h2><h3>Dawn</h3><p>She <em>rowed</em>.</p>"
    "<h3>Dusk</h3><p>He waited.</p>"
)


@pytest.fixture
def writer(client, db):
    make_archive()
    user = make_user("writer")
    client.force_login(user)
    return user


@pytest.fixture
def chapter(writer):
    chapter = make_work(by=PenName.objects.get(user=writer)).chapters.get()
    chapter.text.html = "<p>The tide turned.</p>"
    chapter.text.save()
    return chapter


def address(chapter):
    return reverse("manuscripts:chapter_file", args=[chapter.work_id, chapter.pk])


def bring(client, chapter, data=FILE, name="ferry.md"):
    """The answer to the file, and where it can be looked at."""
    answer = client.post(address(chapter), {"file": SimpleUploadedFile(name, data)})
    return answer["Location"]


def save(client, shown, chapter, **given):
    given = {"where": "instead", "base_version": chapter.version, **given}
    return client.post(shown, given)


def text_of(chapter):
    return Chapter.objects.get(pk=chapter.pk).text.html


def write(chapter, text, by):
    chapter = Chapter.objects.get(pk=chapter.pk)
    new = ChapterInput(text=text)
    save_chapter(chapter, new, base_version=chapter.version, by=by, at=timezone.now())


def test_it_is_seen_beside_the_text_before_anything_is_saved(client, chapter):
    shown = bring(client, chapter)

    page = client.get(shown).content.decode()

    assert "<del>The tide turned.</del>" in page
    assert "<h3>Dusk</h3><p>He waited.</p>" in page
    assert text_of(chapter) == "<p>The tide turned.</p>"
    assert not chapter.revisions.exists()


def test_all_of_it_takes_the_place_of_the_text_and_can_be_undone(
    client, chapter, writer
):
    answer = save(client, bring(client, chapter), chapter)

    assert answer["Location"] == reverse(
        "works:chapter", args=[chapter.work_id, chapter.pk]
    )
    assert text_of(chapter) == READ
    newest, first = chapter.revisions.newest_first()
    assert newest.made_by == writer
    restore_revision(first, by=writer, at=timezone.now())
    assert text_of(chapter) == "<p>The tide turned.</p>"


def test_it_goes_after_the_text(client, chapter):
    shown = bring(client, chapter)
    page = client.post(shown, {"look": "after"}).content.decode()

    save(client, shown, chapter, where="after")

    assert "<del>" not in page
    assert text_of(chapter) == "<p>The tide turned.</p>" + READ


def test_the_chapters_own_title_is_not_said_twice(client, chapter):
    chapter.title = "The  ferry & I"
    chapter.save()
    data = b"# The Ferry &amp; I\n\nShe rowed."

    save(client, bring(client, chapter, data), chapter)

    assert text_of(chapter) == "<p>She rowed.</p>"


def test_footnotes_are_numbered_on(client, chapter):
    note = (
        '<p>A{0}<sup><a href="#fn-1">1</a></sup></p>'
        '<p class="footnote"><sup><a href="#fnref-1">1</a></sup> N{0}</p>'
    )
    write(chapter, note.format("one"), None)
    chapter.refresh_from_db()

    shown = bring(client, chapter, note.format("two").encode(), "two.html")
    save(client, shown, chapter, where="after")

    html = re.sub(' rel="[^"]*"', "", text_of(chapter))
    assert html == note.format("one") + note.format("two").replace("-1", "-2").replace(
        ">1<", ">2<"
    )


def test_sending_it_twice_saves_it_once(client, chapter):
    shown = bring(client, chapter)
    once = {"where": "after", "submission": uuid4()}

    answers = [save(client, shown, chapter, **once) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert text_of(chapter).count("He waited.") == 1


def test_what_somebody_saved_in_between_is_shown_first(client, chapter, writer):
    shown = bring(client, chapter)
    write(chapter, "<p>The tide turned back.</p>", writer)

    answer = save(client, shown, chapter)

    assert answer.status_code == 409
    assert b"<del>The tide turned back.</del>" in answer.content
    assert text_of(chapter) == "<p>The tide turned back.</p>"
    save(client, shown, Chapter.objects.get(pk=chapter.pk))
    assert text_of(chapter) == READ


def test_what_would_be_too_long_is_refused_with_a_sentence(client, chapter):
    shown = bring(client, chapter, b"She ran. " * 60_000, "long.txt")

    page = client.get(shown)
    answer = save(client, shown, chapter)

    assert b"longer than a chapter may be" in page.content
    assert b"Save for readers" not in page.content
    assert answer.status_code == 422
    assert text_of(chapter) == "<p>The tide turned.</p>"


def test_a_bad_file_is_refused_with_a_sentence(client, chapter):
    answer = client.post(
        address(chapter), {"file": SimpleUploadedFile("a.docx", b"junk")}
    )

    assert answer.status_code == 422
    assert b"This file is damaged" in answer.content


@pytest.mark.parametrize(
    "given", [{"where": "nowhere"}, {"base_version": "x"}, {"base_version": -1}]
)
def test_what_no_form_sends_saves_nothing(client, chapter, given):
    shown = bring(client, chapter)

    assert save(client, shown, chapter, **given).status_code == 422
    assert client.get(f"{shown}?where=nowhere").status_code == 200
    assert text_of(chapter) == "<p>The tide turned.</p>"


def test_a_script_in_a_file_comes_to_nothing(client, chapter):
    data = b"<p onclick='x()'>She ran.</p><script>x()</script><img src='//x/y.png'>"

    save(client, bring(client, chapter, data, "a.html"), chapter)

    assert text_of(chapter) == "<p>She ran.</p>"


def test_followers_hear_of_it_if_the_writer_says_so(client, chapter):
    shown = bring(client, chapter)
    assert b"Tell followers" in client.get(shown).content

    save(client, shown, chapter, tell="on")

    assert chapter.revisions.newest_first().first().announced_at is not None


def test_nobody_brings_a_file_into_anothers_chapter(client, chapter):
    other = make_work().chapters.get()
    shown = bring(client, chapter)
    theirs = shown.replace(address(chapter), address(other))

    answers = [
        client.post(address(other), {"file": SimpleUploadedFile("a.md", FILE)}),
        client.get(theirs),
        save(client, theirs, other),
    ]

    assert [one.status_code for one in answers] == [404, 404, 404]


def test_nobody_sees_what_a_co_writer_of_the_chapter_brought(client, chapter):
    shown = bring(client, chapter)
    guest = make_user("guest")
    ChapterByline.objects.create(
        chapter=chapter, pen_name=PenName.objects.get(user=guest)
    )
    client.force_login(guest)

    assert client.get(address(chapter)).status_code == 200
    assert client.get(shown)["Location"] == address(chapter)
