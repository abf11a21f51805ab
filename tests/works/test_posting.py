import pytest
from django.db import IntegrityError, transaction

from fascicle.works import actions
from fascicle.works.models import Chapter, Version, Work
from fascicle.works.signals import work_posted
from tests.factories import NOW, make_chapter, make_work

pytestmark = pytest.mark.django_db


def test_a_new_work_is_a_draft_with_its_chapters_in_order():
    texts = [
        make_chapter("<p>One two.</p>"),
        make_chapter("<p>Three.</p>", title="Later"),
    ]

    work = make_work(texts=texts, posted=False)

    assert work.posted_at is None
    assert list(
        work.chapters.in_order().values_list("position", "word_count", "title")
    ) == [
        (1, 2, ""),
        (2, 1, "Later"),
    ]


def test_posting_makes_all_public_and_counts():
    work = make_work(chapters=3)

    assert work.posted_at == NOW
    assert (work.chapter_count, work.word_count) == (3, 15)
    assert not Chapter.objects.filter(posted_at=None).exists()


def test_posting_is_announced_once(django_capture_on_commit_callbacks):
    work = make_work(posted=False)
    heard = []
    work_posted.connect(
        lambda work_id, **kwargs: heard.append(work_id), weak=False, dispatch_uid="t"
    )

    with django_capture_on_commit_callbacks(execute=True):
        actions.post_work(work, at=NOW)
        actions.post_work(work, at=NOW)

    work_posted.disconnect(dispatch_uid="t")
    assert heard == [work.pk]


def test_text_is_cleaned_on_its_way_in():
    work = make_work(texts=[make_chapter("<p>Hi<script>x</script></p>")])

    assert work.chapters.get().text.html == "<p>Hi</p>"


def test_a_work_needs_a_chapter_and_a_chapter_needs_text():
    with pytest.raises(actions.EmptyWork):
        make_work(texts=[])
    with pytest.raises(actions.EmptyChapter):
        make_work(texts=[make_chapter("<script>x</script>")])
    assert not Work.objects.exists()


def test_other_copies_of_a_text_come_along():
    origin = actions.Origin("Old list", "a.txt", "0" * 64)
    version = actions.NewVersion("revised", "<p>An older text.</p>", origin)

    make_work(texts=[make_chapter("<p>Text.</p>", origin=origin, versions=[version])])

    chapter = Chapter.objects.get()
    assert chapter.provenance.source_name == "a.txt"
    assert Version.objects.get().word_count == 3


def test_the_database_refuses_a_public_work_without_chapters():
    work = make_work(posted=False)

    with pytest.raises(IntegrityError), transaction.atomic():
        Work.objects.filter(pk=work.pk).update(posted_at=NOW)


def test_titles_turn_nothing_around():
    work = make_work(
        "gnp.\u202etxt.exe", texts=[make_chapter("<p>x</p>", title="\u2066One")]
    )

    assert work.title == "gnp.txt.exe"
    assert [chapter.title for chapter in work.chapters.all()] == ["One"]
