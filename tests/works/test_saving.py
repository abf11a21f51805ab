"""Saving a chapter: every save is a revision, nothing overwrites anything unseen."""

from datetime import timedelta

import pytest

from fascicle.core.html import TooComplex
from fascicle.works import actions
from fascicle.works.actions import (
    ChapterInput,
    Conflict,
    CurrentRevision,
    EmptyChapter,
    Saved,
)
from fascicle.works.models import Mode, Revision
from fascicle.works.signals import chapter_revised
from tests.factories import NOW, make_user, make_work

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
THREE = "<p>One.</p><p>Two.</p><p>Three.</p>"


@pytest.fixture
def writer():
    return make_user("writer")


@pytest.fixture
def chapter(writer):
    work = make_work()
    return actions.new_chapter(
        work, ChapterInput(title="Tide", text=THREE), by=writer, at=NOW
    )


def save(chapter, text, *, by, base, tell=False, **more):
    new = ChapterInput(title=more.pop("title", "Tide"), text=text, **more)
    return actions.save_chapter(
        chapter, new, base_version=base, by=by, at=LATER, tell=tell
    )


def html(chapter):
    return type(chapter).objects.get(pk=chapter.pk).text.html


def test_a_new_chapter_is_a_draft_after_the_others_with_a_first_revision(
    chapter, writer
):
    revision = chapter.revisions.get()

    assert (chapter.position, chapter.posted_at, chapter.version) == (2, None, 1)
    assert (revision.number, revision.made_by, revision.html) == (1, writer, THREE)
    assert revision.words_added == 3


def test_a_save_is_a_revision_with_who_when_and_how_many_words(chapter, writer):
    saved = save(chapter, "<p>One.</p><p>Two and a half.</p>", by=writer, base=1)

    assert saved.revision.number == 2
    assert saved.revision.made_at == LATER
    assert (saved.revision.words_added, saved.revision.words_removed) == (4, 2)
    assert html(chapter) == "<p>One.</p><p>Two and a half.</p>"


def test_saving_what_is_saved_makes_no_revision(chapter, writer):
    assert save(chapter, THREE, by=writer, base=1) == Saved(chapter)
    assert chapter.revisions.count() == 1


def test_the_text_of_an_import_becomes_the_first_revision_when_it_is_changed(writer):
    chapter = make_work().chapters.get()

    save(chapter, "<p>Mine now.</p>", by=writer, base=1)

    first, second = chapter.revisions.order_by("number")
    assert (first.number, first.made_by, first.made_at) == (1, None, NOW)
    assert first.html == "<p>Part 1 of the tale.</p>"
    assert second.html == "<p>Mine now.</p>"


def test_changes_of_other_paragraphs_are_merged(chapter, writer):
    other = make_user("other")
    save(chapter, "<p>One!</p><p>Two.</p><p>Three.</p>", by=other, base=1)

    saved = save(chapter, "<p>One.</p><p>Two.</p><p>Three?</p>", by=writer, base=1)

    assert saved.is_merged
    assert html(chapter) == "<p>One!</p><p>Two.</p><p>Three?</p>"


def test_changes_of_one_paragraph_keep_both_texts(chapter, writer):
    other = make_user("other")
    theirs, mine = THREE.replace("Two.", "Theirs."), THREE.replace("Two.", "Mine.")
    save(chapter, theirs, by=other, base=1)

    conflict = save(chapter, mine, by=writer, base=1)

    assert isinstance(conflict, Conflict)
    assert html(chapter) == theirs
    assert (conflict.aside.html, conflict.aside.is_aside) == (mine, True)


def test_two_titles_are_a_conflict_too(chapter, writer):
    save(chapter, THREE, by=writer, base=1, title="Ebb")

    assert isinstance(save(chapter, THREE, by=writer, base=1, title="Flow"), Conflict)


def test_a_number_that_another_gave_meanwhile_is_not_taken_back(chapter, writer):
    save(chapter, THREE, by=make_user("other"), base=1, number="12½")

    saved = save(chapter, THREE + "<p>Four.</p>", by=writer, base=1)
    conflict = save(chapter, THREE + "<p>Four.</p>", by=writer, base=1, number="13")

    assert saved.chapter.number == "12½"
    assert isinstance(conflict, Conflict)
    assert conflict.aside.chapter_number == "13"


def test_followers_are_told_of_a_change_if_its_writer_says_so(
    chapter, writer, django_capture_on_commit_callbacks
):
    told = []

    def hear(**said):
        told.append(said["chapter_id"])

    chapter_revised.connect(hear)
    draft = save(chapter, "<p>Draft.</p>", by=writer, base=1, tell=True)
    actions.post_work(chapter.work, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        quiet = save(chapter, "<p>Quiet.</p>", by=writer, base=2)
        loud = save(chapter, "<p>Loud.</p>", by=writer, base=3, tell=True)
    chapter_revised.disconnect(hear)

    revisions = (draft.revision, quiet.revision, loud.revision)
    assert [one.announced_at for one in revisions] == [None, None, LATER]
    assert told == [chapter.pk]


def test_restoring_tells_followers_only_if_its_writer_says_so(
    chapter, writer, django_capture_on_commit_callbacks
):
    told = []

    def hear(**said):
        told.append(said["chapter_id"])

    def restored(number, *, tell):
        revision = chapter.revisions.get(number=number)
        saved = actions.restore_revision(revision, by=writer, at=LATER, tell=tell)
        return saved.revision and saved.revision.announced_at

    save(chapter, "<p>Other words.</p>", by=writer, base=1)
    chapter_revised.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        draft = restored(1, tell=True)
    actions.post_work(chapter.work, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        quiet, loud = restored(2, tell=False), restored(1, tell=True)
        unchanged = restored(1, tell=True)
    chapter_revised.disconnect(hear)

    assert (draft, quiet, loud, unchanged) == (None, None, LATER, None)
    assert told == [chapter.pk]


def test_what_was_saved_from_an_unknown_version_overwrites_nothing(chapter, writer):
    save(chapter, THREE + "<p>Four.</p>", by=writer, base=1)

    assert isinstance(save(chapter, "<p>Old.</p>", by=writer, base=77), Conflict)
    assert html(chapter) == THREE + "<p>Four.</p>"


def test_a_revision_is_restored_as_a_new_one(chapter, writer):
    save(chapter, "<p>Worse.</p>", by=writer, base=1)
    first = chapter.revisions.get(number=1)

    restored = actions.restore_revision(first, by=writer, at=LATER).revision

    assert (restored.number, restored.restored_from) == (3, 1)
    assert html(chapter) == THREE


def test_an_old_revision_is_truly_erased_and_the_chapter_is_not(chapter, writer):
    save(chapter, "<p>Better.</p>", by=writer, base=1)
    first, second = chapter.revisions.order_by("number")

    actions.erase_revision(first, at=LATER)
    with pytest.raises(CurrentRevision):
        actions.erase_revision(second, at=LATER)

    first.refresh_from_db()
    assert (first.html, first.title, first.source, first.erased_at) == (
        "",
        "",
        "",
        LATER,
    )
    assert html(chapter) == "<p>Better.</p>"


def test_what_was_typed_in_markdown_is_kept_as_it_was_typed(chapter, writer):
    typed = "A *word*\n\nand another"
    save(chapter, typed, by=writer, base=1, mode=Mode.MARKDOWN)

    assert chapter.revisions.get(number=2).source == typed


@pytest.mark.parametrize("text", ["", "  ", "<p> </p>", "<script>x</script>", "\0"])
def test_a_chapter_without_words_is_refused_and_nothing_changes(chapter, writer, text):
    with pytest.raises(EmptyChapter):
        save(chapter, text, by=writer, base=1)
    assert html(chapter) == THREE


def test_mark_up_beyond_a_story_is_refused(chapter, writer):
    with pytest.raises(TooComplex):
        save(chapter, "<b>" * 60_000 + "x", by=writer, base=1)


def test_counts_of_a_posted_work_follow(chapter, writer):
    actions.post_work(chapter.work, at=NOW)
    save(chapter, "<p>One two three four five.</p>", by=writer, base=1)

    chapter.work.refresh_from_db()
    assert chapter.work.word_count == 10


def test_a_chain_of_saves_has_a_revision_for_every_version(chapter, writer):
    for n in range(2, 8):
        save(chapter, f"<p>Take {n}.</p>", by=writer, base=n - 1)

    numbers = Revision.objects.filter(chapter=chapter).order_by("number")
    assert list(numbers.values_list("number", flat=True)) == list(range(1, 8))
    assert [r.based_on for r in numbers] == [None, *range(1, 7)]
