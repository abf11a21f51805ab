"""A chapter may be in another language than its work."""

import pytest
from django.urls import reverse

from fascicle.exporting.books import book_of_chapters
from fascicle.works.models import Chapter, Work
from tests.factories import make_user, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture
def chapter(client):
    ines = make_user("ines")
    client.force_login(ines)
    work = make_work("Salt", by=ines.pen_names.get(is_default=True), chapters=2)
    Work.objects.filter(pk=work.pk).update(language="en")
    Chapter.objects.filter(work=work).update(title="Le sel")
    return work.chapters.get(position=2)


def speak(client, chapter, language):
    at = [chapter.work_id, chapter.pk]
    said = {"language": language}
    return client.post(reverse("works:chapter_language", args=at), said, follow=True)


def test_it_is_said_wherever_its_words_stand(client, chapter):
    answer = speak(client, chapter, "ar")
    assert "Its language is set." in answer.content.decode()

    page = client.get(chapter.get_absolute_url()).content.decode()
    whole = client.get(reverse("reading:whole", args=[chapter.work_id]))
    contents = client.get(chapter.work.get_absolute_url()).content.decode()
    assert 'lang="ar" dir="rtl"' in page
    assert '<span lang="ar" dir="auto">Le sel' in page
    assert 'lang="ar" dir="rtl"' in whole.content.decode()
    assert contents.count('<span lang="ar" dir="auto">Le sel') == 1
    assert contents.count('<span lang="en" dir="auto">Le sel') == 1
    work = Work.objects.for_books().with_pk(chapter.work_id)
    book = book_of_chapters(work, list(work.chapters.with_text().in_order()))
    assert [one.language for one in book.chapters] == ["", "ar"]


def test_the_works_own_is_none_of_its_own(client, chapter):
    speak(client, chapter, "ar")
    speak(client, chapter, "en")

    chapter.refresh_from_db()
    assert chapter.language == ""


def test_what_is_no_language_changes_nothing(client, chapter):
    answer = speak(client, chapter, "x" * 40)

    chapter.refresh_from_db()
    assert chapter.language == ""
    assert "Choose a language from the list." in answer.content.decode()
