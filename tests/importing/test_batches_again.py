"""Importing the same again adds nothing; a folder that has grown adds what is new."""

import pytest

from fascicle.importing.models import BatchState, Part
from fascicle.works.models import Work
from tests.importing.conftest import accept_all, bring_in, tale

pytestmark = pytest.mark.django_db


def chapter(number: int) -> str:
    return (
        f"Title: Salt Roads\nAuthor: Ines Okafor\nChapter: {number}\n\n{tale(number)}"
    )


@pytest.mark.parametrize("accepted", [True, False])
def test_the_same_files_again_add_nothing(archive, folder, accepted):
    path = folder({f"{n}.txt": tale(n) for n in range(3)})
    batch = bring_in(path)
    if accepted:
        accept_all(batch)
    before = Part.objects.count(), Work.objects.count()

    again = accept_all(bring_in(path))

    assert again.stories.count() == 0
    assert again.files.with_nothing_new().count() == 3
    assert (Part.objects.count(), Work.objects.count()) == before


def test_of_a_folder_that_has_grown_only_the_new_files_are_read(archive, folder):
    accept_all(bring_in(folder({"1.txt": tale(1)})))

    again = bring_in(folder({"2.txt": tale(2)}))

    assert again.files.understood().get().name.endswith("2.txt")
    assert again.stories.count() == 1


def test_bytes_that_could_not_be_read_are_tried_again(folder):
    batch = bring_in(folder({"1.txt": tale(1)}))
    batch.files.update(problem="crashed")

    again = bring_in(folder({}))

    assert again.stories.count() == 1


def test_the_same_bytes_twice_in_a_batch_are_one_work(folder):
    batch = bring_in(folder({"a.txt": tale(1), "b.txt": tale(1)}))

    assert batch.files.understood().count() == 2
    assert batch.stories.count() == 1
    assert Part.objects.exclude(version_of=None).get().copy_kind == "same"


def test_a_new_chapter_of_a_work_in_the_library_is_added_to_it(archive, folder):
    first = {"1.txt": chapter(1), "2.txt": chapter(2)}
    accept_all(bring_in(folder(first)))

    again = bring_in(folder({"3.txt": chapter(3)}))
    story = again.stories.get()
    work = Work.objects.get()
    assert story.adds_to == work
    assert "adds-to-work" in story.troubles
    accept_all(again)

    work.refresh_from_db()
    numbers = work.chapters.in_order().values_list("number", flat=True)
    assert (list(numbers), work.chapter_count) == (["1", "2", "3"], 3)


def test_chapters_added_to_a_work_can_be_taken_away_again(archive, folder):
    from fascicle.importing.actions import begin
    from fascicle.importing.actions.advance import advance

    accept_all(bring_in(folder({"1.txt": chapter(1), "2.txt": chapter(2)})))
    again = accept_all(bring_in(folder({"3.txt": chapter(3)})))

    begin.ask_to_undo(again)
    again = advance(again.pk)

    work = Work.objects.get()
    assert again.state == BatchState.UNDONE
    assert (work.chapter_count, work.chapters.count()) == (2, 2)
